"""Letting go: who really decides, by both sides, against what was expected; and how far the sides lie apart.

The owner's line counts. Of several ratings of one side on one day the last counts. No database.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from engagements.measures.life import Life
from engagements.measures.series import Point, first_day, month_of, one_a_day
from phases.shapes import Span

#: Views that lie this far apart are worth a talk.
APART = 2
#: A rating older than this is asked for anew; what it said then is no longer where a process stands.
STALE = datetime.timedelta(days=31)


class Pace(StrEnum):
    """How a process stands to what is expected now, by its owner's own rating."""

    LAGS = "lags"
    FITS = "fits"
    AHEAD = "ahead"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Rated:
    """What one side said on one day; `side` is "manager" or "owner"."""

    day: datetime.date
    side: str
    rung: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessRated:
    """A process with everything that was said about it, and the day from which there was something to say."""

    pk: int
    name: str
    named_on: datetime.date
    ratings: tuple[Rated, ...] = ()
    let_go_on: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letting:
    """The letting go of one process: both lines, and where it stands on the last day.

    `expected` is what fits that day, None when the engagement has not begun.
    """

    process: ProcessRated
    manager: tuple[Point, ...]
    owner: tuple[Point, ...]
    expected: Span | None
    pace: Pace
    is_stale: bool

    @property
    def owner_now(self) -> int | None:
        """What the owner said last; None when they never did."""
        return int(self.owner[-1].value) if self.owner else None

    @property
    def manager_now(self) -> int | None:
        """What the interim manager said last; None when they never did."""
        return int(self.manager[-1].value) if self.manager else None

    @property
    def gap(self) -> int | None:
        """How many rungs the manager's last view lies above the owner's; None unless both said it."""
        if self.owner_now is None or self.manager_now is None:
            return None
        return self.manager_now - self.owner_now


@dataclass(frozen=True, slots=True, kw_only=True)
class LettingGo:
    """All processes together: per side the mean of each month, and how many stand where.

    A month in which not every process was rated has a mean of the others, and says so (`is_whole` is False); one in
    which none was rated has none.
    """

    processes: tuple[Letting, ...]
    manager: tuple[Point, ...]
    owner: tuple[Point, ...]

    def at(self, pace: Pace) -> list[Letting]:
        """Return the processes that stand so."""
        return [each for each in self.processes if each.pace is pace]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """How far the two sides lie apart: per month the mean of the processes that both rated in it, whichever is higher.

    `widest` is the process whose last views lie furthest apart, None when none has both.
    """

    points: tuple[Point, ...]
    widest: Letting | None

    @property
    def now(self) -> Point | None:
        """The last month with one."""
        return self.points[-1] if self.points else None

    @property
    def is_apart(self) -> bool:
        """Whether the widest is worth a talk."""
        return self.widest is not None and abs(self.widest.gap or 0) >= APART


def letting(process: ProcessRated, life: Life) -> Letting:
    """Return the letting go of one process, as it stands on the last day of the engagement so far."""
    manager, owner = (_line(process.ratings, side) for side in ("manager", "owner"))
    expected = life.expected_on(life.today)
    return Letting(
        process=process,
        manager=manager,
        owner=owner,
        expected=expected,
        pace=_pace(owner, expected),
        is_stale=bool(owner) and life.active_days(owner[-1].day, life.today) > STALE.days,
    )


def letting_go(processes: Iterable[ProcessRated], life: Life) -> LettingGo:
    """Return the letting go of all processes together."""
    each = tuple(letting(process, life) for process in processes)
    return LettingGo(
        processes=each,
        manager=_means([one.process for one in each], [one.manager for one in each]),
        owner=_means([one.process for one in each], [one.owner for one in each]),
    )


def gap(measured: LettingGo) -> Gap:
    """Return how far the sides lie apart."""
    known = [each for each in measured.processes if each.gap is not None]
    lines = [_apart(each) for each in measured.processes]
    return Gap(
        points=_means([each.process for each in measured.processes], lines),
        widest=max(known, key=lambda each: abs(each.gap or 0), default=None),
    )


def _line(ratings: Iterable[Rated], side: str) -> tuple[Point, ...]:
    return one_a_day(Point(each.day, each.rung) for each in ratings if each.side == side)


def _pace(owner: Sequence[Point], expected: Span | None) -> Pace:
    if not owner or expected is None:
        return Pace.UNSAID
    if owner[-1].value < expected.low:
        return Pace.LAGS
    return Pace.AHEAD if owner[-1].value > expected.high else Pace.FITS


def _means(processes: Sequence[ProcessRated], lines: Sequence[Sequence[Point]]) -> tuple[Point, ...]:
    """Return the mean of the lines in each month in which any has a point, on the last day that one has."""
    found: dict[int, list[Point]] = {}
    for line in lines:
        for month, point in {month_of(point.day): point for point in line}.items():
            found.setdefault(month, []).append(point)
    return tuple(
        Point(
            day=max(point.day for point in points),
            value=sum(point.value for point in points) / len(points),
            is_whole=len(points) == _there(processes, lines, month),
            of=len(points),
        )
        for month, points in sorted(found.items())
    )


def _there(processes: Sequence[ProcessRated], lines: Sequence[Sequence[Point]], month: int) -> int:
    """Return how many processes there were to rate in a month: named in it or before, or rated by then."""
    after = first_day(month + 1)
    return sum(
        process.named_on < after or bool(line and line[0].day < after)
        for process, line in zip(processes, lines, strict=True)
    )


def _apart(measured: Letting) -> tuple[Point, ...]:
    """Return of each month that both sides rated the difference between their last views in it."""
    manager = {month_of(point.day): point for point in measured.manager}
    owner = {month_of(point.day): point for point in measured.owner}
    return tuple(
        Point(max(manager[month].day, owner[month].day), abs(manager[month].value - owner[month].value))
        for month in sorted(manager.keys() & owner.keys())
    )
