"""What the hours noted in the log say about the worked days of a month: a proposal, for whoever noted them alone."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.record.models import LogEntry, WorkedMonth, in_hours

MINUTES_A_DAY = 8 * 60
#: Proposals further back would only be in the way.
MOST_PROPOSED = 12


@dataclass(frozen=True, slots=True)
class Proposal:
    """The hours noted in a month that has no row yet, and the days they come to."""

    month: datetime.date
    minutes: int

    @property
    def hours(self) -> Decimal:
        """The hours that were noted."""
        return in_hours(self.minutes)

    @property
    def days(self) -> Decimal:
        """The days of eight hours that come nearest, in halves; at least half a day, as somebody worked."""
        halves = (self.minutes * 2 + MINUTES_A_DAY // 2) // MINUTES_A_DAY
        return Decimal(max(halves, 1)) / 2


def beside(months: Iterable[Any], engagement: Engagement, seat: Seat) -> list[Proposal]:
    """Set `noted` on each month, the hours in the seat's own log, and return the months that have no row yet.

    Two queries for who may note worked days (one when the log has no hours), none for others.
    """
    if not seat.may("worked-month-add"):
        return []
    noted = _noted(engagement, seat)
    for row in months:
        row.noted = in_hours(noted[row.month]) if row.month in noted else None
    if not noted:
        return []
    rows = WorkedMonth.objects.filter(engagement=engagement, month__in=noted)
    there = set(rows.values_list("month", flat=True))
    found = [Proposal(month, minutes) for month, minutes in noted.items() if month not in there]
    return found[:MOST_PROPOSED]


def initial(engagement: Engagement, seat: Seat, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what a new month starts with when it was asked for as year and month, with the days the log proposes."""
    try:
        month = datetime.date.fromisoformat(f"{asked.get('month', '')}-01")
    except ValueError:
        return {}
    minutes = _noted(engagement, seat).get(month)
    return {"month": month, "days": Proposal(month, minutes).days} if minutes else {"month": month}


def _noted(engagement: Engagement, seat: Seat) -> dict[datetime.date, int]:
    return LogEntry.objects.filter(engagement=engagement, author=seat.user).minutes_by_month()
