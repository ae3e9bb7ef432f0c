"""Time worked on a log entry: private like the role played."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engagements", "0006_goals")]

    operations = [
        migrations.AddField(
            model_name="logentry",
            name="minutes",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[MinValueValidator(1), MaxValueValidator(1440)],
                verbose_name="time worked",
            ),
        ),
        migrations.AddConstraint(
            model_name="logentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__isnull", True), ("minutes__range", (1, 1440)), _connector="OR"),
                name="minutes_range",
            ),
        ),
    ]
