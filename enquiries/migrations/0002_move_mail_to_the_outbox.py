"""Mail about enquiries moves to the outbox of everybody's mail, sent or not, under the name it went out with."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations

NOBODY_LEFT = "There was nobody left to send it to."


def move(apps, schema_editor):
    """Copy every row, except about enquiries that were erased: their address is gone."""
    old, mail = apps.get_model("enquiries", "EnquiryMail"), apps.get_model("outbox", "Mail")
    practice = apps.get_model("practice", "Practice").objects.filter(version__gt=0).first()
    own = practice.email if practice else settings.PRACTICE["email"]
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    rows = old.objects.filter(enquiry__erased_at=None).select_related("enquiry").order_by("pk")
    for row in rows.iterator():
        dropped = bool(row.sent_at) and row.last_error == NOBODY_LEFT
        mail.objects.create(
            kind=f"enquiry-{row.kind}",
            recipient_id=row.recipient_id,
            address="" if row.recipient_id else own if row.kind == "notice" else row.enquiry.email,
            args={"enquiry": row.enquiry_id} | ({"event": row.event_id} if row.event_id else {}),
            topic=f"enquiry:{row.enquiry_id}",
            weight="binding" if row.kind == "notice" else "urgent",
            made_at=row.made_at,
            due_at=row.due_at,
            claimed_at=None if row.sent_at else row.claimed_at,
            attempts=row.attempts,
            last_error="" if row.sent_at else row.last_error,
            sent_at=None if dropped else row.sent_at,
            dropped_at=row.sent_at if dropped else None,
            message_id=f"<enquiry-{row.enquiry.ref}-{row.kind}-{row.pk}@{host}>",
        )


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0001_initial"),
        ("outbox", "0002_mail_of_a_kind"),
        ("practice", "0001_initial"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
