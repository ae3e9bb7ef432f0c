"""Putting mail into the outbox: in the transaction of its cause, so that there is never one without the other."""

import secrets
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from outbox import sender
from outbox.kinds import KINDS
from outbox.models import Mail
from outbox.querysets import MailQuerySet
from outbox.readers import Reader
from outbox.rhythms import HELD, NEVER, Rhythm, when
from outbox.weights import Weight


def queue(
    kind: str,
    *,
    recipient: Reader | None = None,
    address: str = "",
    topic: str = "",
    due_at: datetime | None = None,
    weight: Weight | None = None,
    **args: Any,
) -> Mail | None:
    """Note in the present transaction that a mail has to go out, and try it after the commit if it is due; return it.

    It is for a `recipient`, in whose rhythm it goes out, or for an `address`. The args are keys that make JSON; its
    kind writes the mail from them. Returns None, and nothing is sent, when the recipient does not want such mail or
    has left. A `due_at` says when it goes out, but not whether. Raises KeyError for an unknown kind.
    """
    weight = weight or KINDS[kind].weight
    now = timezone.now()
    if recipient is not None:
        moment = when(weight, Rhythm(recipient.mail_rhythm), now)
        if moment is NEVER or not recipient.is_active:
            return None
        due_at = due_at or (None if moment is HELD else moment)
    elif due_at is None:
        due_at = now
    mail = Mail.objects.create(
        kind=kind,
        recipient=recipient,
        address="" if recipient else address,
        args=args,
        topic=topic,
        weight=weight,
        made_at=now,
        due_at=due_at,
        message_id=new_message_id(kind),
    )
    if due_at is not None and due_at <= now:
        transaction.on_commit(partial(sender.send_soon, mail.pk), robust=True)
    return mail


def new_message_id(kind: str) -> str:
    """Return the name a mail keeps at every try, by which mail programs know a second copy."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{kind}.{secrets.token_hex(16)}@{host}>"


def retry(rows: MailQuerySet) -> int:
    """Try, after the commit, those of these mails that could not be sent, given up or not; return how many."""
    found = list(rows.failed().values_list("pk", flat=True))
    Mail.objects.failed().filter(pk__in=found).update(due_at=timezone.now(), attempts=0)
    for pk in found:
        transaction.on_commit(partial(sender.send_soon, pk), robust=True)
    return len(found)


def try_again(mail: Mail) -> bool:
    """Try a mail, or the overview it went into, once more after the commit; return False when that has not failed."""
    return bool(retry(Mail.objects.filter(pk=mail.carrier.pk)))


def forget(topic: str, **args: Any) -> int:
    """Erase all mail about a topic, sent or not, or what has these args too; return how many."""
    rows = Mail.objects.filter(topic=topic, **{f"args__{name}": value for name, value in args.items()})
    return rows.delete()[0]
