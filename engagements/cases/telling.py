"""A case as it is read: one language of a content, with its figures in words and its line drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from engagements.cases.content import languages_in
from engagements.cases.figures import TENTHS
from phases import figure
from phases.definitions import PHASES, RUNGS
from phases.shapes import Phase
from phases.spline import through


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was done in one phase, and how long it took."""

    phase: Phase
    text: str
    months: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that was measured: what, from where, to where."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One case in one language, ready to be read. `drawing` and `moments` are empty when nobody ever rated."""

    language: str
    title: str
    about: str
    situation: str
    steps: tuple[Step, ...]
    holds_now: str
    quote: str
    facts: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]
    drawing: figure.Drawing | None
    sentence: str
    moments: tuple[tuple[str, str], ...]


def told_in(content: Mapping[str, Any], language: str) -> Told:
    """Return a content as it is read in a language; KeyError for one it does not have. No query."""
    text, figures = content["texts"][language], content["figures"]
    with override(language):
        return Told(
            language=language,
            **{name: text[name] for name in ("title", "about", "situation", "holds_now", "quote")},
            steps=tuple(
                Step(phase=phase, text=text["did"][phase.key], months=_months(figures["months"][phase.key]))
                for phase in PHASES
            ),
            facts=tuple(_facts(figures)),
            changes=tuple(_change(goal) for goal in text["goals"]),
            drawing=_drawing(figures["line"]),
            sentence=_sentence(figures["rungs"]),
            moments=tuple(_moments(figures["line"])),
        )


def told(content: Mapping[str, Any]) -> list[Told]:
    """Return a content in each language it has."""
    return [told_in(content, language) for language in languages_in(content)]


def _months(count: int) -> str:
    if count == 0:
        return _("less than a month")
    return ngettext("%(count)s month", "%(count)s months", count) % {"count": count}


def _facts(figures: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the few figures that stand on their own: what, and how much."""
    facts = [(_("Worked on it together"), _months(sum(figures["months"].values())))]
    if figures["processes"]:
        facts.append((_("Processes it was about"), str(figures["processes"])))
    if figures["rungs"]:
        facts.append((_("Who decides, on a ladder of seven"), " → ".join(map(_rung, figures["rungs"]))))
    if figures["held"]:
        held, checked = figures["held"]
        facts.append(
            (_("Still holds after 180 days"), _("%(held)s of %(all)s") % {"held": held, "all": checked})
        )
    return facts


def _rung(tenths: int) -> str:
    """Return a rung as it is written: whole where it is whole."""
    return number_format(Decimal(tenths) / TENTHS, decimal_pos=None if tenths % TENTHS else 0)


def _change(goal: Mapping[str, Any]) -> Change:
    unit = " %" if goal["percent"] else ""
    before, after = (number_format(Decimal(goal[name])) for name in ("baseline", "result"))
    return Change(label=goal["label"], before=before + unit, after=after + unit)


def _drawing(line: list[int]) -> figure.Drawing | None:
    """Return the engagement's own line, from its first day to its last; None when nothing was measured."""
    if not line:
        return None
    knots = [(step / (len(line) - 1), figure.share_of(rung / TENTHS)) for step, rung in enumerate(line)]
    return figure.drawing(width=800, height=220, curve=through(knots))


def _sentence(rungs: list[int]) -> str:
    """Return what the line shows, in a sentence."""
    if not rungs:
        return ""
    first, last = rungs
    return _(
        "On a ladder of seven rungs the work began at %(first)s (“%(first_words)s”) and ended at %(last)s "
        "(“%(last_words)s”), by the judgement of the people whose work it is."
    ) % {
        "first": _rung(first),
        "first_words": _words(first),
        "last": _rung(last),
        "last_words": _words(last),
    }


def _words(tenths: int) -> str:
    """Return what the nearest rung says, as the organisation says it."""
    return str(RUNGS[round(tenths / TENTHS) - 1].plain)


def _moments(line: list[int]) -> list[tuple[str, str]]:
    """Return the line as a table: five moments and the rung at each."""
    if not line:
        return []
    names = (
        _("At the start"),
        _("After a quarter of the time"),
        _("Halfway"),
        _("After three quarters"),
        _("At the end"),
    )
    every = (len(line) - 1) // (len(names) - 1)
    return [(name, _rung(line[at * every])) for at, name in enumerate(names)]
