"""From measures over time to drawings: which lines and bands, and the words along them; `bars` has the rest.

All lines of one engagement are drawn along the same time, so that they can be laid beside each other.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from engagements.execution.amounts import written
from engagements.measures.drawing import (
    LETTER,
    Chart,
    Key,
    Label,
    Mark,
    Place,
    Shape,
    Tone,
)
from engagements.measures.life import Life
from engagements.measures.others import GoalProgress, Pendulum, Trust
from engagements.measures.series import Axis, Column, Point, drawn, first_day, month_of
from phases.definitions import BY_KEY, RUNGS

HIGHEST_RUNG = RUNGS[-1].number
MOST_TRUST = 5  # what a statement can be given
STANCE = 2  # the role played runs from -2 to 2
ROOM = 600  # how wide a field is at least where the names of phases are shown
MOST_DOTS = 24  # more of them in one piece would run together
LEAST_GAP = 3  # rungs: a gap of one is not drawn as high as the field


def named(column: Column) -> str:
    """Return the name of a month or a quarter."""
    if not column.is_quarter:
        return date_format(column.since, "N Y")
    last = first_day(month_of(column.until) - 1)
    return f"{date_format(column.since, 'N')}–{date_format(last, 'N Y')}"


class Field:
    """The field of one chart: a time from left to right, and values from `low` at the bottom to `high` at the top."""

    def __init__(self, axis: Axis, life: Life, low: float, high: float) -> None:
        self.axis, self.life, self.low, self.high = axis, life, low, high

    @property
    def ends(self) -> tuple[str, str]:
        """The first and the last month, in words."""
        first, last = self.axis.columns[0], self.axis.columns[-1]
        return named(first), named(last)

    def height(self, value: float) -> float:
        """Return how far from the top a value is, 0 to 1."""
        return (self.high - value) / (self.high - self.low) if self.high > self.low else 0.5

    def place(self, point: Point) -> Place:
        """Return where a point is."""
        return self.axis.across(point.day), self.height(point.value)

    def line(self, points: Sequence[Point], tone: Tone, dots: Shape) -> Iterable[Mark]:
        """Yield a broken line, and its dots; a value that is not about everything is a hollow dot beside the line."""
        whole = drawn([point for point in points if point.is_whole])
        if lines := tuple(tuple(map(self.place, piece)) for piece in whole if len(piece) > 1):
            yield Mark(shape=Shape.LINE, tone=tone, pieces=lines)
        some = drawn([point for point in points if not point.is_whole])
        for pieces, is_hollow in ((whole, False), (some, True)):
            spots = tuple(self.place(point) for piece in pieces for point in _dotted(piece))
            if spots:
                yield Mark(shape=dots, tone=tone, pieces=(spots,), is_hollow=is_hollow)

    def band(self, spans: Iterable[Sequence[tuple[Place, Place]]]) -> Iterable[Mark]:
        """Yield areas between lower and upper places."""
        pieces = tuple(
            (*(low for low, _high in span), *(high for _low, high in reversed(span))) for span in spans
        )
        if pieces:
            yield Mark(shape=Shape.AREA, tone=Tone.EXPECTED, pieces=pieces)

    def time(self) -> Iterable[Mark]:
        """Yield where the engagement was on hold, and the days on which it went to another phase."""
        held = tuple(
            self._box(self.axis.across(each.since), self.axis.across(each.until or self.life.today))
            for each in self.life.pauses
        )
        if held:
            yield Mark(shape=Shape.AREA, tone=Tone.PAUSE, pieces=held)
        turns = tuple(
            ((x, 0.0), (x, 1.0)) for x in (self.axis.across(stay.since) for stay in self.life.stays[1:])
        )
        if turns:
            yield Mark(shape=Shape.LINE, tone=Tone.RULE, pieces=turns)

    def _box(self, left: float, right: float) -> tuple[Place, ...]:
        return (left, 0.0), (right, 0.0), (right, 1.0), (left, 1.0)


def _dotted(piece: Sequence[Point]) -> Sequence[Point]:
    """Return the points that get a dot: all of a short piece, the ends of a long one, where dots would run together."""
    return piece if len(piece) <= MOST_DOTS else (piece[0], piece[-1])


def phases(life: Life, axis: Axis, is_practice: bool) -> tuple[Label, ...]:
    """Return the names of the phases at the days they were entered, as far as there is room for them."""
    found = []
    for stay in life.stays:
        left, right = axis.across(stay.since), axis.across(stay.until or life.today)
        phase = BY_KEY[stay.phase]
        name = str(phase.title if is_practice else phase.public_title)
        if len(name) * LETTER < (right - left) * ROOM:
            found.append(Label(text=name, x=left, y=0.0, tone=Tone.RULE))
    return tuple(found)


def legend(life: Life, *keys: Key) -> tuple[Key, ...]:
    """Return what the marks mean; a pause only where there was one."""
    pause = Key(shape=Shape.AREA, tone=Tone.PAUSE, text=_("on hold"))
    return (*keys, pause) if life.pauses else keys


def manager_key() -> Key:
    """Return what the squares mean."""
    return Key(shape=Shape.SQUARES, tone=Tone.MANAGER, text=_("interim manager"))


def _organisation_key(text: str) -> Key:
    return Key(shape=Shape.ROUNDS, tone=Tone.ORGANISATION, text=text)


def _expected_key() -> Key:
    return Key(shape=Shape.AREA, tone=Tone.EXPECTED, text=pgettext("chart", "expected"))


def letting(
    key: str, title: str, manager: Sequence[Point], owner: Sequence[Point], life: Life, axis: Axis, said: str
) -> Chart:
    """Draw both lines against the expected band."""
    field = Field(axis, life, 1, HIGHEST_RUNG)
    bands = [
        [
            (
                field.place(Point(each.day, each.band.low)),
                field.place(Point(each.day, each.band.high)),
            )
            for each in stay
        ]
        for stay in life.expected()
    ]
    return Chart(
        key=key,
        title=title,
        alt=said,
        ticks=tuple(str(rung.number) for rung in reversed(RUNGS)),
        scale=_("7: the organisation decides alone; 1: the interim manager decides."),
        marks=(
            *field.band(bands),
            *field.time(),
            *field.line(manager, Tone.MANAGER, Shape.SQUARES),
            *field.line(owner, Tone.ORGANISATION, Shape.ROUNDS),
        ),
        legend=legend(life, manager_key(), _organisation_key(pgettext("chart", "owner")), _expected_key()),
        ends=field.ends,
    )


def gap(key: str, title: str, points: Sequence[Point], life: Life, axis: Axis, said: str) -> Chart:
    """Draw how far the sides lie apart."""
    high = max([LEAST_GAP, *(ceil(point.value) for point in points)])
    field = Field(axis, life, 0, high)
    return Chart(
        key=key,
        title=title,
        alt=said,
        ticks=tuple(str(value) for value in range(high, -1, -1)),
        scale=_("Rungs between the two views; 0: both see it alike."),
        marks=(*field.time(), *field.line(points, Tone.EXPECTED, Shape.ROUNDS)),
        legend=legend(life, Key(shape=Shape.ROUNDS, tone=Tone.EXPECTED, text=_("mean gap of a month"))),
        ends=field.ends,
    )


def pendulum(key: str, title: str, measured: Pendulum, life: Life, axis: Axis, said: str) -> Chart:
    """Draw the role played, moment by moment, against the range of each phase."""
    field = Field(axis, life, -STANCE, STANCE)
    bands = []
    for stay in life.stays:
        stance = BY_KEY[stay.phase].stance
        days = (stay.since, stay.until or life.today)
        bands.append(
            [(field.place(Point(day, stance.low)), field.place(Point(day, stance.high))) for day in days]
        )
    return Chart(
        key=key,
        title=title,
        alt=said,
        ticks=("+2", "+1", "0", "−1", "−2"),
        scale=_("+2: authority; −2: conversation partner."),
        marks=(
            *field.band(bands),
            *field.time(),
            *field.line(measured.points, Tone.MANAGER, Shape.SQUARES),
        ),
        legend=legend(life, manager_key(), _expected_key()),
        ends=field.ends,
    )


def trust(key: str, title: str, measured: Trust, life: Life, axis: Axis, said: str) -> Chart:
    """Draw both sides' means, pulse by pulse; a pulse that is not answered by both leaves nothing."""
    field = Field(axis, life, 1, MOST_TRUST)
    manager = [Point(each.day, each.manager) for each in measured.pulses if each.manager is not None]
    organisation = [
        Point(each.day, each.organisation) for each in measured.pulses if each.organisation is not None
    ]
    return Chart(
        key=key,
        title=title,
        alt=said,
        ticks=tuple(str(value) for value in range(MOST_TRUST, 0, -1)),
        scale=_("5: fully; 1: not at all. The mean of four statements."),
        marks=(
            *field.time(),
            *field.line(manager, Tone.MANAGER, Shape.SQUARES),
            *field.line(organisation, Tone.ORGANISATION, Shape.ROUNDS),
        ),
        legend=legend(life, manager_key(), _organisation_key(_("organisation"))),
        ends=field.ends,
    )


