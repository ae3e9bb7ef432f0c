"""The numbers behind each measure as a table: by month or quarter under a drawing, and row by row for a file.

What was not said is written as not said; a number is only there where somebody gave it.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from engagements.execution.amounts import written
from engagements.measures.charts import named
from engagements.measures.letting import Gap, Letting, LettingGo
from engagements.measures.life import Life
from engagements.measures.others import Ages, Durability, GoalProgress, Pendulum, Promises, Talks, Trust
from engagements.measures.series import Axis, Column, Point, first_day, month_of
from engagements.measures.words import amount, between
from phases.definitions import BY_KEY
from phases.durability import VERDICTS, Verdict

type Cell = str | int | Decimal | datetime.date | None

ONE_DAY = datetime.timedelta(days=1)
NOTHING = "–"
#: More rows than this are no longer read on a page.
MOST_ROWS = 24


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def first(self) -> "Table":
        """Return the same with no more rows than one reads on a page; a file has them all."""
        return replace(self, rows=self.rows[:MOST_ROWS])

    def spoken(self) -> tuple[tuple[str, str], ...]:
        """Return each row as its name and the rest of it in words."""
        return tuple(
            (
                str(row[0]),
                "; ".join(
                    f"{title.lower()} {cell}" for title, cell in zip(self.head[1:], row[1:], strict=True)
                ),
            )
            for row in self.rows
        )


def letting_go(measured: LettingGo, life: Life, axis: Axis) -> Table:
    """The means of all processes by month or quarter."""
    named_on = min((each.process.named_on for each in measured.processes), default=life.starts_on)
    return _by_side(measured.manager, measured.owner, life, axis, named_on, len(measured.processes))


def letting(measured: Letting, life: Life, axis: Axis) -> Table:
    """What both sides said last about one process in each month or quarter."""
    return _by_side(measured.manager, measured.owner, life, axis, measured.process.named_on)


def _by_side(
    manager: Sequence[Point],
    owner: Sequence[Point],
    life: Life,
    axis: Axis,
    named_on: datetime.date,
    processes: int = 0,
) -> Table:
    sides = zip(axis.columns, axis.last_in(manager), axis.last_in(owner), strict=True)
    return Table(
        (_("Period"), _("Interim manager"), _("Owner"), pgettext("heading", "Expected")),
        tuple(
            (
                named(column),
                _rung(first, column, life, named_on, processes),
                _rung(second, column, life, named_on, processes),
                _expected(column, life),
            )
            for column, first, second in sides
        ),
    )


def _rung(point: Point | None, column: Column, life: Life, named_on: datetime.date, processes: int) -> str:
    if point is None:
        return _missing(column, life, named_on)
    if point.is_whole or not processes:
        return amount(point.value)
    return _("%(value)s (%(n)s of %(total)s rated)") % {
        "value": amount(point.value),
        "n": point.of,
        "total": processes,
    }


def _missing(column: Column, life: Life, named_on: datetime.date) -> str:
    """Return why there is nothing: not there yet, on hold, not asked yet, or not rated."""
    since, last = max(column.since, life.starts_on), min(column.until - ONE_DAY, life.today)
    if last < since or column.until <= named_on:
        return NOTHING
    if life.active_days(since, last + ONE_DAY) == 0:
        return _("on hold")
    return _("not asked yet") if life.phase_on(last) == "intake" else _("not rated")


def _expected(column: Column, life: Life) -> str:
    band = life.expected_on(min(column.until - ONE_DAY, life.today))
    return between(band) if band else NOTHING


def all_means(measured: LettingGo) -> Table:
    """The means of every month with how many processes they are about."""
    months = {month_of(point.day) for point in (*measured.manager, *measured.owner)}
    manager = {month_of(point.day): point for point in measured.manager}
    owner = {month_of(point.day): point for point in measured.owner}
    every = range(min(months), max(months) + 1) if months else ()
    return Table(
        (
            _("Month"),
            *(_("Interim manager"), _("Processes rated")),
            *(_("Owner"), _("Processes rated")),
        ),
        tuple(
            (f"{first_day(month):%Y-%m}", *_mean(manager.get(month)), *_mean(owner.get(month)))
            for month in every
        ),
    )


def _mean(point: Point | None) -> tuple[Cell, Cell]:
    return (_exactly(point.value), point.of) if point else (_("not rated"), 0)


def all_ratings(measured: Letting, life: Life) -> Table:
    """Every day on which a side rated the process, and every month in between in which neither did."""
    manager = {point.day: int(point.value) for point in measured.manager}
    owner = {point.day: int(point.value) for point in measured.owner}
    days = sorted(manager.keys() | owner.keys())
    rated = {month_of(day) for day in days}
    rows: list[tuple[tuple[int, datetime.date], tuple[Cell, ...]]] = []
    for day in days:
        band = life.expected_on(day)
        expected = (_exactly(band.low), _exactly(band.high)) if band else (None, None)
        rows.append(((month_of(day), day), (day, manager.get(day), owner.get(day), *expected)))
    for month in range(min(rated), max(rated) + 1) if rated else ():
        if month not in rated:
            day, missing = first_day(month), _("not rated")
            rows.append(((month, day), (f"{day:%Y-%m}", missing, missing, None, None)))
    return Table(
        (_("Date"), _("Interim manager"), _("Owner"), _("Expected from"), _("Expected to")),
        tuple(row for _place, row in sorted(rows, key=lambda each: each[0])),
    )


def gap(measured: Gap, axis: Axis) -> Table:
    """How far the sides lay apart by month or quarter."""
    found = zip(axis.columns, axis.last_in(measured.points), strict=True)
    return Table(
        (_("Period"), _("Mean gap"), _("Processes rated by both")),
        tuple(
            (named(column), amount(point.value), point.of) if point else (named(column), _("not known"), 0)
            for column, point in found
        ),
    )


def all_gaps(measured: LettingGo) -> Table:
    """The last view of both sides on each process, and the difference."""
    return Table(
        (_("Process"), _("Interim manager"), _("Owner"), _("Gap")),
        tuple((each.process.name, each.manager_now, each.owner_now, each.gap) for each in measured.processes),
    )


def goals(measured: Sequence[GoalProgress]) -> Table:
    """How far each goal has come."""
    return Table(
        (_("Interim goal"), _("Of the way"), _("Even pace"), _("Readings")),
        tuple(
            (
                each.goal.title,
                _("not read yet") if each.reached is None else f"{each.reached}%",
                NOTHING if each.even is None else f"{each.even}%",
                len(each.points),
            )
            for each in measured
        ),
    )


def goal(measured: GoalProgress, life: Life, axis: Axis) -> Table:
    """The last reading in each month or quarter."""
    found = zip(axis.columns, axis.last_in(measured.points), strict=True)
    since, unit = measured.goal.since, measured.goal.unit
    return Table(
        (_("Period"), _("Reading")),
        tuple(
            (named(column), written(_exactly(point.value), unit))
            if point
            else (named(column), NOTHING if column.until <= since else _("not read"))
            for column, point in found
        ),
    )


def all_readings(measured: GoalProgress) -> Table:
    """Every reading."""
    return Table((_("Date"), _("Value")), tuple((day, value) for day, value in measured.goal.readings))


def promises(measured: Promises) -> Table:
    """How many promises there are of each kind."""
    return Table(
        (_("Promises"), _("Number")),
        (
            (_("Kept as agreed"), measured.kept),
            (_("Kept after they were agreed anew"), measured.kept_anew),
            (pgettext("promises", "Broken"), measured.broken),
            (_("Open, past their date"), measured.late),
            (pgettext("promises", "Open"), measured.open),
            (_("Asked, not answered"), measured.unanswered),
            (pgettext("promises", "Refused"), measured.refused),
        ),
    )


def talks(measured: Talks) -> Table:
    """Who started how many."""
    return Table(
        (_("Started by"), _("Talks")),
        ((_("Organisation"), measured.organisation), (_("Interim manager"), measured.manager)),
    )


def durability(measured: Durability) -> Table:
    """What each check said, by the day it was due."""
    return Table(
        (_("Process"), _("After"), _("Due on"), _("Outcome")),
        tuple(
            (
                check.process,
                _("%(n)s days") % {"n": check.day} if check.day else _("asked again"),
                check.due_on,
                str(VERDICTS[Verdict(check.verdict)])
                if check.verdict
                else (_("skipped") if check.is_skipped else _("not answered")),
            )
            for check in measured.checks
        ),
    )


def trust(measured: Trust) -> Table:
    """Each pulse that both sides answered, and the ones that wait."""
    return Table(
        (_("Asked on"), _("Interim manager"), _("Organisation"), _("Gap")),
        tuple(
            (each.day, _score(each.manager), _score(each.organisation), _score(each.gap))
            for each in reversed(measured.pulses)
        ),
    )


def trust_by_column(measured: Trust, axis: Axis) -> Table:
    """The last answered pulse in each month or quarter."""
    both = [
        Point(each.day, float(place)) for place, each in enumerate(measured.pulses) if each.gap is not None
    ]
    rows = []
    for column, point in zip(axis.columns, axis.last_in(both), strict=True):
        each = measured.pulses[int(point.value)] if point else None
        values = (each.manager, each.organisation) if each else (None, None)
        rows.append((named(column), *(NOTHING if value is None else amount(value) for value in values)))
    return Table((_("Period"), _("Interim manager"), _("Organisation")), tuple(rows))


def pendulum(measured: Pendulum, life: Life, axis: Axis) -> Table:
    """How many moments were noted in each month or quarter, their mean, and the range of the phase."""
    rows = []
    for column in axis.columns:
        there = [point.value for point in measured.points if column.since <= point.day < column.until]
        phase = life.phase_on(min(column.until - ONE_DAY, life.today))
        rows.append(
            (
                named(column),
                len(there),
                amount(sum(there) / len(there)) if there else _("not noted"),
                _range(phase),
            )
        )
    return Table(
        (_("Period"), _("Moments noted"), _("Mean role"), pgettext("heading", "Expected")), tuple(rows)
    )


def all_stances(measured: Pendulum, life: Life) -> Table:
    """Every moment noted."""
    return Table(
        (_("Date"), _("Role played"), pgettext("heading", "Expected")),
        tuple((point.day, int(point.value), _range(life.phase_on(point.day))) for point in measured.points),
    )


def ages(measured: Ages, is_practice: bool) -> Table:
    """The days of each phase."""
    return Table(
        (_("Phase"), _("Days"), _("Days on hold"), _("Times entered")),
        tuple(
            (
                str(BY_KEY[each.phase].title if is_practice else BY_KEY[each.phase].public_title),
                each.days,
                each.on_hold,
                each.times,
            )
            for each in measured.phases
        ),
    )


def _range(phase: str) -> str:
    if not phase:
        return NOTHING
    stance = BY_KEY[phase].stance
    return _("%(low)s to %(high)s") % {"low": amount(stance.low), "high": amount(stance.high)}


def _score(value: float | None) -> Cell:
    return _("not answered") if value is None else _exactly(value)


def _exactly(value: float) -> Decimal:
    """Return a number to two decimals, without zeros that say nothing."""
    return Decimal(str(round(value, 2))).normalize() + 0
