"""The geometry of the figure, computed from the definitions: nothing in it is drawn by hand.

One line divides the field along the time axis: below it the interim manager's share in the decisions, above it
the organisation's. Positions in time run from 0 (the first day of intake) to 1 (the end of aftercare), each phase
taking an equal part; shares run from 0 (the organisation decides alone) to 1 (the manager decides).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from phases.definitions import PHASES, RUNGS
from phases.shapes import Phase
from phases.spline import Point, Spline, number, through

SWINGS = 5  # turning points of a phase that swings
CALMING = 0.7  # the part of its width the swing has lost by the end of the phase
RIPPLES = 5  # turning points of the last phase
DAMPING = 0.66  # what each ripple keeps of the one before
STILL = (0.3, 0.66)  # where a phase that stands still comes to rest, and where it lets go again
STREAMS = (0.2, 0.4, 0.6, 0.8)  # thin lines between the curve and either edge, like wind over land
WIDTH, HEIGHT, MARGIN = 1000, 400, 14  # of the whole figure; the line keeps the margin from top and bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The part of the drawing one phase takes, and where the line is halfway through it."""

    key: str
    order: int
    left: str
    width: str
    middle: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """The milestone between two phases: its place on the time axis and on the line, also in percents of the drawing."""

    source: str
    target: str
    x: str
    y: str
    across: str
    down: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The figure as SVG path data and coordinates, formatted alike in every language."""

    width: int
    height: int
    line: str
    manager_area: str
    organisation_area: str
    manager_streams: tuple[str, ...]
    organisation_streams: tuple[str, ...]
    borders: tuple[Border, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The numbers behind one phase; shares in whole percents."""

    phase: Phase
    manager_start: int
    manager_end: int
    manager_least: int
    manager_most: int

    @property
    def organisation_start(self) -> int:
        """What is not the manager's at the start is the organisation's."""
        return 100 - self.manager_start

    @property
    def organisation_end(self) -> int:
        """What is not the manager's at the end is the organisation's."""
        return 100 - self.manager_end

    @property
    def organisation_least(self) -> int:
        """What the organisation has when the manager has most."""
        return 100 - self.manager_most

    @property
    def organisation_most(self) -> int:
        """What the organisation has when the manager has least."""
        return 100 - self.manager_least


def share_of(rung: float) -> float:
    """The manager's share that goes with a rung: all of it on the first, nothing on the last."""
    first, last = RUNGS[0].number, RUNGS[-1].number
    return (last - rung) / (last - first)


def influence(phases: Sequence[Phase] = PHASES, *, swings: int = SWINGS, ripples: int = RIPPLES) -> Spline:
    """The manager's share over time, through the middle of the expected rungs.

    A phase that swings touches the edges of its band, one without change stands still and lets go at its end,
    and the last one comes to rest with ripples inside its band.
    """
    last = len(phases) - 1
    knots: list[Point] = [(0.0, phases[0].rungs_start.middle)]
    for index, phase in enumerate(phases):
        if phase.swings:
            inner = _swinging(phase, swings)
        elif index == last:
            inner = _rippling(phase, ripples)
        else:
            inner = _still(phase)
        knots += [((index + share) / len(phases), rung) for share, rung in inner]
        end = phase.rungs_end.middle
        border = end if index == last else (end + phases[index + 1].rungs_start.middle) / 2
        knots.append(((index + 1) / len(phases), border))
    return through([(position, share_of(rung)) for position, rung in knots])


def share_at(t: float, phases: Sequence[Phase] = PHASES) -> float:
    """The manager's share (0 to 1) at a moment `t` (clamped to 0 to 1)."""
    return influence(phases).at(t)


def height_of(share: float, *, height: float = HEIGHT, margin: float = MARGIN) -> float:
    """How far below the top edge of the figure a share is drawn, in terms of its height (0 to 1)."""
    return (margin + (1 - share) * (height - 2 * margin)) / height


