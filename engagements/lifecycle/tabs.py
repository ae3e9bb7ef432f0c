"""The rooms of an engagement as tabs: those the visitor may enter, and which one the page belongs to."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.people.roles import ORGANISATION, PRACTICE
from phases.definitions import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One tab: the page it opens, its name, for which roles, and which pages lie behind it (how names start)."""

    page: str
    label: Text
    covers: tuple[str, ...] = ()
    roles: frozenset[str] = PRACTICE | ORGANISATION


TABS = (  # behind the first a visitor sees lies whatever belongs to no room: the gate, the commands, the history
    Tab(page="engagement", label=_("Overview"), roles=PRACTICE),
    Tab(page="progress", label=_("Progress"), roles=ORGANISATION),
    Tab(page="log", label=_("Log"), covers=("record", "audit")),
    Tab(page="intake", label=_("Intake"), covers=("observation", "intended", "claim", "conflict", "trust")),
    Tab(page="claims", label=_("Claims"), covers=("claim", "conflict"), roles=ORGANISATION),
    Tab(page="assignment", label=_("Assignment")),
    Tab(page="trust", label=_("Trust"), roles=ORGANISATION),
    Tab(page="processes", label=_("Processes"), covers=("process", "handhold", "rating")),
    Tab(
        page="plan", label=_("Plan"), covers=("final-goal", "goal-add", "goal-change", "goal-remove", "slip")
    ),
    Tab(page="execution", label=_("Execution"), covers=("goal-", "reading", "friction"), roles=PRACTICE),
    # The same page, for those who never read our names of the phases.
    Tab(
        page="execution",
        label=_("Interim goals"),
        covers=("goal-", "reading", "friction"),
        roles=ORGANISATION,
    ),
    Tab(page="commitments", label=_("Commitments"), covers=("commitment",)),
    Tab(page="sparring", label=_("Sparring desk"), covers=("sparring",)),
    Tab(page="handover", label=_("Hand-over")),
    Tab(
        page="evaluation",
        label=pgettext_lazy("tab", "Aftercare"),
        covers=("check", "fine-tuning", "lesson", "fresh-wind", "case"),
    ),
    Tab(page="measures", label=_("Measures"), covers=("measure",)),
    Tab(page="reports", label=_("Reports"), covers=("report",)),
    Tab(page="worked-months", label=_("Worked days"), covers=("worked",)),
    Tab(page="documents", label=_("Documents"), covers=("document", "dossier")),
    Tab(page="questions", label=_("Questions"), covers=("question",)),
    Tab(page="people", label=_("People"), covers=("member", "mail")),
    Tab(page="search", label=_("Search")),
)


def tabs(request: Any) -> list[dict[str, Any]]:
    """Return the visitor's tabs with label, address and whether it is the current one. No query."""
    name = request.resolver_match.url_name
    seen = [tab for tab in TABS if request.seat.role in tab.roles and request.seat.may(tab.page)]
    current = next(
        (
            tab
            for tab in seen
            if tab.page == name or any(name.startswith(start) for start in (tab.page, *tab.covers))
        ),
        seen[0],
    )
    ref = request.resolver_match.kwargs["ref"]
    return [
        {"label": tab.label, "url": reverse(f"engagements:{tab.page}", args=[ref]), "current": tab is current}
        for tab in seen
    ]
