"""What happened lately, for one person: the record of the last seven days, day by day, or else what was last."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from engagements.lifecycle.commands import START
from engagements.lifecycle.history import title_of
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.record import reading
from engagements.record.lines import ENTRY, Line
from phases.definitions import Text

WEEK = datetime.timedelta(days=7)
#: More than this is not read at a glance; the whole record is a click away.
MOST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that happened: a sentence about what was done, or else somebody's own words from the log."""

    title: Text = ""
    words: str = ""
    who: str = ""
    side: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What happened on one day."""

    day: datetime.date
    deeds: tuple[Deed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The days on which something happened, newest first; when there are none, the one before that, if any."""

    days: tuple[Day, ...]
    last: Day | None
    more: bool


def week_of(engagement: Engagement, seat: Seat) -> Week:
    """Return what happened in the last seven days as far as the seat may read it.

    One query a kind of line, besides the changes of the engagement.
    """
    since = timezone.localdate() - WEEK
    page = reading.read(engagement, seat, reading.Asked(), most=MOST)
    deeds = [
        *((line.day, _deed(line)) for line in page.lines if not _is_private(line)),
        *_steps(engagement, seat),
    ]
    days = tuple(_by_day(deeds))
    recent = tuple(each for each in days if each.day > since)
    return Week(
        days=recent,
        last=None if recent else next(iter(days), None),
        more=bool(page.older) and len(page.lines) == MOST and page.lines[-1].day > since,
    )


def _is_private(line: Line) -> bool:
    """Return whether only its author reads it: this page is what somebody shares with others."""
    return line.kind == ENTRY and line.item.is_private


def _deed(line: Line) -> Deed:
    if line.kind == ENTRY:
        return Deed(words=line.item.text, who=line.who, side=line.side)
    return Deed(title=line.title, words=line.text, who=line.who, side=line.side, url=line.url)


def _steps(engagement: Engagement, seat: Seat) -> Iterator[tuple[datetime.date, Deed]]:
    """Yield the changes of phase and standing for whom the record does not tell them: what, never why or by whom."""
    if seat.may("history"):
        return
    for change in engagement.changes.all():
        if change.command != START:
            yield change.day, Deed(title=title_of(change, seat), side="system")


def _by_day(deeds: Iterable[tuple[datetime.date, Deed]]) -> Iterator[Day]:
    ordered = sorted(deeds, key=lambda each: each[0], reverse=True)
    for day, those in groupby(ordered, key=lambda each: each[0]):
        yield Day(day=day, deeds=tuple(deed for _day, deed in those))
