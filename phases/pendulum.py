"""The geometry of the pendulum: how far the role of the interim manager swings in a phase.

It hangs from the axis of time in the figure; to the left the manager is a conversation partner, to the right the
authority.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians, sin

from phases.shapes import Phase, Span
from phases.spline import Point, number

WIDEST = 56  # degrees a pendulum leans at the end of the scale
SCALE = 2  # role played runs from -2 (conversation partner) to +2 (authority)
WIDTH, HEIGHT = 124, 74
HANGS = 2.0  # below the top edge: half the stroke of the axis it hangs from
BOB = 7  # radius


@dataclass(frozen=True, slots=True, kw_only=True)
class Bob:
    """One end of the swing. `home` is where the role mostly is, `side` whose hour that is."""

    x: str
    y: str
    side: str
    home: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pendulum:
    """The swing in one phase, in a box of `width` by `height`; `scale` is how far any phase could swing."""

    width: int
    height: int
    pivot: tuple[str, str]
    scale: str
    arc: str
    fan: str
    bobs: tuple[Bob, ...]


def pendulum(phase: Phase) -> Pendulum:
    """The swing of the role in one phase."""
    x, y = _pair((WIDTH / 2, HANGS))
    return Pendulum(
        width=WIDTH,
        height=HEIGHT,
        pivot=(x, y),
        scale=_arc(Span(low=-SCALE, high=SCALE)),
        arc=_arc(phase.stance),
        fan=f"{_arc(phase.stance)}L{x} {y}Z",
        bobs=tuple(_bobs(phase)),
    )


def lean(stance: float) -> float:
    """The angle from the vertical that goes with a role played, in degrees; to the right is positive."""
    return WIDEST * stance / SCALE


def _bobs(phase: Phase) -> Iterator[Bob]:
    """The two ends; a phase that swings is at home at both, any other at the one further out."""
    low, high = phase.stance.low, phase.stance.high
    for stance, other in ((low, high), (high, low)):
        x, y = _pair(_spot(stance))
        yield Bob(
            x=x,
            y=y,
            side="manager" if stance > 0 else "organisation",
            home=phase.swings or abs(stance) >= abs(other),
        )


def _spot(stance: float) -> Point:
    """Where the bob is at a role played."""
    length, angle = HEIGHT - HANGS - BOB - 1, radians(lean(stance))
    return WIDTH / 2 + length * sin(angle), HANGS + length * cos(angle)


def _arc(span: Span) -> str:
    """The path of the bob from one role to another."""
    length = number(HEIGHT - HANGS - BOB - 1)
    (x0, y0), (x1, y1) = _pair(_spot(span.low)), _pair(_spot(span.high))
    return f"M{x0} {y0}A{length} {length} 0 0 0 {x1} {y1}"


def _pair(point: Point) -> tuple[str, str]:
    """A point as two formatted coordinates."""
    return number(point[0]), number(point[1])