def goal(key: str, measured: GoalProgress, life: Life, axis: Axis, said: str) -> Chart | None:
    """Draw a goal from its baseline to its target; None while it has neither."""
    goal = measured.goal
    if goal.baseline is None or goal.target is None:
        return None
    start, target = float(goal.baseline), float(goal.target)
    values = [start, target, *(point.value for point in measured.points)]
    field = Field(axis, life, min(values), max(values))
    flat = ((0.0, field.height(target)), (1.0, field.height(target)))
    way: tuple[Mark, ...] = ()
    if goal.due_on and goal.due_on > goal.since:
        way = (
            Mark(
                shape=Shape.LINE,
                tone=Tone.WAY,
                pieces=(_clipped(field, Point(goal.since, start), Point(goal.due_on, target)),),
            ),
        )
    return Chart(
        key=key,
        title=goal.title,
        alt=said,
        ticks=(_plain(max(values)), _plain(min(values))),
        scale="",
        marks=(
            *field.time(),
            Mark(shape=Shape.LINE, tone=Tone.RULE, pieces=(flat,)),
            *way,
            *field.line(measured.points, Tone.ORGANISATION, Shape.ROUNDS),
        ),
        legend=legend(
            life,
            _organisation_key(_("reading")),
            Key(shape=Shape.LINE, tone=Tone.WAY, text=_("even pace")),
        ),
        ends=field.ends,
        labels=(
            Label(
                text=_("target %(value)s") % {"value": written(goal.target, goal.unit)},
                y=field.height(target),
                tone=Tone.ORGANISATION,
            ),
        ),
    )


def _clipped(field: Field, start: Point, end: Point) -> tuple[Place, ...]:
    """Return the straight way as far as it lies within the time of the field."""
    last = field.axis.ends_on
    if end.day <= last:
        return field.place(start), field.place(end)
    if start.day >= last:
        return ()
    share = (last - start.day).days / (end.day - start.day).days
    there = start.value + share * (end.value - start.value)
    return field.place(start), (1.0, field.height(there))


def _plain(value: float) -> str:
    return written(Decimal(str(round(value, 2))))
