"""Start-up checks: E001 and on stop the build when definitions, texts, numbers and pages disagree.

Each answers one question about `definitions.PHASES` as it is at that moment, so tests can put a broken one in place.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from gettext import NullTranslations, translation
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import override

from phases import choice, definitions
from phases.content.ladder import PERSPECTIVE_SLUGS, PERSPECTIVES, ROLE_PERSPECTIVES, RUNGS
from phases.pendulum import SCALE
from phases.shapes import Phase, Span, Text
from phases.tryouts import TRYOUTS

PAGES = ("phases/overview.html", "phases/phase.html")


@register()
def definitions_agree(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    """Keys, order, edges, numbers, cards and texts of the definitions fit together."""
    phases = definitions.PHASES
    yield from _error(1, "Phases out of order, numbered from 1", _misnumbered(phases))
    yield from _error(2, "Keys used twice", _doubles(_keys(phases)))
    yield from _error(3, "Steps back that do not lead to the phase before", _stray_steps(phases))
    yield from _error(4, "Numbers outside their scale", _impossible_spans(phases))
    yield from _error(5, "Perspectives without a card", _missing_cards(phases))
    yield from _error(6, "Empty texts", _empty(phases))
    yield from _error(7, "Criteria nobody can fulfil", _unfulfillable(phases))


@register()
def texts_are_translated(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    """Every text of the definitions is there in every language, and slugs are usable and unique in each."""
    phases = definitions.PHASES
    for language, _name in settings.LANGUAGES:
        yield from _error(8, f"Texts without a translation ({language})", _untranslated(phases, language))
        with override(language):
            slugs = [str(phase.slug) for phase in phases]
        unfit = [f"“{slug}”" for slug in slugs if not slug or slug != slugify(slug)]
        yield from _error(
            9, f"Slugs used twice or unfit for an address ({language})", [*_doubles(slugs), *unfit]
        )
        yield from _error(12, f"Perspectives without a slug of their own ({language})", _indistinct(language))


@register()
def pages_exist(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    """Every phase has its public page in every language, and the templates it is made of."""
    yield from _error(10, "Pages without a template", [name for name in PAGES if not _has_template(name)])
    if "phases" in get_resolver().namespace_dict:
        yield from _error(11, "Phases without a public page", _unreachable(definitions.PHASES))


@register()
def steps_can_be_tried(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    """Every phase has its try-out."""
    untried = [phase.key for phase in definitions.PHASES if phase.key not in TRYOUTS]
    yield from _error(13, "Phases without a try-out", untried)


def _error(number: int, what: str, found: Iterable[object]) -> Iterator[CheckMessage]:
    """One error that names everything found, or none."""
    if named := [str(each) for each in found]:
        yield Error(f"{what}: {', '.join(named)}", id=f"phases.E{number:03}")


def _misnumbered(phases: Iterable[Phase]) -> list[str]:
    """Phases whose order is not their place."""
    return [phase.key for place, phase in enumerate(phases, start=1) if phase.order != place]


def _keys(phases: tuple[Phase, ...]) -> Iterator[str]:
    """Every key of a phase, and every key of a criterion."""
    yield from (phase.key for phase in phases)
    yield from (criterion.key for phase in phases for criterion in phase.criteria)


def _doubles[T: Hashable](values: Iterable[T]) -> list[T]:
    """What occurs more than once."""
    return [value for value, count in Counter(values).items() if count > 1]


def _stray_steps(phases: tuple[Phase, ...]) -> list[str]:
    """Steps back to another phase than the one before, or none where there should be one."""
    before = [None, *(phase.key for phase in phases[:-1])]
    return [phase.key for phase, key in zip(phases, before, strict=True) if phase.back_to != key]


def _impossible_spans(phases: Iterable[Phase]) -> list[str]:
    """Phases that expect rungs the ladder does not have, or a role outside its scale."""
    rungs = Span(low=RUNGS[0].number, high=RUNGS[-1].number)
    roles = Span(low=-SCALE, high=SCALE)
    return [
        phase.key
        for phase in phases
        if not (
            _within(phase.rungs_start, rungs)
            and _within(phase.rungs_end, rungs)
            and _within(phase.stance, roles)
        )
    ]


def _within(span: Span, outer: Span) -> bool:
    """Whether a span runs upward and stays inside another."""
    return span.low <= span.high and span.low in outer and span.high in outer


def _missing_cards(phases: Iterable[Phase]) -> list[str]:
    """Perspectives a phase has no card for, or more than one."""
    wanted = {*PERSPECTIVES, *ROLE_PERSPECTIVES.values()}
    return [
        f"{phase.key}/{perspective}"
        for phase in phases
        for perspective in sorted(wanted)
        if [card.perspective for card in phase.cards].count(perspective) != 1
    ]


def _indistinct(language: str) -> list[str]:
    """Perspectives that cannot be told apart in an address, or collide with the name of the other parameter."""
    with override(language):
        slugs = {key: str(PERSPECTIVE_SLUGS.get(key, "")) for key in PERSPECTIVES}
        clash = [str(choice.AS)] if str(choice.AS) in ("", choice.MOMENT) else []
    twice = _doubles(slugs.values())
    unfit = [key for key, slug in slugs.items() if slug in twice or not slug or slug != slugify(slug)]
    return [*clash, *unfit]


def _empty(phases: Iterable[Phase]) -> list[str]:
    """Phases with a text that says nothing."""
    return [phase.key for phase in phases if not all(str(text).strip() for text in phase.texts())]


def _unfulfillable(phases: Iterable[Phase]) -> list[str]:
    """Criteria without a role to fulfil them, or with one nobody can have."""
    return [
        criterion.key
        for phase in phases
        for criterion in phase.criteria
        if not criterion.fulfilled_by or not set(criterion.fulfilled_by) <= ROLE_PERSPECTIVES.keys()
    ]


def _untranslated(phases: Iterable[Phase], language: str) -> list[str]:
    """Texts that can't be translated at all, or have no translation in a language other than English."""
    texts: Iterable[Text] = chain(
        *(phase.texts() for phase in phases),
        *((rung.label, rung.plain) for rung in RUNGS),
        PERSPECTIVES.values(),
    )
    return [
        f"“{text}”"
        for text in texts
        if not isinstance(text, Promise) or (language != "en" and not _has_translation(text, language))
    ]


def _has_translation(text: Text, language: str) -> bool:
    """Whether a language says a text in its own words, or has chosen to say it in the same ones."""
    with override("en"):
        source = str(text)
    with override(language):
        if str(text) != source:
            return True
    return any(_catalogue(folder, language).gettext(source) for folder in settings.LOCALE_PATHS)


def _catalogue(folder: Path, language: str) -> NullTranslations:
    """A catalogue that answers nothing, instead of the question itself, when it does not know a text."""
    found = translation("django", folder, [language], fallback=True)
    found.add_fallback(_Silent())
    return found


class _Silent(NullTranslations):
    """The end of the line: no translation is no text."""

    def gettext(self, message: str) -> str:
        """Nothing, whatever is asked."""
        return ""


def _has_template(name: str) -> bool:
    """Whether a template can be loaded."""
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


def _unreachable(phases: Iterable[Phase]) -> list[str]:
    """Phases without an address, per language."""
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            for phase in phases:
                try:
                    reverse("phases:phase", kwargs={"key": phase.key})
                except NoReverseMatch:
                    found.append(f"{phase.key} ({language})")
    return found
