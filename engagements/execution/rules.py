"""What one goal, promise, process or line allows to whom, and when: each rule returns nothing or raises its sentence.

Services ask them about the row under the lock; pages ask the same rules before they offer a button or a form.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from engagements.execution import permissions
from engagements.execution.models import Commitment, CommitmentState, HandoverLine, LineState
from engagements.lifecycle import legality
from engagements.lifecycle.exceptions import NotNow, NotReady, Refusal
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.processes.models import CriticalProcess
from engagements.specification.models import Goal, GoalState


def offered(
    engagement: Engagement, seat: Seat, action: str, rule: Callable[..., None], *subjects: Any
) -> bool:
    """Return whether the seat may do the action here and now, and the rule lets these subjects pass."""
    if not (seat.may(action) and legality.is_now(engagement, action)):
        return False
    try:
        rule(*subjects)
    except (PermissionDenied, Refusal):
        return False
    return True


# -- Goals -----------------------------------------------------------------------------------------


def reading(goal: Goal, seat: Seat) -> None:
    """Let a reading be added: by the manager or the goal's owner, while the goal is not dropped."""
    if not permissions.may_read(goal, seat):
        raise PermissionDenied(_("Only the owner of this goal and the interim manager add readings to it."))
    if goal.state == GoalState.DROPPED:
        raise NotNow(_("This goal was dropped: it is no longer followed."))


def settling_goal(goal: Goal) -> None:
    """Let an open goal be settled."""
    if goal.state != GoalState.OPEN:
        raise NotNow(
            _("This goal is settled already: %(state)s.") % {"state": goal.get_state_display().lower()}
        )


# -- Promises --------------------------------------------------------------------------------------


def changing_promise(commitment: Commitment) -> None:
    """Let what is asked be changed until it is answered."""
    if commitment.state != CommitmentState.PROPOSED:
        raise NotNow(_("This has been answered: a promise stays as it was given."))


def answering(commitment: Commitment, seat: Seat) -> None:
    """Let the person who is asked answer, once."""
    if not permissions.promised(commitment, seat):
        raise PermissionDenied(_("Only the person who is asked can answer this."))
    if commitment.state != CommitmentState.PROPOSED:
        raise NotNow(_("This has been answered already."))


def settling(commitment: Commitment, seat: Seat) -> None:
    """Let who promised, or the manager, say what became of an accepted promise."""
    _following(commitment, seat)
    if commitment.state != CommitmentState.ACCEPTED:
        raise NotNow(_("Only a promise that was accepted and is still open can be kept or broken."))


def renegotiating(commitment: Commitment, seat: Seat) -> None:
    """Let who promised, or the manager, agree an accepted or broken promise anew."""
    _following(commitment, seat)
    if commitment.state not in (CommitmentState.ACCEPTED, CommitmentState.BROKEN):
        raise NotNow(_("Only a promise that was accepted or broken can be agreed anew."))


def rehoming(commitment: Commitment) -> None:
    """Let an open promise get a new home."""
    if not commitment.is_open:
        raise NotNow(_("This promise is no longer open, so it needs no new home."))


def _following(commitment: Commitment, seat: Seat) -> None:
    if not permissions.may_follow(commitment, seat):
        raise PermissionDenied(_("Only the one who promised this and the interim manager follow it up."))


# -- Handing over ----------------------------------------------------------------------------------


def preparing(process: CriticalProcess) -> None:
    """Let the hand-over of a process be prepared while it is with the manager."""
    if process.is_let_go:
        raise NotNow(_("This process is let go: it is its owner's. Only the owner can give it back."))


def preparing_line(line: HandoverLine) -> None:
    """Let a line be changed or removed until it is accepted."""
    preparing(line.process)
    _unaccepted(line)


def answering_line(line: HandoverLine, seat: Seat) -> None:
    """Let the owner of the process answer a line that is not accepted yet, or who stands in for the owner."""
    _owning(line.process, seat.place_for("handover-line-accept", line.process.owner_id))
    preparing(line.process)
    _unaccepted(line)


def taking_over(process: CriticalProcess, seat: Seat, states: list[str]) -> None:
    """Let the owner take the process over once all its lines, of which there is at least one, are accepted."""
    _owning(process, seat)
    preparing(process)
    if not states:
        raise NotReady(
            _("There is nothing to accept yet: the interim manager first writes down what is handed over.")
        )
    if unaccepted := sum(state != LineState.ACCEPTED for state in states):
        raise NotReady(
            _("%(open)s of %(total)s lines are not accepted yet.")
            % {"open": unaccepted, "total": len(states)}
        )


def giving_back(process: CriticalProcess, seat: Seat) -> None:
    """Let the owner give back a process that was let go."""
    _owning(process, seat)
    if not process.is_let_go:
        raise NotNow(_("This process is with the interim manager already."))


def _owning(process: CriticalProcess, seat: Seat) -> None:
    if not permissions.owns(process, seat):
        raise PermissionDenied(_("Only the owner of this process can do this."))


def _unaccepted(line: HandoverLine) -> None:
    if line.state == LineState.ACCEPTED:
        raise NotNow(_("The owner has accepted this line already."))
