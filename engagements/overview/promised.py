"""What was promised, as the progress page tells it: what is open, the visitor's own first, and how it went so far."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from engagements.execution.boards import PromiseShown, promises
from engagements.execution.models import CommitmentState
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat

#: More than this is no longer a page one reads; the others are on the page of commitments.
MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """One open promise; `is_mine` when the visitor made it, or is asked for it."""

    shown: PromiseShown
    is_mine: bool

    @property
    def is_asked(self) -> bool:
        """Whether it still waits for an answer."""
        return bool(self.shown.commitment.state == CommitmentState.PROPOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """The open promises, as many as fit a page, and in words what became of the others."""

    rows: tuple[Open, ...]
    open: int
    total: int
    said: str

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return self.total > 0

    @property
    def left_out(self) -> int:
        """How many open ones are only on the page of commitments."""
        return self.open - len(self.rows)


def promised_of(engagement: Engagement, seat: Seat) -> Promised:
    """Return the promises of the engagement. Two queries besides the changes."""
    found = [
        Open(shown=shown, is_mine=person.is_visitor)
        for person in promises(engagement, seat)
        for shown in person.promises
    ]
    waiting = [each for each in found if each.shown.commitment.is_open]
    waiting.sort(key=lambda each: (not each.is_mine, each.shown.due_on))
    return Promised(rows=tuple(waiting[:MOST]), open=len(waiting), total=len(found), said=_said(found))


def _said(found: list[Open]) -> str:
    """Return how it went so far; empty while no promise has come to its end."""
    states = [each.shown.commitment.state for each in found]
    kept, broken = states.count(CommitmentState.KEPT), states.count(CommitmentState.BROKEN)
    told = []
    if kept:
        told.append(ngettext("%(n)s promise was kept.", "%(n)s promises were kept.", kept) % {"n": kept})
    if broken:
        told.append(ngettext("%(n)s was not kept.", "%(n)s were not kept.", broken) % {"n": broken})
    return " ".join(told)
