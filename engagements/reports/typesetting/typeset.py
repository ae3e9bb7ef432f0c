"""Setting text as PDF with Typst: tagged, with its fonts in it, and the same bytes for the same input.

What people wrote goes along as data, never as markup. What can't be set is refused with a sentence that names it.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from practice.colours import HOUSE
from practice.profile import profile

HERE = Path(__file__).parent
FONTS = (HERE / "fonts", Path(settings.BASE_DIR) / "phases" / "previews" / "fonts")
MARK = Path(settings.BASE_DIR) / "static" / "favicon.svg"
#: PDF/UA-1: whatever would keep somebody from having it read aloud stops the making.
STANDARD: Literal["ua-1"] = "ua-1"
MOST_LETTERS = 4_000_000  # some two thousand pages
MOST_MARKS = 64  # on one letter: people who write need three; thousands take the typesetter minutes
QUOTED = 20  # letters shown on either side of one that can't be set

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
#: What has no look of its own: control characters, marks that turn the direction of what follows, and what Unicode
#: keeps free for programs. A tab and the end of a line stay.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
    "|[" + "".join(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF)) + "]"
)
UNPAIRED = re.compile("[\ud800-\udfff]")
#: Where too many marks may stand: neither letters nor digits nor spaces nor what is on a keyboard.
ODD = re.compile(rf"[^\w\s\x21-\x7e]{{{MOST_MARKS + 1},}}")
MARKS = frozenset({"Mn", "Me", "Cf"})
#: How Typst says that no font has a letter.
NO_GLYPH = re.compile(r'the text `("(?:[^"\\]|\\.)*")` could not be displayed')


class Unprintable(ValueError):
    """A text that can't be set. `sentence` says which, and what to do about it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def pdf(
    template: str, data: dict[str, Any], *, language: str, title: str, made_at: datetime, foot: str = ""
) -> bytes:
    """Return a report as PDF: `template` names a .typ beside this module, which finds `data` as `d`.

    The data is plain JSON; all of its texts are set as they are. Charts go in under `charts`: `{name: {"svg": …,
    "alt": …}}`. `language` is that of hyphenation and of what the house adds. At the foot stands when it was
    made, or `foot`. Raises Unprintable, with a sentence in the active language, for a text that can't be set.
    """
    content = printable_only(data | {"house": _house(language, title, made_at, foot)})
    texts = json.dumps(content, sort_keys=True)
    if len(texts) > MOST_LETTERS:
        raise Unprintable(_("This is too much for one file. Leave some of it out and try again."))
    try:
        return typst.compile(
            HERE / f"{template}.typ",
            root=HERE,
            font_paths=_fonts(),
            sys_inputs={"data": texts},
            pdf_standards=STANDARD,
            timestamp=made_at.astimezone(UTC).replace(microsecond=0),
        )
    except typst.TypstError as error:
        if missing := NO_GLYPH.search(str(error)):
            raise Unprintable(_without_glyph(_letter(missing[1]), content)) from error
        raise
    except BaseException as error:
        if (
            type(error).__name__ != "PanicException"
        ):  # no Exception: it would end whatever thread it is raised in
            raise
        raise Unprintable(_too_many_marks()) from error


def printable_only(value: Any) -> Any:
    """Return plain data with what has no look left out of its texts; raise Unprintable for half a character."""
    if isinstance(value, str):
        if found := UNPAIRED.search(value):
            raise Unprintable(
                _("“%(around)s” has half a character in it. Type that word again, and try again.")
                % {"around": _around(UNPAIRED.sub("\ufffd", value), found.start())}
            )
        text = UNSEEN.sub("", LINE_ENDS.sub("\n", value))
        if any(_is_piled(found[0]) for found in ODD.finditer(text)):
            raise Unprintable(_too_many_marks())
        return text
    if isinstance(value, dict):
        return {key: printable_only(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [printable_only(each) for each in value]
    return value


def _is_piled(text: str) -> bool:
    """Return whether a text has more marks in a row than any letter carries."""
    runs = groupby(text, key=lambda letter: unicodedata.category(letter) in MARKS)
    return any(is_mark and sum(1 for _mark in run) > MOST_MARKS for is_mark, run in runs)


def _too_many_marks() -> str:
    return _("Some text in this has far too many marks on its letters. Take them off, and try again.")


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The typefaces: the product's own, and those that Typst carries; nothing of the machine."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(each) for each in FONTS]
    )


def _house(language: str, title: str, made_at: datetime, foot: str) -> dict[str, str]:
    """What the house adds to every report."""
    practice = profile()
    with override(language):
        when = date_format(timezone.localtime(made_at), "DATETIME_FORMAT")
        return {
            "title": title,
            "language": language,
            "practice": practice.name,
            "manager": practice.colour_manager,
            "organisation": practice.colour_organisation,
            "mark": MARK.read_text()
            .replace(HOUSE.manager, practice.colour_manager)
            .replace(HOUSE.organisation, practice.colour_organisation),
            "foot": foot or _("Made on %(when)s") % {"when": when},
            "page": _("Page {n} of {total}"),
        }


def _letter(literal: str) -> str:
    """Return the first letter of a text as Typst's messages write it."""
    text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), literal[1:-1])
    return text.removeprefix("\\")[:1]


def _without_glyph(letter: str, content: Any) -> str:
    """Return the sentence for a letter that no font has, with the words it stands in."""
    text = next((each for each in _texts(content) if letter in each), letter)
    named = unicodedata.name(letter, "").lower() or f"U+{ord(letter):04X}"
    return _(
        "There is no typeface here for “%(letter)s” (%(name)s), in: “%(around)s”. Write it differently, and try again."
    ) % {"letter": letter, "name": named, "around": _around(text, text.find(letter))}


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _around(text: str, place: int) -> str:
    """Return a text around a place, on one line."""
    start, end = max(place - QUOTED, 0), place + QUOTED
    cut = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"
