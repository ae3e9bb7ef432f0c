"""The small chart of one goal: from its baseline to its target over real dates, with its readings as a line.

Pure functions of numbers and days. Coordinates are percents of the drawing, written with a point in every language.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from phases.spline import number

MARGIN = 18.0  # percent above the highest and below the lowest value: room for a label
LABEL = 20.0  # percent: how close to an edge a label in the middle of its day would cross it
ONE_DAY = datetime.timedelta(days=1)

type Reading = tuple[datetime.date, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in the drawing, in percents from its top left corner."""

    x: str
    y: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What is drawn of a goal.

    `way` is the straight way from baseline to target, `line` how it went, both as SVG path data. `mark` is the position
    of the one day between the ends that matters, empty when there is none: the day it was due (`marks_due`), or else
    the last one. `rises` says whether up is the right way; `beyond` is the field past the target, by the place where
    it begins and its height.
    """

    starts_on: datetime.date
    ends_on: datetime.date
    baseline: str
    target: str
    beyond: tuple[str, str]
    rises: bool
    way: str
    line: str
    spots: tuple[Spot, ...]
    mark: str
    marks_due: bool
    anchor: str


def chart(
    *,
    baseline: Decimal,
    target: Decimal,
    readings: Sequence[Reading],
    since: datetime.date,
    due_on: datetime.date | None,
    until: datetime.date,
) -> Chart:
    """Return the chart of a goal that is followed from `since`, with its readings in the order of their days.

    `until` is today for an open goal, or the day it was settled; the drawing ends there or on the day it is due,
    whichever comes later. A reading before `since` or after the end is drawn too.
    """
    days = [day for day, _value in readings]
    starts_on = min([since, *days])
    ends_on = max([until, *days, *([due_on] if due_on else []), starts_on + ONE_DAY])
    values = [baseline, target, *(value for _day, value in readings)]
    low, high = min(values), max(values)
    rises = target >= baseline

    def across(day: datetime.date) -> float:
        return 100 * (day - starts_on).days / (ends_on - starts_on).days

    def down(value: Decimal) -> float:
        share = float((high - value) / (high - low)) if high > low else 0.5
        return MARGIN + share * (100 - 2 * MARGIN)

    def place(day: datetime.date, value: Decimal) -> Spot:
        return Spot(x=number(across(day)), y=number(down(value)))

    spots = tuple(place(day, value) for day, value in readings)
    begins = [] if days and days[0] <= starts_on else [place(starts_on, baseline)]
    edge = down(target)
    marked = next((day for day in (due_on, until) if day and starts_on < day < ends_on), None)
    return Chart(
        starts_on=starts_on,
        ends_on=ends_on,
        baseline=number(down(baseline)),
        target=number(edge),
        beyond=("0", number(edge)) if rises else (number(edge), number(100 - edge)),
        rises=rises,
        way=_path([place(starts_on, baseline), place(due_on, target)])
        if due_on and due_on > starts_on
        else "",
        line=_path([*begins, *spots]) if spots else "",
        spots=spots,
        mark=number(across(marked)) if marked else "",
        marks_due=marked is not None and marked == due_on,
        anchor=_anchor(across(marked)) if marked else "",
    )


def even_pace(since: datetime.date, due_on: datetime.date | None, day: datetime.date) -> int | None:
    """Return how much of the way, in whole percents, an even pace would have covered on a day; None without a way."""
    if due_on is None or due_on <= since:
        return None
    share = (day - since).days / (due_on - since).days
    return int(100 * min(1.0, max(0.0, share)))


def _anchor(across: float) -> str:
    """Return which end of a label stands at a position, so that it stays inside the drawing."""
    if across < LABEL:
        return "start"
    return "end" if across > 100 - LABEL else "middle"


def _path(spots: Sequence[Spot]) -> str:
    return "M" + "L".join(f"{spot.x} {spot.y}" for spot in spots)
