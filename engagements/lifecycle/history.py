"""A line of history as it is told to somebody: in the words of their side, with the criteria as they stood."""

from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.lifecycle.commands import COMMANDS, START, Standing
from engagements.lifecycle.models import PhaseChange
from engagements.people.permissions import Seat
from phases.definitions import BY_KEY, CRITERIA, Text

#: What ending early asks besides a reason, by name; the first two of the practice, the others of the client.
PARTING: dict[str, Any] = {
    "taken_over": gettext_lazy("Who takes over what is open, as far as you agreed on that"),
    "advice": gettext_lazy("What you advise the organisation to do first"),
    "wished": gettext_lazy("What you still want from the interim manager before the last day"),
    "differently": gettext_lazy("What would have had to go differently"),
}
PARTING_READERS = gettext_lazy(
    "The practice, the sponsor, the board and management read your answers in the history."
)
#: What a command asked, and how history calls it.
ANSWERS: dict[str, Text] = {
    "expected_return": gettext_lazy("Expected return"),
    "last_working_day": gettext_lazy("Last working day"),
    "taken_over": gettext_lazy("Who takes over"),
    "advice": gettext_lazy("Advice"),
    "wished": gettext_lazy("Still wanted"),
    "differently": gettext_lazy("What would have had to go differently"),
}


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
    answers: tuple[tuple[Text, str], ...]


def told(change: PhaseChange, seat: Seat) -> ToldChange:
    """Return the change in the words of the seat's side. No query."""
    return ToldChange(
        change=change,
        title=title_of(change, seat),
        criteria=tuple(_criterion(line, seat) for line in change.criteria if line["key"] in CRITERIA),
        open_items=tuple(change.details.get("open_items", ())),
        answers=tuple(
            (label, _in_words(name, change.details[name]))
            for name, label in ANSWERS.items()
            if change.details.get(name)
        ),
    )


def _in_words(name: str, value: Any) -> str:
    """Return a stored answer as people read it: a day written out, anything else as it was typed."""
    day = parse_date(value) if name in ("expected_return", "last_working_day") else None
    return date_format(day) if day else str(value)


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
