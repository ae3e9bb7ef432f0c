"""What rooms do when the life cycle moves, without the life cycle knowing the rooms.

A room registers a function for a command; it runs inside the same transaction, after the state machine. Open items
are what each room would leave behind, per person.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engagements.lifecycle.models import Engagement, PhaseChange
from engagements.people.models import Membership
from phases.definitions import Text

type Consequence = Callable[[Engagement, PhaseChange, Mapping[str, Any]], None]
CONSEQUENCES: dict[str, list[Consequence]] = {}


def consequence(command: str) -> Callable[[Consequence], Consequence]:
    """Register a function to run with every `command`, in the same transaction."""

    def register(function: Consequence) -> Consequence:
        CONSEQUENCES.setdefault(command, []).append(function)
        return function

    return register


def follow(engagement: Engagement, change: PhaseChange, answers: Mapping[str, Any]) -> None:
    """Run every consequence of a change."""
    for function in CONSEQUENCES.get(change.command, []):
        function(engagement, change, answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """Something that is still open: a goal, a promise, a check; with who holds it (None: nobody)."""

    sentence: Text
    owner: Membership | None = None


type OpenItems = Callable[[Engagement], Iterable[OpenItem]]
OPEN_ITEMS: list[OpenItems] = []


def open_items(function: OpenItems) -> OpenItems:
    """Register a function that lists what a room has open. One query at most."""
    OPEN_ITEMS.append(function)
    return function


def still_open(engagement: Engagement) -> list[OpenItem]:
    """Return everything that is open in the engagement, over all rooms."""
    return [item for function in OPEN_ITEMS for item in function(engagement)]


def by_owner(engagement: Engagement) -> list[tuple[str, list[OpenItem]]]:
    """Return everything that is open, grouped by the name of who holds it; what nobody holds comes first, under ""."""
    grouped: dict[str, list[OpenItem]] = {}
    for item in still_open(engagement):
        grouped.setdefault(str(item.owner or ""), []).append(item)
    return sorted(grouped.items())
