"""The two colours that mean something, the interim manager's and the organisation's, and every tone made of them.

A practice chooses one colour a side. Ink for text, fields, washes and the dark scheme follow from it, in OKLCH
(lightness, chroma, hue as the eye has them), and are moved until text on them can be read.
"""

import hashlib
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

HEX = re.compile(r"#[0-9a-f]{6}", re.ASCII)

#: What static/css/tokens.css has to be read upon, and the text on it: light, dark.
GROUNDS = {
    "ground": ("#f4f8f9", "#0d1a1e"),
    "surface": ("#ffffff", "#13242a"),
    "sunk": ("#e8f0f1", "#1b3037"),
}
TEXTS = {"ink": ("#10262c", "#e6f0f0"), "soft": ("#465e65", "#a5babe")}
FOR_TEXT, FOR_GRAPHICS = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11

#: How far apart the two sides are at least (distance in OKLab), and how far for who sees red, green or blue less.
APART = {"": (0.12, 0.06), "-field": (0.045, 0.02)}
#: Machado, Oliveira & Fernandes (2009), severity 1: what is left of linear red, green and blue.
SEEN_BY = (
    ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
)

type Channels = tuple[float, float, float]
type Schemes = tuple[str, str]  # light, dark


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """The colours of the two sides, as hex."""

    manager: str
    organisation: str


#: What static/css/tokens.css has: coral and teal.
HOUSE = Pair(manager="#ed6a4c", organisation="#16958f")


def validate_hex(value: Any) -> None:
    """Raise ValidationError for anything but `#` and six lower-case hexadecimal digits."""
    if not HEX.fullmatch(str(value)):
        raise ValidationError(
            gettext_lazy("Write a colour as # and six digits or letters a–f, for example #16958f."),
            code="hex",
        )


def objections(*, manager: str, organisation: str) -> dict[str, str]:
    """Return what is wrong with the colours, by side: too light, or too much alike. Empty when nothing is.

    What is no colour at all is left to `validate_hex`. The house's own colours are not objected to for being
    light: tokens.css says where they may be used.
    """
    pair = Pair(manager=manager, organisation=organisation)
    written = {side: colour for side, colour in asdict(pair).items() if HEX.fullmatch(colour)}
    found = {
        side: _too_light(colour)
        for side, colour in written.items()
        if colour != getattr(HOUSE, side) and not _seen(colour)
    }
    if len(written) == 2 and not found and pair != HOUSE and not told_apart(pair):
        found["organisation"] = _(
            "Hard to tell from the colour of the interim manager, for a colour-blind reader at any rate. Choose a "
            "warm colour for one and a cool one for the other."
        )
    return found


def _seen(colour: str) -> bool:
    """Return whether a line in this colour can be seen on the light background; on the dark one it is another tone."""
    return contrast(colour, GROUNDS["ground"][0]) >= FOR_GRAPHICS


def _too_light(colour: str) -> str:
    ratio = math.floor(contrast(colour, GROUNDS["ground"][0]) * 10) / 10  # 2.97 is not yet 3
    return _(
        "Too light: a line in this colour is hard to see on the light background (contrast %(ratio)s to 1, and "
        "3 to 1 is needed). %(darker)s is dark enough."
    ) % {"ratio": localize(ratio), "darker": darker(colour)}


def darker(colour: str) -> str:
    """Return the same colour, only as much darker as lines on the light background need."""
    return _moved(*_lch(colour), by=-0.005, against=[GROUNDS["ground"][0]], least=FOR_GRAPHICS)


def told_apart(pair: Pair) -> bool:
    """Return whether lines and fields of the two sides differ in both schemes, in every way of seeing colour."""
    ours, theirs = tones(pair.manager), tones(pair.organisation)
    return all(
        difference >= least
        for kind, limits in APART.items()
        for one, other in zip(ours[kind], theirs[kind], strict=True)
        for difference, least in zip(_differences(one, other), (limits[0], *[limits[1]] * 3), strict=True)
    )


@lru_cache(maxsize=64)
def stylesheet(pair: Pair) -> str:
    """Return the style sheet that puts these colours in the place of the house's."""
    lines = [f"    --{name}: light-dark({light}, {dark});" for name, (light, dark) in _overrides(pair)]
    return "\n".join(["@layer tokens {", "  :root {", *lines, "  }", "}", ""])


@lru_cache(maxsize=64)
def version(pair: Pair) -> str:
    """Return a name for the content of the style sheet, for its address."""
    return hashlib.sha256(stylesheet(pair).encode()).hexdigest()[:12]


