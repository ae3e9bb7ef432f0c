"""Changes of phase and standing from before the audit trail told of them are written into it, with their own time."""

import datetime

from django.db import migrations

MOMENT = datetime.timedelta(minutes=1)  # the trail is written in the same transaction, a little later


def tell_of_phase_changes(apps, schema_editor):
    entries = apps.get_model("engagements", "AuditEntry").objects
    changes = apps.get_model("engagements", "PhaseChange").objects
    for change in changes.select_related("engagement").order_by("pk").iterator():
        action = "new" if change.command == "start" else change.command
        near = (change.at - MOMENT, change.at + MOMENT)
        if not entries.filter(engagement=change.engagement, action=action, at__range=near).exists():
            before, after = moved(change)
            entries.create(
                engagement=change.engagement,
                actor_id=change.actor_id,
                at=change.at,
                action=action,
                subject_kind="engagement",
                subject_id=change.engagement_id,
                subject=change.engagement.title[:200],
                before=before,
                after=after,
            )


def moved(change):
    """Return what stood before and after, as the trail has it: what differs, and the reason."""
    pairs = {
        "phase": (change.from_phase, change.to_phase),
        "standing": (change.from_standing, change.to_standing),
    }
    differing = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    before = {name: pair[0] for name, pair in differing.items() if pair[0]}
    after = {name: pair[1] for name, pair in differing.items()}
    return before, after | ({"reason": change.reason} if change.reason else {})


class Migration(migrations.Migration):
    dependencies = [("engagements", "0015_reminders")]

    operations = [
        migrations.RunPython(tell_of_phase_changes, migrations.RunPython.noop, elidable=True),
    ]
