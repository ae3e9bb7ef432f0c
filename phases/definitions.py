"""What the process is: four phases, their exit criteria, and the rungs they expect.

Pure data. Choices, state-machine edges, criteria, the figure and every page are derived from it or checked against it.
"""

from itertools import pairwise

from phases.content import evaluation, execution, intake, specification
from phases.content.ladder import PERSPECTIVES, ROLE_PERSPECTIVES, RUNGS
from phases.shapes import Card, Criterion, Phase, Rung, Span, Text

__all__ = [
    "BY_KEY",
    "CRITERIA",
    "PERSPECTIVES",
    "PHASES",
    "ROLE_PERSPECTIVES",
    "RUNGS",
    "Card",
    "Criterion",
    "Phase",
    "Rung",
    "Span",
    "Text",
    "back_edges",
    "card_for",
    "choices",
    "expected_band",
    "forward_edges",
    "next_of",
    "phase_of",
    "previous_of",
]

PHASES: tuple[Phase, ...] = (intake.PHASE, specification.PHASE, execution.PHASE, evaluation.PHASE)
BY_KEY: dict[str, Phase] = {phase.key: phase for phase in PHASES}
CRITERIA: dict[str, Criterion] = {each.key: each for phase in PHASES for each in phase.criteria}


def choices() -> list[tuple[str, Text]]:
    """Key and title of each phase; given to model fields as a callable, so that wording needs no migration."""
    return [(phase.key, phase.title) for phase in PHASES]


def forward_edges() -> list[tuple[str, str]]:
    """Every step forward, as (source, target) keys."""
    return list(pairwise(phase.key for phase in PHASES))


def back_edges() -> list[tuple[str, str]]:
    """Every step back, as (source, target) keys."""
    return [(phase.key, phase.back_to) for phase in PHASES if phase.back_to]


def next_of(key: str) -> Phase | None:
    """The phase after this one, or None after the last; KeyError for an unknown key."""
    return next((phase for phase in PHASES if phase.order == BY_KEY[key].order + 1), None)


def previous_of(key: str) -> Phase | None:
    """The phase before this one, or None before the first; KeyError for an unknown key."""
    return next((phase for phase in PHASES if phase.order == BY_KEY[key].order - 1), None)


def phase_of(criterion_key: str) -> Phase:
    """The phase whose exit asks for this criterion; KeyError for an unknown one."""
    for phase in PHASES:
        if any(each.key == criterion_key for each in phase.criteria):
            return phase
    raise KeyError(criterion_key)


def card_for(phase_key: str, role: str) -> Card:
    """What is asked of a role in a phase; a role without a card of its own reads the organisation's."""
    phase = BY_KEY[phase_key]
    perspective = ROLE_PERSPECTIVES.get(role, "organisation")
    return next((card for card in phase.cards if card.perspective == perspective), phase.card("organisation"))


def expected_band(phase_key: str, share: float) -> Span:
    """The rungs expected a `share` (clamped to 0…1) of the way through a phase: a straight line from start to end."""
    phase = BY_KEY[phase_key]
    return phase.rungs_start.towards(phase.rungs_end, min(1.0, max(0.0, share)))
