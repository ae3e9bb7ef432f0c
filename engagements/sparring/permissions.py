"""What depends on one talk: whose question it is, and who takes part. No HTTP, no phase."""

from engagements.people.permissions import Seat
from engagements.people.roles import Role
from engagements.sparring.models import SparringRequest


def decides(sparring: SparringRequest, seat: Seat) -> bool:
    """Return whether the question is the seat's own. Only they record the decision, and share the talk."""
    return seat.holds(sparring.owner_id)


def takes_part(sparring: SparringRequest, seat: Seat) -> bool:
    """Return whether the seat is one of the two who talk: whose question it is, or an interim manager."""
    return seat.role == Role.MANAGER or decides(sparring, seat)
