"""The log, the history and the worked days as files."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.history import ToldChange, told
from engagements.lifecycle.lists import listed
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.record import lines, months, reading
from engagements.record.filters import KINDS, RecordFilter
from spreadsheets.columns import Column
from spreadsheets.reading import AT_ONCE, by_key

NAMED = {kind: label for label, kinds in KINDS.values() for kind in kinds}


def _is_entry(line: lines.Line) -> bool:
    return line.kind == lines.ENTRY


@listed(
    "log",
    page="log",
    label=_("Log"),
    columns=(
        Column(_("Date"), lambda line: line.day),
        Column(_("Time"), lambda line: f"{timezone.localtime(line.at):%H:%M}" if line.at else None),
        Column(_("What"), lambda line: str(NAMED[line.kind])),
        Column(_("In short"), lambda line: str(line.title)),
        Column(_("Text"), lambda line: line.item.text if _is_entry(line) else line.text),
        Column(_("By whom"), lambda line: line.who),
        Column(_("Who reads it"), lambda line: str(line.item.readers) if _is_entry(line) else None),
    ),
)
def log(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> Iterator[lines.Line]:
    """Yield the record as far as the seat may read it, newest first, narrowed as the page is."""
    wanted = RecordFilter(asked, engagement=engagement, seat=seat).asked
    page = reading.read(engagement, seat, wanted, most=AT_ONCE)
    yield from page.lines
    while page.older:
        page = reading.read(engagement, seat, wanted, before=page.older, most=AT_ONCE)
        yield from page.lines


@listed(
    "history",
    page="history",
    label=_("History"),
    columns=(
        Column(_("When"), lambda each: each.change.at),
        Column(_("What"), lambda each: str(each.title)),
        Column(_("By whom"), lambda each: str(each.change.actor)),
        Column(_("Reason"), lambda each: each.change.reason),
    ),
)
def history(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> Iterator[ToldChange]:
    """Yield every change of phase or standing, in the words of the seat's side."""
    for change in by_key(engagement.changes.select_related("actor")):
        yield told(change, seat)


@listed(
    "worked-months",
    page="worked-months",
    label=_("Worked days"),
    columns=months.COLUMNS,
    is_offered=False,  # the page asks for which year
)
def worked_months(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> Iterator[months.ToldMonth]:
    """Return the months the seat may see, oldest first."""
    return months.told(engagement, seat)
