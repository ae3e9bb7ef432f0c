"""Reading the record of one engagement: its lines of every kind together, newest first, in pages.

Each kind is read in its own order, no further than one page, and the few are merged: however long the record, a page
costs one short query a kind.
"""

import datetime
import heapq
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.record.lines import APPROVAL, CHANGE, ENTRY, EPOCH, LAPSED, RANKS, SOURCES, Key, Line, Source
from engagements.record.permissions import kinds_of_words

TICK = datetime.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which part of the record is asked for; what is empty does not narrow it."""

    kinds: tuple[str, ...] = tuple(SOURCES)
    words: str = ""
    person: User | None = None
    audience: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some lines, and where the next ones begin; `older` is empty when these are the last."""

    lines: list[Line]
    older: str = ""


def read(engagement: Engagement, seat: Seat, asked: Asked, *, before: str = "", most: int = 25) -> Page:
    """Return the newest lines that were asked for, or those after the place `before`. One query a kind at most."""
    place = _place(before)
    parts = [
        _part(source, engagement, seat, asked, place, most + 1)
        for source in SOURCES.values()
        if source.kind in asked.kinds and (source.kind == ENTRY or not asked.audience)
    ]
    found = list(islice(heapq.merge(*parts, key=lambda each: each[0], reverse=True), most + 1))
    shown = found[:most]
    return Page(
        lines=[source.line(row, seat) for _key, source, row in shown],
        older=_mark(shown[-1][1], shown[-1][2]) if len(found) > most else "",
    )


def line_at(engagement: Engagement, seat: Seat, kind: str, pk: int) -> Line | None:
    """Return one line, or None when there is none that the seat may read."""
    source = SOURCES.get(kind)
    row = _rows(source, engagement, seat).filter(pk=pk).first() if source else None
    return source.line(row, seat) if source and row else None


def people_in(engagement: Engagement, seat: Seat) -> QuerySet:
    """Return whom the lines that the seat may read name, by name."""
    named = Q()
    for source in SOURCES.values():
        if source.person:
            named |= Q(pk__in=source.rows(engagement, seat).order_by().values(source.person))
    return User.objects.filter(named).order_by("name", "pk")


def kinds_for(seat: Seat) -> list[str]:
    """Return the kinds there can be for a seat."""
    return [
        kind
        for kind in SOURCES
        if (kind != CHANGE or seat.may("history"))
        and (kind not in (APPROVAL, LAPSED) or kinds_of_words(seat))
    ]


def _rows(source: Source, engagement: Engagement, seat: Seat) -> QuerySet:
    return source.rows(engagement, seat).select_related("engagement", *source.related)


def _part(
    source: Source, engagement: Engagement, seat: Seat, asked: Asked, place: Key | None, most: int
) -> Iterable[tuple[Key, Source, Any]]:
    if asked.person and not source.person:
        return
    found = _rows(source, engagement, seat).filter(
        source.matching(asked.words), source.within(asked.since, asked.until)
    )
    if asked.person:
        found = found.filter(**{source.person: asked.person})
    if asked.audience:
        found = found.filter(audience=asked.audience)
    if place:
        found = found.filter(source.before(place))
    for row in found.order_by(f"-{source.moment}", "-pk")[:most]:
        yield source.key(row), source, row


def _mark(source: Source, row: Any) -> str:
    """Return the place of a row, for an address."""
    moment = getattr(row, source.moment)
    count = (moment - EPOCH) // TICK if source.has_time else moment.toordinal()
    return f"{source.kind}-{count}-{row.pk}"


def _place(mark: str) -> Key | None:
    """Return what `_mark` meant, or None for anything it never wrote."""
    found = re.fullmatch(r"([a-z]+)-([0-9]{1,17})-([0-9]{1,18})", mark)
    source = SOURCES.get(found[1]) if found else None
    if found is None or source is None:
        return None
    count, pk = int(found[2]), int(found[3])
    try:
        if not source.has_time:
            return datetime.date.fromordinal(count), 0, EPOCH, 0, pk
        moment = EPOCH + count * TICK
        return timezone.localdate(moment), 1, moment, RANKS[source.kind], pk
    except (ValueError, OverflowError):
        return None
