"""What depends on one goal, promise or process: whether it is this person's. No HTTP, no phase."""

from engagements.execution.models import Commitment
from engagements.people.permissions import PERMISSIONS, Seat
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess
from engagements.specification.models import Goal

#: Who can be asked for a promise: whoever may answer one.
PROMISING = PERMISSIONS["commitment-answer"]


def may_read(goal: Goal, seat: Seat) -> bool:
    """Return whether the seat may add a reading to the goal: the manager, or the goal's owner."""
    return seat.role == Role.MANAGER or seat.holds(goal.owner_id)


def promised(commitment: Commitment, seat: Seat) -> bool:
    """Return whether the promise is the seat's own. Only that person accepts or refuses it."""
    return seat.holds(commitment.member_id)


def may_follow(commitment: Commitment, seat: Seat) -> bool:
    """Return whether the seat may say what became of the promise: who made it, or the manager."""
    return seat.role == Role.MANAGER or promised(commitment, seat)


def owns(process: CriticalProcess, seat: Seat) -> bool:
    """Return whether the seat owns the process. Only the owner accepts the hand-over, or gives the process back."""
    return seat.holds(process.owner_id)
