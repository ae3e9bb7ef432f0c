"""A moment on the time axis: where the line is there, and in words how the influence stands.

The same pieces go to the browser, so that whoever drags the moment reads the very sentences the server would write.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from phases import figure
from phases.choice import LAST_MOMENT, phase_at
from phases.content.moments import FIRST, LAST, SHARES, TURNS, WHEN
from phases.definitions import PHASES
from phases.shapes import Phase, Text
from phases.spline import number

CLOSE = 0.004  # how far from a moment the slope is taken; in terms of the whole time axis
LEVEL = 0.15  # a slope that nobody sees, in shares over the whole time axis
STEEP = 1.5  # a slope that everybody sees
SAMPLES = 20
EDGES = (0.16, 0.4, 0.6, 0.84)  # where the start of a phase ends, and so on

WHENS: tuple[Text, ...] = (FIRST, *(each for phase in PHASES for each in WHEN[phase.key]), LAST)
TURN_KEYS = tuple(TURNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One moment, 0 to 100: its phase, the height of the line there, and which words say what it means.

    `x` and `y` are places in the drawing in percents of its size. `when`, `share` and `turn` are places in the lists
    of words.
    """

    value: int
    order: int
    x: str
    y: str
    when: int
    share: int
    turn: int

    @property
    def sentence(self) -> str:
        """How the influence stands, in the active language."""
        said = str(SHARES[self.share][1]) % {"when": WHENS[self.when]}
        return f"{said} {TURNS[TURN_KEYS[self.turn]]}"


@cache
def moment(value: int) -> Moment:
    """Everything about a moment; it is the same in every language, and computed once."""
    t = value / LAST_MOMENT
    share = figure.share_at(t)
    phase = phase_at(value)
    return Moment(
        value=value,
        order=phase.order,
        x=number(value),
        y=number(100 * figure.height_of(share)),
        when=_when(value),
        share=next(place for place, (least, _text) in enumerate(SHARES) if share >= least),
        turn=TURN_KEYS.index(turn_at(t)),
    )


def turn_at(t: float) -> str:
    """Where the influence is going at a moment `t` (0 to 1): a key of TURNS."""
    before, after = max(0.0, t - CLOSE), min(1.0, t + CLOSE)
    slope = (figure.share_at(after) - figure.share_at(before)) / (after - before)
    phase = phase_at(round(t * LAST_MOMENT))
    if phase.swings:
        return "swings_up" if slope > 0 else "swings_down"
    if phase is PHASES[-1] and _has_turned(phase, t):
        return "rests" if abs(slope) < LEVEL else "ripples_up" if slope > 0 else "ripples_down"
    if abs(slope) < LEVEL:
        return "stays"
    if slope > 0:
        return "rises"
    return "drops" if slope < -STEEP and phase.rungs_start != phase.rungs_end else "falls"


def _has_turned(phase: Phase, t: float) -> bool:
    """Whether the line has come up again since the phase began."""
    start = (phase.order - 1) / len(PHASES)
    before = (figure.share_at(start + (t - start) * step / SAMPLES) for step in range(SAMPLES))
    return figure.share_at(t + CLOSE) > min(before, default=1)


def vocabulary() -> dict[str, Any]:
    """All moments and all words, for the browser: `moments` holds y, order, when, share and turn of each."""
    moments = [moment(value) for value in range(LAST_MOMENT + 1)]
    return {
        "moments": [[each.y, each.order, each.when, each.share, each.turn] for each in moments],
        "when": [str(each) for each in WHENS],
        "share": [str(text) for _least, text in SHARES],
        "turn": [str(each) for each in TURNS.values()],
    }


def _when(value: int) -> int:
    """Which of the WHENS a moment is."""
    if value == 0:
        return 0
    if value == LAST_MOMENT:
        return len(WHENS) - 1
    order = phase_at(value).order
    through = value * len(PHASES) / LAST_MOMENT - (order - 1)
    part = sum(through >= edge for edge in EDGES)
    return 1 + (order - 1) * (len(EDGES) + 1) + part
