from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("engagements", "0012_calendar")]

    operations = [
        migrations.DeleteModel(name="Notice"),
        migrations.RemoveField(model_name="request", name="mailed_at"),
    ]
