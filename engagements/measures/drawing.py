"""Drawings of measures: places, and the SVG they become, inside a page or standing on its own.

A page styles a drawing by its classes (light, dark, print, forced colours); a drawing of its own carries its colours
with it, so that it is whole in a file, a mail or a printed report. Both are the same marks at another size.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.template.loader import render_to_string

#: The box of a drawing inside a page: it is stretched to whatever room there is.
STRETCHED = (1000, 1000)
#: A drawing of its own: how wide it is, how high its field is, and what stands around that.
WIDTH, FIELD, EDGE, LINE, TITLE = 720, 240, 12, 20, 16
LETTER = 7.5  # how wide a letter is about, at the size of the words in the drawing
LONGEST_TITLE = 80
DOT = 4.0


class Tone(StrEnum):
    """What a mark is about. Manager and organisation have a colour nobody else has."""

    MANAGER = "manager"
    ORGANISATION = "organisation"
    EXPECTED = "expected"
    PAUSE = "pause"
    RULE = "rule"
    WAY = "way"
    GOOD = "good"
    MIDDLING = "middling"
    BAD = "bad"
    REST = "rest"


class Shape(StrEnum):
    """How a mark is drawn. Manager's points are squares and the organisation's are round: not by colour alone."""

    AREA = "area"
    LINE = "line"
    SQUARES = "squares"
    ROUNDS = "rounds"
    TICK = "tick"


#: The colours of a drawing of its own, as in the light scheme: what fills an area, and what draws a line.
FILLS: dict[Tone, str] = {
    Tone.MANAGER: "#ed6a4c",
    Tone.ORGANISATION: "#16958f",
    Tone.EXPECTED: "#e8f0f1",
    Tone.PAUSE: "#d2dee1",
    Tone.GOOD: "#2a642c",
    Tone.MIDDLING: "#c98425",
    Tone.BAD: "#96133e",
    Tone.REST: "#d2dee1",
    Tone.WAY: "#738a90",
}
STROKES: dict[Tone, str] = {
    Tone.MANAGER: "#ed6a4c",
    Tone.ORGANISATION: "#16958f",
    Tone.EXPECTED: "#738a90",
    Tone.RULE: "#d2dee1",
    Tone.WAY: "#738a90",
}
INK, SOFT, GROUND = "#10262c", "#465e65", "#ffffff"

type Place = tuple[float, float]
"""Where something is: from the left and from the top, both 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something drawn: `pieces` of places, each a line, an area or a row of dots. `is_hollow` is for dots alone."""

    shape: Shape
    tone: Tone
    pieces: tuple[tuple[Place, ...], ...]
    is_hollow: bool = False

    @property
    def is_dots(self) -> bool:
        """Whether it is a row of dots."""
        return self.shape in (Shape.SQUARES, Shape.ROUNDS)

    @property
    def fill(self) -> str:
        """What it is filled with in a drawing of its own."""
        if self.is_dots:
            return GROUND if self.is_hollow else STROKES[self.tone]
        return FILLS[self.tone] if self.shape is Shape.AREA else "none"

    @property
    def stroke(self) -> str:
        """What it is drawn with in a drawing of its own."""
        if self.shape is Shape.AREA:
            return STROKES[self.tone] if self.tone is Tone.EXPECTED else "none"
        return STROKES[self.tone]

    @property
    def is_thin(self) -> bool:
        """Whether it is drawn with a thin line: whatever is not somebody's."""
        return self.shape is Shape.AREA or self.tone is Tone.RULE

    @property
    def stretched(self) -> str:
        """Its path in a page, where dots are ends of lines: those stay round however the drawing is stretched."""
        if self.is_dots:
            return "".join(f"M{x} {y}h.1" for x, y in _whole(self._places(), STRETCHED))
        return self._path(STRETCHED, (0, 0))

    def path(self, size: Place, corner: Place) -> str:
        """Return its path in a field of a size whose upper left corner is somewhere."""
        if not self.is_dots:
            return self._path(size, corner)
        dot = _square if self.shape is Shape.SQUARES else _round
        return "".join(dot(x, y) for x, y in _whole(self._places(), size, corner))

    def _places(self) -> Iterable[Place]:
        return (place for piece in self.pieces for place in piece)

    def _path(self, size: Place, corner: Place) -> str:
        end = "Z" if self.shape is Shape.AREA else ""
        return "".join(
            "M" + " ".join(f"{x} {y}" for x, y in _whole(piece, size, corner)) + end for piece in self.pieces
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words in the field: at its right end, or from `x` on."""

    text: str
    y: float
    tone: Tone
    x: float = 1.0

    @property
    def across(self) -> int:
        """How far from the left, in percents."""
        return round(100 * self.x)

    @property
    def down(self) -> int:
        """How far from the top, in percents."""
        return round(100 * self.y)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What a mark means."""

    shape: Shape
    tone: Tone
    text: str

    @property
    def fill(self) -> str:
        """What its sample is filled with in a drawing of its own."""
        return FILLS[self.tone] if self.shape is Shape.AREA else STROKES[self.tone]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Lines over time. `ticks` are the words along the left edge, from top to bottom, equally far apart.

    `scale` says what the ends of the scale mean, `ends` the first and the last month; `alt` tells what is drawn;
    `columns` what each month or quarter says, for whoever looks at one; `phases` their names, where there is room.
    """

    key: str
    title: str
    alt: str
    ticks: tuple[str, ...]
    marks: tuple[Mark, ...]
    legend: tuple[Key, ...]
    ends: tuple[str, str]
    scale: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    labels: tuple[Label, ...] = ()
    phases: tuple[Label, ...] = ()

    #: How this drawing differs from bars, for templates.
    is_bars = False

    def svg(self, *, standalone: bool = False) -> str:
        """Return the drawing: for inside a page, or `standalone`, with its words and colours."""
        if not standalone:
            return render_to_string("engagements/measures/drawing.svg", {"chart": self})
        left = EDGE + max(len(tick) for tick in self.ticks) * LETTER + EDGE
        head = EDGE + TITLE + LINE * 2
        size = WIDTH - left - EDGE, FIELD
        step = FIELD / max(1, len(self.ticks) - 1)
        return render_to_string(
            "engagements/measures/chart.svg",
            {
                "chart": self,
                "title": _short(self.title),
                "alt": _plain(self.alt),
                "frame": (WIDTH, head + FIELD + LINE * 2 + EDGE),
                "field": (round(left), head, round(size[0]), FIELD),
                "marks": [(mark, mark.path(size, (left, head))) for mark in self.marks],
                "ticks": [
                    (text, round(head + place * step) + 5, round(head + place * step))
                    for place, text in enumerate(self.ticks)
                ],
                "labels": [
                    (label, round(head + label.y * FIELD) - 5, STROKES[label.tone]) for label in self.labels
                ],
                "phases": [(label, round(left + label.x * size[0]) + 6) for label in self.phases],
                "keys": list(_beside(self.legend)),
                "foot": head + FIELD + LINE,
                "ends_at": WIDTH - EDGE,
            },
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a bar: from where to where, 0 to 1."""

    start: float
    end: float
    tone: Tone

    @property
    def left(self) -> int:
        """Where it begins, in thousandths."""
        return round(1000 * self.start)

    @property
    def width(self) -> int:
        """How wide it is, in thousandths."""
        return round(1000 * self.end) - self.left


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar with its name and what it says in words; `mark` is a place that counts, such as an even pace."""

    label: str
    value: str
    parts: tuple[Part, ...] = ()
    mark: float | None = None

    @property
    def marked(self) -> int | None:
        """The place that counts, in thousandths."""
        return None if self.mark is None else round(1000 * self.mark)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Bars below each other."""

    key: str
    title: str
    alt: str
    bars: tuple[Bar, ...]
    legend: tuple[Key, ...] = ()

    #: How this drawing differs from a chart, for templates.
    is_bars = True

    def svg(self, *, standalone: bool = True) -> str:
        """Return the drawing with its words and colours. Inside a page bars are drawn one by one."""
        head, step, thick = EDGE + TITLE + LINE * 2, 46, 14
        full = WIDTH - 2 * EDGE
        rows = [
            {
                "bar": bar,
                "label": _short(bar.label),
                "text": head + place * step + 12,
                "top": head + place * step + 20,
                "parts": [
                    (round(EDGE + part.start * full), round((part.end - part.start) * full), FILLS[part.tone])
                    for part in bar.parts
                ],
                "mark": None if bar.mark is None else round(EDGE + bar.mark * full),
            }
            for place, bar in enumerate(self.bars)
        ]
        return render_to_string(
            "engagements/measures/bars.svg",
            {
                "title": _short(self.title),
                "alt": _plain(self.alt),
                "frame": (WIDTH, head + step * len(self.bars) + EDGE),
                "rows": rows,
                "thick": thick,
                "full": full,
                "keys": list(_beside(self.legend)),
                "ends_at": WIDTH - EDGE,
            },
        )


def part_of(counts: Iterable[tuple[int, Tone]], of: int = 0) -> tuple[Part, ...]:
    """Return the parts of a bar in their order, on a scale up to `of`, or as long as all of them; none for nothing."""
    counts = [each for each in counts if each[0]]
    total, start, found = of or sum(count for count, _tone in counts), 0, []
    for count, tone in counts:
        found.append(Part(start=start / total, end=(start + count) / total, tone=tone))
        start += count
    return tuple(found)


def _whole(places: Iterable[Place], size: Place, corner: Place = (0, 0)) -> Iterable[tuple[int, int]]:
    return ((round(corner[0] + x * size[0]), round(corner[1] + y * size[1])) for x, y in places)


def _square(x: int, y: int) -> str:
    return f"M{x - DOT:g} {y - DOT:g}h{2 * DOT:g}v{2 * DOT:g}h-{2 * DOT:g}Z"


def _round(x: int, y: int) -> str:
    arc = f"a{DOT:g} {DOT:g} 0 1 0"
    return f"M{x - DOT:g} {y}{arc} {2 * DOT:g} 0{arc} -{2 * DOT:g} 0Z"


def _plain(text: str) -> str:
    """Return a text with nothing that XML has no sign for."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _short(text: str) -> str:
    text = _plain(text)
    return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1].rstrip()}…"


def _beside(keys: Iterable[Key]) -> Iterable[tuple[Key, int, int]]:
    """Yield each key with the places of its sample and of its words, one beside the other."""
    place = float(EDGE)
    for key in keys:
        yield key, round(place), round(place) + 20
        place += 20 + len(key.text) * LETTER + 2 * EDGE
