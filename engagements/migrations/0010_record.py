"""Worked days that were approved get their approval, as everything else that somebody said yes to."""

import hashlib
import json

from django.db import migrations, models


def keep_what_was_approved(apps, schema_editor):
    months = apps.get_model("engagements", "WorkedMonth").objects.filter(state="approved")
    approvals = apps.get_model("engagements", "Approval").objects
    for month in months.exclude(answered_by=None).select_related("answered_by").order_by("answered_at", "pk"):
        content = {
            "month": f"{month.month:%Y-%m}",
            "days": format(month.days.normalize(), "f"),
            "note": month.note,
        }
        canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        approvals.create(
            engagement_id=month.engagement_id,
            kind="month",
            subject_id=month.pk,
            member=month.answered_by,
            role=month.answered_by.role,
            approved=True,
            digest=hashlib.sha256(canonical.encode()).hexdigest(),
            content=content,
            at=month.answered_at,
        )


def forget(apps, schema_editor):
    apps.get_model("engagements", "Approval").objects.filter(kind="month").delete()


class Migration(migrations.Migration):
    dependencies = [("engagements", "0009_board")]

    operations = [
        migrations.AlterField(
            model_name="approval",
            name="kind",
            field=models.CharField(
                choices=[
                    ("assignment", "Assignment"),
                    ("plan", "Plan"),
                    ("goal", "Interim goal"),
                    ("case", "Case"),
                    ("month", "Worked days"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunPython(keep_what_was_approved, forget, elidable=True),
    ]
