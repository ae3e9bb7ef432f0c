"""A line of history as it is told to somebody: in the words of their side, with the criteria as they stood."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from engagements.lifecycle.commands import COMMANDS, START, Standing
from engagements.lifecycle.models import PhaseChange
from engagements.people.permissions import Seat
from phases.definitions import BY_KEY, CRITERIA, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCriterion:
    """One criterion as it stood at the time of the change."""

    sentence: Text
    required: bool
    state: str
    said: str
    waived_because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldChange:
    """One change of phase or standing, for people."""

    change: PhaseChange
    title: Text
    criteria: tuple[ToldCriterion, ...]
    open_items: tuple[dict[str, Any], ...]


def told(change: PhaseChange, seat: Seat) -> ToldChange:
    """Return the change in the words of the seat's side. No query."""
    return ToldChange(
        change=change,
        title=title_of(change, seat),
        criteria=tuple(_criterion(line, seat) for line in change.criteria if line["key"] in CRITERIA),
        open_items=tuple(change.details.get("open_items", ())),
    )


def title_of(change: PhaseChange, seat: Seat) -> Text:
    """Return one line that says what changed."""
    phase = BY_KEY[change.to_phase]
    name = phase.title if seat.is_practice else phase.public_title
    if change.command == START:
        return _("The engagement started")
    if change.from_phase != change.to_phase:
        back = COMMANDS[change.command].needs_reason
        return (_("Back to: %(phase)s") if back else _("On to: %(phase)s")) % {"phase": name}
    return Standing(change.to_standing).label


def _criterion(line: dict[str, Any], seat: Seat) -> ToldCriterion:
    definition = CRITERIA[line["key"]]
    return ToldCriterion(
        sentence=definition.manager if seat.is_practice else definition.client,
        required=line["required"],
        state=line["state"],
        said=line["said"],
        waived_because=line["waived_because"],
    )
