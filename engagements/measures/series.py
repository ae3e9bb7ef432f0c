"""Values on days: where a line breaks, which points are drawn, and what a month or a quarter had last. No database.

A line breaks where a whole calendar month went by without a value: what was not said is shown as missing, never
filled in.
"""

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: More points than this of one line can't be told apart in a drawing.
MOST_POINTS = 36
#: With more months than this a column is a quarter.
MOST_MONTHS = 18


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day. `is_whole` is whether it is about all there is; `of` how many it is about."""

    day: datetime.date
    value: float
    is_whole: bool = True
    of: int = 1


def month_of(day: datetime.date) -> int:
    """Return a number for the calendar month of a day; the next month has the next number."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> datetime.date:
    """Return the first day of a month by its number."""
    return datetime.date(month // 12, month % 12 + 1, 1)


def one_a_day(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return the points in the order of their days; of several on one day the last counts."""
    return tuple(sorted({point.day: point for point in points}.values(), key=lambda point: point.day))


def runs(points: Iterable[Point]) -> tuple[tuple[Point, ...], ...]:
    """Return the points, in order, as the pieces of a line that breaks where a whole month has no point."""
    found: list[list[Point]] = []
    for point in points:
        if found and month_of(point.day) - month_of(found[-1][-1].day) <= 1:
            found[-1].append(point)
        else:
            found.append([point])
    return tuple(tuple(run) for run in found)


def thin(points: Sequence[Point], most: int = MOST_POINTS) -> tuple[Point, ...]:
    """Return at most about `most` of the points: the first, and the last of each of as many equal stretches of time.

    All of them when they are no more than that. No value is made up: what is left is what was said on that day.
    """
    if len(points) <= most:
        return tuple(points)
    start, length = points[0].day, (points[-1].day - points[0].day).days + 1
    last_of = {(point.day - start).days * (most - 1) // length: point for point in points}
    kept = list(last_of.values())
    return tuple(kept if kept[0] is points[0] else [points[0], *kept])


@dataclass(frozen=True, slots=True)
class Column:
    """A month or a quarter, from its first day; `until` is the first day after it."""

    since: datetime.date
    until: datetime.date

    @property
    def is_quarter(self) -> bool:
        """Whether it is longer than a month."""
        return month_of(self.until) - month_of(self.since) > 1


@dataclass(frozen=True, slots=True)
class Axis:
    """The time along which everything of one engagement is drawn: whole months, or quarters when there are many.

    Each column is as wide as the others; within its month time runs evenly.
    """

    columns: tuple[Column, ...]

    @property
    def starts_on(self) -> datetime.date:
        """The first day."""
        return self.columns[0].since

    @property
    def ends_on(self) -> datetime.date:
        """The first day after the last."""
        return self.columns[-1].until

    def across(self, day: datetime.date) -> float:
        """Return where a day is, from 0 to 1; a day outside is at the nearest end."""
        day = min(max(day, self.starts_on), self.ends_on)
        month = month_of(day)
        length = (first_day(month + 1) - first_day(month)).days
        months = month_of(self.ends_on) - month_of(self.starts_on)
        return (month - month_of(self.starts_on) + (day.day - 1) / length) / months

    def last_in(self, points: Sequence[Point]) -> list[Point | None]:
        """Return of each column the last point in it, or None; `points` are in the order of their days."""
        days = [point.day for point in points]
        found: list[Point | None] = []
        for column in self.columns:
            place = bisect_right(days, column.until - datetime.timedelta(days=1)) - 1
            found.append(points[place] if place >= 0 and days[place] >= column.since else None)
        return found


def axis(starts_on: datetime.date, until: datetime.date) -> Axis:
    """Return the time from the month of one day to the month of the other, both included."""
    first, last = month_of(starts_on), month_of(max(starts_on, until))
    step = 1
    if last - first + 1 > MOST_MONTHS:
        first, step = first - first % 3, 3
    return Axis(
        tuple(Column(first_day(month), first_day(month + step)) for month in range(first, last + 1, step))
    )


def drawn(points: Sequence[Point], most: int = MOST_POINTS) -> tuple[tuple[Point, ...], ...]:
    """Return the pieces of a line as they are drawn: broken where they break, and no more points than can be seen."""
    pieces = runs(points)
    return tuple(thin(piece, max(2, most * len(piece) // len(points))) for piece in pieces)
