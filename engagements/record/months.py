"""Worked days as a file: one row a month, with what became of it and what it replaces."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.record import corrections, exports
from engagements.record.models import WorkedMonth
from phases.definitions import Text

HEADINGS: tuple[Text, ...] = (
    _("Organisation"),
    _("Engagement"),
    _("Month"),
    _("Days"),
    _("Standing"),
    _("Note"),
    _("Answered by"),
    _("Answered on"),
    _("Reason it was sent back"),
    _("Days approved before the correction"),
    _("Reason of the correction"),
)


def as_file(engagement: Engagement, seat: Seat, *, year: int | None = None, kind: str) -> HttpResponseBase:
    """Return the months the seat may see, oldest first, as a file of that kind; of one year when it is given."""
    found = WorkedMonth.objects.filter(engagement=engagement).seen_from(seat).order_by("month")
    if year:
        found = found.filter(month__year=year)
    name = f"{_('worked-days')}-{engagement.ref}"
    return exports.file_response(
        kind or exports.CSV, f"{name}-{year}" if year else name, HEADINGS, _rows(engagement, found)
    )


def _rows(engagement: Engagement, found: QuerySet) -> Iterator[tuple[exports.Cell, ...]]:
    rows = list(found.select_related("answered_by__user"))  # one a month: never many
    corrections.beside(rows, engagement)
    for row in rows:
        lapsed = row.corrected[0] if row.corrected else None
        answered = row.answered_at is not None and row.state != "submitted"
        yield (
            engagement.organisation.name,
            engagement.title,
            f"{row.month:%Y-%m}",
            row.days.normalize(),
            row.get_state_display(),
            row.note,
            (row.word.who if row.word else str(row.answered_by)) if answered else None,
            row.answered_at if answered else None,
            row.answer,
            lapsed.days if lapsed else None,
            lapsed.lapsed_because if lapsed else None,
        )
