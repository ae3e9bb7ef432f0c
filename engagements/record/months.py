"""Worked days as a file: one row a month, with what became of it and what it replaces."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.record import corrections
from engagements.record.models import WorkedMonth, WorkedMonthState
from spreadsheets.columns import Column, cells
from spreadsheets.files import CSV, file_response


@dataclass(frozen=True, slots=True)
class ToldMonth:
    """One month of an engagement, with the word on it and the correction beside it, if any."""

    engagement: Engagement
    month: Any

    @property
    def is_answered(self) -> bool:
        """Whether the client has said yes or no to it as it is."""
        return self.month.answered_at is not None and self.month.state != WorkedMonthState.SUBMITTED

    @property
    def who(self) -> str | None:
        """Who answered, and in whose place."""
        if not self.is_answered:
            return None
        return self.month.word.who if self.month.word else str(self.month.answered_by)

    @property
    def lapsed(self) -> Any:
        """The approval that the correction made lapse."""
        return self.month.corrected[0] if self.month.corrected else None


COLUMNS = (
    Column(gettext_lazy("Organisation"), lambda told: told.engagement.organisation.name),
    Column(gettext_lazy("Engagement"), lambda told: told.engagement.title),
    Column(gettext_lazy("Month"), lambda told: f"{told.month.month:%Y-%m}"),
    Column(gettext_lazy("Days"), lambda told: told.month.days.normalize()),
    Column(gettext_lazy("Standing"), lambda told: told.month.get_state_display()),
    Column(gettext_lazy("Note"), lambda told: told.month.note),
    Column(gettext_lazy("Answered by"), lambda told: told.who),
    Column(gettext_lazy("Answered on"), lambda told: told.month.answered_at if told.is_answered else None),
    Column(gettext_lazy("Reason it was sent back"), lambda told: told.month.answer),
    Column(
        gettext_lazy("Days approved before the correction"),
        lambda told: told.lapsed.days if told.lapsed else None,
    ),
    Column(
        gettext_lazy("Reason of the correction"),
        lambda told: told.lapsed.lapsed_because if told.lapsed else None,
    ),
)


def told(engagement: Engagement, seat: Seat, *, year: int | None = None) -> Iterator[ToldMonth]:
    """Yield the months the seat may see, oldest first; of one year when it is given."""
    found = WorkedMonth.objects.filter(engagement=engagement).seen_from(seat).order_by("month")
    if year:
        found = found.filter(month__year=year)
    rows = list(found.select_related("answered_by__user"))  # one a month: never many
    corrections.beside(rows, engagement)
    for row in rows:
        yield ToldMonth(engagement, row)


def as_file(engagement: Engagement, seat: Seat, *, year: int | None = None, kind: str) -> HttpResponseBase:
    """Return the months the seat may see as a file of that kind; of one year when it is given."""
    name = f"{_('worked-days')}-{engagement.ref}"
    return file_response(
        kind or CSV,
        f"{name}-{year}" if year else name,
        [column.heading for column in COLUMNS],
        cells(COLUMNS, told(engagement, seat, year=year)),
    )
