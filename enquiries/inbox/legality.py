"""When something may be done with an enquiry: a move by `states.MOVES`, the rest by what it needs. Refused as 409."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from engagements.lifecycle.exceptions import NotNow
from enquiries.models import Enquiry
from enquiries.states import MOVES, OPEN, State

#: The states in which an action is possible; one that is not listed is possible in each.
STATES: dict[str, tuple[State, ...]] = {key: move.sources for key, move in MOVES.items()} | {
    "assign": OPEN,
    "remind": (*OPEN, State.CONVERTED),
}


def _suspected(enquiry: Enquiry) -> str:
    return "" if enquiry.is_suspected else _("Nobody takes this enquiry for spam any more.")


def _unproven(enquiry: Enquiry) -> str:
    return _("The e-mail address has been confirmed already.") if enquiry.email_proven_at else ""


#: What else an action needs: a function that returns why it is of no use now, or nothing.
NEEDS: dict[str, Callable[[Enquiry], str]] = {"clear": _suspected, "remind": _unproven}


def refusal(enquiry: Enquiry, action: str) -> str:
    """Return the sentence why the action is not possible now; empty when it is."""
    if enquiry.erased_at:
        return _("What was personal in this enquiry has been erased, as was promised. It can only be read.")
    if enquiry.state not in STATES.get(action, State):
        return _("This is not possible any more. The enquiry stands at: %(state)s.") % {
            "state": State(enquiry.state).label
        }
    return NEEDS[action](enquiry) if action in NEEDS else ""


def is_now(enquiry: Enquiry, action: str) -> bool:
    """Return whether the action is possible now."""
    return not refusal(enquiry, action)


def require(enquiry: Enquiry, action: str) -> None:
    """Raise NotNow with the reason unless the action is possible now."""
    if reason := refusal(enquiry, action):
        raise NotNow(reason)
