"""What happened, for people: the audited actions that mean something to the client, each with its sentence.

Only actions listed here are ever shown to the organisation, only to the roles listed, and only as a sentence with the
subject's name: an audited change of something private can't leak through this list.

What somebody writes for others to read is no sentence of ours: a room that has such words registers a teller, which
knows who reads which of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from engagements.lifecycle.models import AuditEntry, Engagement
from engagements.people.permissions import Seat
from engagements.people.roles import EVERYONE
from phases.definitions import Text

Seats = list[tuple[Engagement, Seat]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """How one audited action is told: a sentence that may contain %(subject)s, and to which roles.

    `named` turns the name of the subject, as the trail keeps it, into words.
    """

    sentence: Text
    roles: frozenset[str]
    named: Callable[[str], str] = str

    def say(self, entry: AuditEntry) -> str:
        """Return the sentence about what was done."""
        return str(self.sentence) % {"subject": self.named(entry.subject)}


HAPPENINGS: dict[str, Happening] = {}


def happening(
    action: str, sentence: Text, roles: Iterable[str] = EVERYONE, named: Callable[[str], str] = str
) -> None:
    """Register the sentence for an audited action."""
    HAPPENINGS[action] = Happening(sentence=sentence, roles=frozenset(roles), named=named)


#: Gets the seats of one reader and the moments between which something was written by others; yields the key of the
#: engagement, the words, and who wrote them, newest first.
Teller = Callable[[Seats, datetime, datetime], Iterable[tuple[int, str, str]]]
TELLERS: list[Teller] = []


def teller(tell: Teller) -> Teller:
    """Register who tells what others wrote."""
    TELLERS.append(tell)
    return tell
