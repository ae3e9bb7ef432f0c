"""What happened, for people: the audited actions that mean something to the client, each with its sentence.

Only actions listed here are ever shown to the organisation, only to the roles listed, and only as a sentence with the
subject's name: an audited change of something private can't leak through this list.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engagements.lifecycle.models import AuditEntry
from engagements.people.roles import EVERYONE
from phases.definitions import Text


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
