"""What in the record depends on the one entry, beyond the table of roles."""

from engagements.people.permissions import Seat
from engagements.people.roles import Role
from engagements.record.audiences import Audience
from engagements.record.models import ApprovalKind, LogEntry

#: The shadow manager writes for the practice: the client never learns of them.
_SHADOW = (Audience.PRIVATE, Audience.PRACTICE)


def is_author(entry: LogEntry, seat: Seat) -> bool:
    """Return whether the seat's person wrote the entry."""
    return entry.author_id == seat.user.pk


def may_change(entry: LogEntry, seat: Seat) -> bool:
    """Return whether the seat may change the entry, or share it: its own, while nobody else reads it."""
    return seat.may("log-change") and is_author(entry, seat) and entry.is_private


def audiences_of(seat: Seat) -> tuple[Audience, ...]:
    """Return the audiences the seat may write for, narrowest first."""
    if not seat.may("log-add"):
        return ()
    return _SHADOW if seat.role == Role.SHADOW else tuple(Audience)


#: On which page somebody's word about something is read.
WORDS_ON: dict[str, str] = {
    ApprovalKind.ASSIGNMENT: "assignment",
    ApprovalKind.PLAN: "plan",
    ApprovalKind.GOAL: "plan",
    ApprovalKind.CASE: "case",
    ApprovalKind.MONTH: "worked-months",
    ApprovalKind.HANDOVER: "handover",
}


def kinds_of_words(seat: Seat) -> list[str]:
    """Return the kinds of approvals the seat may read: those on pages that it may open."""
    return [kind for kind, page in WORDS_ON.items() if seat.may(page)]