def drawing(
    phases: Sequence[Phase] = PHASES,
    *,
    width: int = WIDTH,
    height: int = HEIGHT,
    margin: float = MARGIN,
    curve: Spline | None = None,
) -> Drawing:
    """The whole figure in a box of `width` by `height`; the line keeps `margin` from the top and bottom edge."""
    curve = curve or influence(phases)

    def place(t: float, share: float) -> Point:
        return t * width, height * height_of(share, height=height, margin=margin)

    def stream(towards: float, part: float) -> str:
        return curve.path(lambda t, share: place(t, share + (towards - share) * part))

    line = curve.path(place)
    columns = len(phases)
    return Drawing(
        width=width,
        height=height,
        line=line,
        manager_area=f"{line}L{width} {height}L0 {height}Z",
        organisation_area=f"{line}L{width} 0L0 0Z",
        manager_streams=tuple(stream(0, part) for part in STREAMS),
        organisation_streams=tuple(stream(1, part) for part in STREAMS),
        borders=tuple(
            Border(
                source=phases[index - 1].key,
                target=phases[index].key,
                x=number(index * width / columns),
                y=number(place(0, curve.at(index / columns))[1]),
                across=number(100 * index / columns),
                down=number(100 * place(0, curve.at(index / columns))[1] / height),
            )
            for index in range(1, columns)
        ),
        columns=tuple(
            Column(
                key=phase.key,
                order=phase.order,
                left=number(index * width / columns),
                width=number(width / columns),
                middle=number((index + 0.5) * width / columns),
                line=number(place(0, curve.at((index + 0.5) / columns))[1]),
            )
            for index, phase in enumerate(phases)
        ),
    )


def small_line(phases: Sequence[Phase] = PHASES, *, width: int = 400, height: int = 48) -> Drawing:
    """The same line with fewer turns, for the phase line of an engagement and other small places."""
    return drawing(phases, width=width, height=height, margin=4, curve=influence(phases, swings=3, ripples=3))


def numbers(phases: Sequence[Phase] = PHASES) -> list[Row]:
    """What the curve shows, as a table: one row per phase."""
    return [
        Row(
            phase=phase,
            manager_start=_percent(phase.rungs_start.middle),
            manager_end=_percent(phase.rungs_end.middle),
            manager_least=_percent(max(phase.rungs_start.high, phase.rungs_end.high)),
            manager_most=_percent(min(phase.rungs_start.low, phase.rungs_end.low)),
        )
        for phase in phases
    ]


def curve_sentence(phases: Sequence[Phase] = PHASES) -> str:
    """What the curve shows, in one sentence in the active language."""
    intake, specification, execution, evaluation = numbers(phases)
    return gettext(
        "The interim manager's share in the decisions swings between %(least)d and %(most)d percent in the first "
        "step, stays around %(plan)d percent in the second, drops from %(start)d to %(end)d percent in the third, "
        "and comes to rest at %(rest)d percent in the last; the remainder belongs to the organisation."
    ) % {
        "least": intake.manager_least,
        "most": intake.manager_most,
        "plan": specification.manager_start,
        "start": execution.manager_start,
        "end": execution.manager_end,
        "rest": evaluation.manager_end,
    }


def _swinging(phase: Phase, turns: int) -> list[Point]:
    """Turning points from edge to edge of the band, calming down a little; the manager's high comes first."""
    points = []
    for turn in range(turns):
        share = (turn + 0.5) / (turns + 0.5)
        band = phase.rungs_start.towards(phase.rungs_end, share)
        reach = (band.high - band.low) / 2 * (1 - CALMING * share**2)
        points.append((share, band.middle - reach if turn % 2 == 0 else band.middle + reach))
    return points


def _rippling(phase: Phase, turns: int) -> list[Point]:
    """Turning points that die out; the line first dips below where it will rest."""
    points = []
    for turn in range(turns):
        share = (turn + 1.2) / (turns + 1)
        band = phase.rungs_start.towards(phase.rungs_end, share)
        reach = (band.high - band.low) / 2 * DAMPING ** (turn + 0.5)
        points.append((share, band.middle + reach if turn % 2 == 0 else band.middle - reach))
    return points


def _still(phase: Phase) -> list[Point]:
    """Two points at the same height where nothing changes during the phase; none where something does."""
    if phase.rungs_start.middle != phase.rungs_end.middle:
        return []
    return [(share, phase.rungs_start.middle) for share in STILL]


def _percent(rung: float) -> int:
    """The manager's share on a rung in whole percents."""
    return round(share_of(rung) * 100)
