"""What depends on one process, adjustment or evaluation: whether it is this person's. No HTTP, no phase."""

from engagements.evaluation.models import Evaluation, FineTuningAction, FreshWindOutcome
from engagements.people.permissions import Seat
from engagements.people.roles import PRACTICE, STEERING, Role
from engagements.processes.models import CriticalProcess
from engagements.processes.permissions import runs

#: Who reads the two evaluations once both are given.
READ_BY = PRACTICE | STEERING


def may_ask_again(process: CriticalProcess, seat: Seat) -> bool:
    """Return whether the seat may ask for one more check: the manager, the owner or the deputy of the process."""
    return seat.role == Role.MANAGER or runs(process, seat)


def may_adjust(action: FineTuningAction, seat: Seat) -> bool:
    """Return whether the seat may change or finish an adjustment.

    Its owner, and the owner and deputy of its process; the manager only while the process is not let go.
    """
    if seat.holds(action.owner_id) or runs(action.process, seat):
        return True
    return seat.role == Role.MANAGER and not action.process.is_let_go


def may_read_evaluation(evaluation: Evaluation, seat: Seat, *, revealed: bool) -> bool:
    """Return whether the seat may read an evaluation: its author; practice and steering group once both are in."""
    return seat.holds(evaluation.member_id) or (revealed and seat.role in READ_BY)


def may_read_wind(outcome: FreshWindOutcome | None, seat: Seat) -> bool:
    """Return whether the seat may read a line of the list: the practice all, the steering group what is shown."""
    if seat.is_practice:
        return True
    return outcome is not None and outcome.shown and seat.role in READ_BY
