"""What the record asks of people now: to approve the worked days, or to look at what the client sent back."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.lifecycle.asks import Ask, asks, asks_afterwards, asks_in_place
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.people.roles import Role
from engagements.record.models import WorkedMonth, WorkedMonthState

#: Which state of a month asks something of which role.
ASKED = {
    Role.SPONSOR.value: WorkedMonthState.SUBMITTED,
    Role.FINANCE.value: WorkedMonthState.SUBMITTED,
    Role.MANAGER.value: WorkedMonthState.DISPUTED,
}


@asks
@asks_afterwards
@asks_in_place("worked-month-approve")
def worked_days(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Ask the client to approve what was handed in, and the manager to look at what came back."""
    if seat.role not in ASKED:
        return
    state = ASKED[seat.role]
    months = list(WorkedMonth.objects.filter(engagement=engagement, state=state).order_by("month"))
    if not months:
        return
    first = date_format(months[0].month, "F Y")
    if state == WorkedMonthState.SUBMITTED:
        sentence = ngettext(
            "Approve the worked days of %(first)s", "Approve the worked days of %(n)s months", len(months)
        )
        detail = _("Handed in by the interim manager. You can also send them back with a reason.")
    else:
        sentence = ngettext(
            "Look at the worked days of %(first)s again",
            "Look at the worked days of %(n)s months again",
            len(months),
        )
        detail = months[0].answer
    yield Ask(
        sentence=sentence % {"first": first, "n": len(months)},
        url=reverse("engagements:worked-months", args=[engagement.ref]),
        detail=detail,
        covers="timesheets_settled",
        key="worked-months",
        since=min(timezone.localdate(month.changed_at) for month in months),
    )
