"""How mail leaves the outbox: tried until it is sent, by however many machines.

A row is claimed by compare-and-swap, for as long as a lease lasts. Whoever dies between sending and saying so leaves
a lease that runs out; the mail then goes out again under the same Message-ID, by which mail programs know it.
No transaction is open while a mail server is talked to.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import NamedTuple

from django.db.models import F
from django.utils import timezone

from clock.ticking import said
from outbox import kinds
from outbox.models import Mail

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)

log = logging.getLogger(__name__)


class Tally(NamedTuple):
    """How many mails were dealt with (sent, or no longer needed), and how many could not be sent."""

    sent: int = 0
    failed: int = 0


def send_due(now: datetime | None = None, *, pks: Iterable[int] | None = None, again: bool = False) -> Tally:
    """Try the mail that is due, of these keys or all; return how many were sent and how many were not.

    With `again` also what waits after a failure or was given up. When the mail server can't be reached the rest is
    left for later: it would only wait for the same.
    """
    found = Mail.objects.due(now or timezone.now(), again=again).order_by("due_at", "pk")
    if pks is not None:
        found = found.filter(pk__in=list(pks))
    sent = failed = 0
    for pk in list(found.values_list("pk", flat=True)):
        mail = claim(pk, again=again)
        if mail is None:
            continue
        error = deliver(mail)
        sent, failed = (sent, failed + 1) if error else (sent + 1, failed)
        if isinstance(error, OSError) and not _is_refusal(error):
            break
    return Tally(sent, failed)


def claim(pk: int, *, again: bool = False) -> Mail | None:
    """Take one mail in hand for as long as the lease lasts; return None when somebody else was first."""
    now = timezone.now()
    due = Mail.objects.due(now, again=again).filter(pk=pk)
    if not due.update(claimed_at=now, attempts=F("attempts") + 1):
        return None
    return Mail.objects.select_related("recipient").get(pk=pk)


def deliver(mail: Mail) -> Exception | None:
    """Send a claimed mail and note it, or note why it could not be sent and return that; never raise."""
    mine = Mail.objects.filter(pk=mail.pk, claimed_at=mail.claimed_at)
    try:
        message = _message(mail)
        if message is not None:
            message.send()
    except Exception as error:  # whatever it is: the row waits, and says why
        log.warning("Mail %s (%s) was not sent: %s", mail.pk, mail.kind, type(error).__name__)
        mine.update(claimed_at=None, last_error=said(error), due_at=timezone.now() + wait(mail.attempts))
        return error
    done = "dropped_at" if message is None else "sent_at"
    mine.update(claimed_at=None, last_error="", **{done: timezone.now()})
    return None


def wait(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: a minute, doubled each time, up to six hours."""
    return min(FIRST_WAIT * 2 ** min(max(attempts - 1, 0), 20), LONGEST_WAIT)


def _message(mail: Mail) -> kinds.Message | None:
    """Return the mail as it goes out now; None when there is nothing to say any more, or its reader has left."""
    if mail.recipient is not None and not mail.recipient.is_active:
        return None
    return kinds.build(mail)


def _is_refusal(error: OSError) -> bool:
    """Return whether the server answered and only refused this one message."""
    return isinstance(error, SMTPRecipientsRefused | SMTPSenderRefused | SMTPDataError)
