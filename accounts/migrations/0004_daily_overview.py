from django.db import migrations, models


class Migration(migrations.Migration):
    """New people get one overview a day; whoever is there keeps the rhythm they have."""

    dependencies = [("accounts", "0003_invitations")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="mail_rhythm",
            field=models.CharField(
                choices=[
                    ("now", "Every change at once"),
                    ("daily", "One overview a day"),
                    ("weekly", "One overview a week"),
                    ("binding", "Only what binds me"),
                ],
                default="daily",
                max_length=10,
                verbose_name="mail",
            ),
        ),
    ]
