"""What of the record is told as "what happened lately": the days worked, and what the log shares with a reader."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.happenings import Seats, happening, teller
from engagements.people.roles import PRACTICE, Role
from engagements.record.audiences import readable_by
from engagements.record.models import LogEntry, month_named

BILLED = PRACTICE | {Role.SPONSOR, Role.FINANCE}

happening("worked-month-submit", _("Worked days handed in: %(subject)s"), roles=BILLED, named=month_named)
happening("worked-month-approve", _("Worked days approved: %(subject)s"), roles=BILLED, named=month_named)
happening("worked-month-dispute", _("Worked days sent back: %(subject)s"), roles=BILLED, named=month_named)
happening("worked-month-correct", _("Worked days corrected: %(subject)s"), roles=BILLED, named=month_named)

#: So much of an entry is told; the rest is on the page.
LONGEST = 300


@teller
def shared(seats: Seats, since: datetime, until: datetime) -> Iterator[tuple[int, str, str]]:
    """Yield what others wrote in the log for these seats to read, as far as each may read it now. One query."""
    readable = Q(pk__in=())
    for engagement, seat in seats:
        readable |= Q(engagement=engagement, audience__in=readable_by(seat.role)) & ~Q(author=seat.user)
    found = LogEntry.objects.filter(readable, created_at__gt=since, created_at__lte=until)
    for entry in found.select_related("author").order_by("-pk"):
        yield entry.engagement_id, Truncator(entry.text).chars(LONGEST), str(entry.author)
