"""The phase line and the pendulum in templates, and texts by key."""

from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from phases import figure
from phases.definitions import BY_KEY, RUNGS
from phases.pendulum import pendulum as draw_pendulum
from phases.shapes import Phase, Text
from phases.timeline import Step

register = template.Library()


@register.inclusion_tag("phases/_phase_line.html")
def phase_line(steps: list[Step], small: bool = False) -> dict[str, Any]:
    """Draw the line with its four steps; `small` is for rows of a list and shows the current step's name only.

    A step that is done shows the days it began and the next one began; the current one the day it began.
    """
    later = [step.since for step in steps[1:]] + [None]
    drawing = figure.small_line()
    here = next((step.key for step in steps if step.state == "current"), None)
    return {
        "rows": [(step, *_days(step, until)) for step, until in zip(steps, later, strict=True)],
        "drawing": drawing,
        "here": next((column for column in drawing.columns if column.key == here), None),
        "small": small,
    }


@register.inclusion_tag("phases/_pendulum.html")
def pendulum(phase: Phase) -> dict[str, Any]:
    """Draw how far the manager's role swings in a phase."""
    return {"phase": phase, "swing": draw_pendulum(phase)}


@register.simple_tag
def leads_to(address: str) -> SafeString:
    """The attributes of a link to another view of the figure: an ordinary link that swaps the figure where it can."""
    return format_html(
        'href="{0}" hx-get="{0}" hx-target="#process" hx-swap="outerHTML" hx-push-url="true" '
        'hx-sync="#process:replace"',
        address,
    )


@register.filter
def phase_title(key: str) -> Text:
    """The manager's name of a phase; nothing for an unknown key."""
    return BY_KEY[key].title if key in BY_KEY else ""


@register.filter
def phase_public_title(key: str) -> Text:
    """The client's name of a phase; nothing for an unknown key."""
    return BY_KEY[key].public_title if key in BY_KEY else ""


@register.filter
def rung_label(number: int) -> Text:
    """What a rung means, in the words for managers; nothing for a number that is no rung."""
    return next((rung.label for rung in RUNGS if rung.number == number), "")


@register.filter
def rung_plain(number: int) -> Text:
    """What a rung means, in the words for clients; nothing for a number that is no rung."""
    return next((rung.plain for rung in RUNGS if rung.number == number), "")


def _days(step: Step, until: date | None) -> tuple[str, str]:
    """The first day of a step and of the one after it, as far as they are worth telling."""
    if step.since is None or step.state == "ahead":
        return "", ""
    ended = until is not None and step.state == "done" and until >= step.since
    return _day(step.since), _day(until) if ended and until else ""


def _day(day: date) -> str:
    """A day in short, with its year when that is not this one."""
    return date_format(day, "j F" if day.year == timezone.localdate().year else "j F Y")
