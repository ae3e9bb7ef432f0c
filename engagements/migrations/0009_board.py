from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("engagements", "0008_execution"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="engagement",
            index=models.Index(fields=["standing", "phase", "phase_entered_on", "id"], name="board_by_age"),
        ),
        migrations.AddIndex(
            model_name="engagement",
            index=models.Index(fields=["standing", "phase", "title", "id"], name="board_by_title"),
        ),
    ]
