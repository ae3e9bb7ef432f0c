"""What a case says, as plain data: what the sponsor agrees to, and what is published, to the letter."""

from collections.abc import Iterable, Mapping
from typing import Any

from accounts.models import Language
from engagements.cases.figures import Figures, figures_of, goal_figure, measured_goals
from engagements.cases.models import Case, CaseText
from engagements.lifecycle.models import Engagement
from engagements.record.digests import digest_of
from phases.definitions import PHASES

#: What is written in every language, one field of CaseText each.
TEXTS = ("title", "about", "situation", "holds_now", "quote")
PARTS = {phase.key: f"did_{phase.key}" for phase in PHASES}
WRITTEN = ("title", "about", "situation", *PARTS.values(), "holds_now", "quote")

type Content = dict[str, Any]


def content_of(texts: Iterable[CaseText], figures: Figures, goals: Iterable[Any]) -> Content:
    """Return everything a case says, in all its languages. No query; `goals` as `measured_goals` returns them."""
    goals = list(goals)
    return {"figures": figures, "texts": {text.language: _spoken(text, goals) for text in texts}}


def _spoken(text: CaseText, goals: list[Any]) -> Content:
    told = [(goal, text.labels.get(str(goal.pk), "")) for goal in goals]
    return {
        **{name: getattr(text, name) for name in TEXTS},
        "did": {phase: getattr(text, field) for phase, field in PARTS.items()},
        "goals": [goal_figure(goal, label) for goal, label in told if label],
    }


def content_now(case: Case, engagement: Engagement) -> Content:
    """Return what the case says: what was asked about, or the present texts and figures while it is written.

    Five queries while it is written, none after that.
    """
    if case.is_shown:
        return case.frozen
    return content_of(texts_of(case), figures_of(engagement), measured_goals(engagement))


def texts_of(case: Case) -> list[CaseText]:
    """Return its texts, in the order of the languages. One query."""
    order = list(Language)
    return sorted(CaseText.objects.filter(case=case), key=lambda text: order.index(Language(text.language)))


def languages_in(content: Mapping[str, Any]) -> list[str]:
    """Return the languages a content has, always in the same order: a database may hand them back in any."""
    return [language.value for language in Language if language in content.get("texts", {})]


def digest(content: Content) -> str:
    """Return the digest by which a page says which content it showed."""
    return digest_of(content)
