"""What a preview image holds, its address, and how it is drawn: the same definitions, the same bytes."""

import json
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import typst
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext

from phases import figure
from phases.definitions import BY_KEY, PHASES
from practice.colours import HOUSE, tones
from practice.profile import Profile, profile

HERE = Path(__file__).parent
SOURCE = HERE / "preview.typ"
MARK = Path(settings.BASE_DIR) / "static" / "favicon.svg"
WIDTH, HEIGHT = 1200, 630  # pixels: the shape that every site that shows previews takes
FIELD = 292  # height of the figure in it
KEPT = 64  # images kept in this process: five pages in two languages, with room for a change of name


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The image beside a link: its absolute address (with a version that follows its content) and what it shows."""

    url: str
    alt: str
    version: str
    width: int = WIDTH
    height: int = HEIGHT
    type: str = "image/png"


def preview(key: str | None = None) -> Preview:
    """The image of a step, or of the whole process without a key, in the active language; nothing is drawn yet."""
    path = reverse("phases:preview", kwargs={"key": key}) if key else reverse("phases:preview_overview")
    named = _version(_content(key, get_language(), profile()))
    return Preview(url=f"{settings.SITE_URL}{path}?v={named}", alt=_alt(key), version=named)


def png(key: str | None = None) -> bytes:
    """The image itself, in the active language: drawn once in this process, and the same bytes every time."""
    return _draw(_content(key, get_language(), profile()))


def _alt(key: str | None) -> str:
    """What the image shows, in a sentence."""
    if key is None:
        return gettext(
            "A line that falls from left to right: what the interim manager decides becomes less in four steps, "
            "what the organisation decides becomes more."
        )
    return gettext("Step %(number)d of the four, %(name)s, on the line that falls from left to right.") % {
        "number": BY_KEY[key].order,
        "name": BY_KEY[key].public_title,
    }


@lru_cache(maxsize=KEPT)
def _content(key: str | None, language: str, practice: Profile) -> str:
    """Everything that is drawn, as JSON for Typst; `language` is the active one, and part of what is remembered."""
    step = BY_KEY[key] if key else None
    drawing = figure.drawing(width=WIDTH, height=FIELD)
    manager, organisation = _tones(practice.colour_manager), _tones(practice.colour_organisation)
    colours = {"manager": manager, "organisation": organisation}
    return json.dumps(
        {
            "language": language,
            "width": WIDTH,
            "height": HEIGHT,
            "field": FIELD,
            "practice": practice.name,
            "eyebrow": gettext("Step %(number)s of 4 · %(name)s") % {"number": step.order, "name": step.title}
            if step
            else practice.tagline,
            "title": str(step.public_title)
            if step
            else gettext("An interim manager arrives in order to leave"),
            "mark": MARK.read_text()
            .replace(HOUSE.manager, practice.colour_manager)
            .replace(HOUSE.organisation, practice.colour_organisation),
            "drawing": render_to_string("phases/preview.svg", {"drawing": drawing, "here": key, **colours}),
            "labels": [
                {"text": gettext("organisation"), "x": WIDTH - 210, "y": 42, "colour": organisation["ink"]},
                {"text": gettext("interim manager"), "x": 64, "y": FIELD - 46, "colour": manager["ink"]},
            ],
            "steps": [
                {"number": each.order, "name": str(each.public_title), "here": each is step}
                for each in PHASES
            ],
            "whole": step is None,
        },
        sort_keys=True,
    )


def _tones(colour: str) -> dict[str, str]:
    """A side's colour as line, text and field on a light ground."""
    light = {end: schemes[0] for end, schemes in tones(colour).items()}
    return {"line": light[""], "ink": light["-ink"], "field": light["-field"]}


@lru_cache(maxsize=KEPT)
def _version(content: str) -> str:
    """A short name for what an image holds and how it is drawn."""
    return sha256(f"{version('typst')}{SOURCE.read_text()}{content}".encode()).hexdigest()[:12]


@lru_cache(maxsize=KEPT)
def _draw(content: str) -> bytes:
    """The image as PNG."""
    return typst.compile(
        SOURCE,
        root=HERE,
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"data": content},
        format="png",
        ppi=72,
    )
