"""How mail leaves the outbox: tried until it is sent, by however many machines.

A row is claimed by compare-and-swap, for as long as a lease lasts. Whoever dies between sending and saying so leaves
a lease that runs out; the mail then goes out again under the same Message-ID, by which mail programs know it.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from enquiries import emails
from enquiries.models import EnquiryMail

LEASE = timedelta(minutes=5)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
MOST_ATTEMPTS = 40  # a week and a half

log = logging.getLogger(__name__)


def due(now: datetime | None = None, *, again: bool = False) -> QuerySet[EnquiryMail]:
    """Return the mail that may be tried now: unsent, in nobody's hands, not waiting after a failure, not given up.

    With `again` also what waits and what was given up.
    """
    now = now or timezone.now()
    unclaimed = Q(claimed_at=None) | Q(claimed_at__lte=now - LEASE)
    rows = EnquiryMail.objects.filter(unclaimed, sent_at=None)
    return rows if again else rows.filter(due_at__lte=now, attempts__lt=MOST_ATTEMPTS)


def given_up() -> QuerySet[EnquiryMail]:
    """Return the mail that is not tried any more by itself."""
    return EnquiryMail.objects.filter(sent_at=None, attempts__gte=MOST_ATTEMPTS)


def send_due(rows: QuerySet[EnquiryMail] | None = None, *, again: bool = False) -> tuple[int, int]:
    """Try the mail that is due, of `rows` or all; return how many were sent and how many were not.

    When the mail server can't be reached the rest is left for later: it would only wait for the same.
    """
    keys = due(again=again)
    if rows is not None:
        keys = keys.filter(pk__in=rows.values("pk"))
    sent = failed = 0
    for pk in list(keys.values_list("pk", flat=True)):
        mail = claim(pk, again=again)
        if mail is None:
            continue
        error = deliver(mail)
        sent, failed = (sent, failed + 1) if error else (sent + 1, failed)
        if isinstance(error, OSError) and not _is_refusal(error):
            break
    return sent, failed


def claim(pk: int, *, again: bool = False) -> EnquiryMail | None:
    """Take one mail in hand for as long as the lease lasts; return None when somebody else was first."""
    now = timezone.now()
    mine = due(now, again=again).filter(pk=pk).update(claimed_at=now, attempts=F("attempts") + 1)
    if not mine:
        return None
    return EnquiryMail.objects.select_related("enquiry", "event__actor", "event__words", "recipient").get(
        pk=pk
    )


def deliver(mail: EnquiryMail) -> Exception | None:
    """Send a claimed mail and note it, or note why it could not be sent and return that; never raise."""
    mine = EnquiryMail.objects.filter(pk=mail.pk, claimed_at=mail.claimed_at)
    try:
        letter = emails.letter(mail)
        if letter is not None:
            letter.send()
    except Exception as error:  # whatever it is: the row waits, and says why
        log.warning("Mail %s about an enquiry was not sent (%s)", mail.pk, type(error).__name__)
        mine.update(claimed_at=None, last_error=_said(error), due_at=timezone.now() + wait(mail.attempts))
        return error
    reason = "" if letter is not None else "There was nobody left to send it to."
    mine.update(sent_at=timezone.now(), last_error=reason)
    return None


def wait(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: a minute, doubled each time, up to six hours."""
    return min(FIRST_WAIT * 2 ** min(max(attempts - 1, 0), 20), LONGEST_WAIT)


def _said(error: Exception) -> str:
    """Return what went wrong, on one line that fits the row."""
    return " ".join(f"{type(error).__name__}: {error}".replace("\x00", "").split())[:300]


def _is_refusal(error: OSError) -> bool:
    """Return whether the server answered and only refused this one message."""
    return isinstance(error, SMTPRecipientsRefused | SMTPSenderRefused | SMTPDataError)