def _overrides(pair: Pair) -> Iterator[tuple[str, Schemes]]:
    """Every custom property that differs, as tokens.css calls it (by the house's colours), and its values."""
    sides = (("coral", pair.manager, HOUSE.manager), ("teal", pair.organisation, HOUSE.organisation))
    for name, colour, house in sides:
        if colour != house:
            yield from ((f"{name}{kind}", values) for kind, values in tones(colour).items())
    ends = tones(pair.manager)[""], tones(pair.organisation)[""]
    for name, share in (("specification", 1 / 3), ("execution", 2 / 3)):
        yield name, _between(*ends, share)


@lru_cache(maxsize=64)
def tones(colour: str) -> dict[str, Schemes]:
    """Return the tones of a side by the end of their name in tokens.css: `` (lines), `-ink`, `-field`, `-wash`."""
    _lightness, chroma, hue = _lch(colour)
    light, dark = ([each[scheme] for each in GROUNDS.values()] for scheme in (0, 1))
    texts_light, texts_dark = ([each[scheme] for each in TEXTS.values()] for scheme in (0, 1))
    field = (
        _moved(0.91, min(0.27 * chroma, 0.04), hue, by=0.005, against=texts_light, least=FOR_TEXT),
        _moved(0.37, min(0.5 * chroma, 0.07), hue, by=-0.005, against=texts_dark, least=FOR_TEXT),
    )
    wash = (
        _moved(0.935, min(0.2 * chroma, 0.026), hue, by=0.005, against=texts_light, least=FOR_TEXT),
        _moved(0.29, min(0.33 * chroma, 0.04), hue, by=-0.005, against=texts_dark, least=FOR_TEXT),
    )
    ink = (
        _moved(0.48, 0.9 * chroma, hue, by=-0.01, against=[*light, field[0], wash[0]], least=FOR_TEXT),
        _moved(
            0.8, min(0.8 * chroma, 0.12), hue, by=0.01, against=[*dark, field[1], wash[1]], least=FOR_TEXT
        ),
    )
    bare = colour, _moved(0.75, min(chroma, 0.15), hue, by=0.01, against=dark, least=FOR_GRAPHICS)
    return {"": bare, "-ink": ink, "-field": field, "-wash": wash}


def _between(one: Schemes, other: Schemes, share: float) -> Schemes:
    """Return the tone part of the way from one colour to the other, by the shorter way round the hues."""
    found = []
    for scheme, by in ((0, -0.005), (1, 0.005)):
        (l1, c1, h1), (l2, c2, h2) = _lch(one[scheme]), _lch(other[scheme])
        turn = (h2 - h1 + 180) % 360 - 180
        mixed = (l1 + (l2 - l1) * share, c1 + (c2 - c1) * share, h1 + turn * share)
        found.append(_moved(*mixed, by=by, against=[GROUNDS["ground"][scheme]], least=FOR_GRAPHICS))
    return found[0], found[1]


# -- What the eye makes of it -------------------------------------------------------------------------------
def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG has it: 1 (the same) to 21 (black and white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _differences(one: str, other: str) -> list[float]:
    """Return how far apart two colours are, for who sees all colours and for who misses one."""
    first, second = _linear(one), _linear(other)
    return [
        math.dist(_oklab(first), _oklab(second)),
        *(math.dist(_oklab(_times(eye, first)), _oklab(_times(eye, second))) for eye in SEEN_BY),
    ]


def _moved(
    lightness: float, chroma: float, hue: float, *, by: float, against: Iterable[str], least: float
) -> str:
    """Return the colour, made lighter or darker step by step until its contrast with all others is enough."""
    others = list(against)
    while True:
        found = _hex(lightness, chroma, hue)
        if not 0 < lightness < 1 or all(contrast(found, other) >= least for other in others):
            return found
        lightness += by


# -- From hex to OKLCH and back (Björn Ottosson's OKLab) ----------------------------------------------------
def _linear(colour: str) -> Channels:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _each_linear(red), _each_linear(green), _each_linear(blue)


def _each_linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _times(rows: Sequence[Channels], channels: Channels) -> Channels:
    """Return the channels as a matrix leaves them, within what a screen can show."""
    one, two, three = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, channels, strict=True)))) for row in rows
    )
    return one, two, three


def _oklab(channels: Channels) -> Channels:
    red, green, blue = channels
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _lch(colour: str) -> Channels:
    lightness, a, b = _oklab(_linear(colour))
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """Return a colour as hex; one that no screen can show gets less chroma until one can."""
    while True:
        channels = _from_oklch(lightness, chroma, hue)
        if chroma < 0.001 or all(-0.0005 <= each <= 1.0005 for each in channels):
            return "#" + "".join(f"{round(255 * _gamma(min(1.0, max(0.0, each)))):02x}" for each in channels)
        chroma -= 0.002


def _from_oklch(lightness: float, chroma: float, hue: float) -> Channels:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _gamma(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
