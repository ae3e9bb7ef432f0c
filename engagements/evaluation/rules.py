"""What one check, process or adjustment allows to whom, and when: each rule returns nothing or raises its sentence.

Services ask them about the row under the lock; pages ask the same rules before they offer a button or a form.
"""

import datetime
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements.evaluation import permissions
from engagements.evaluation.dates import OPENS_BEFORE
from engagements.evaluation.models import DurabilityCheck, Evaluation, FineTuningAction
from engagements.intake.fresh import FreshWind
from engagements.intake.models import Observation
from engagements.lifecycle.exceptions import NotNow
from engagements.people.permissions import Seat
from engagements.processes.models import CriticalProcess
from engagements.processes.permissions import runs
from phases.durability import Verdict


def answering(check: DurabilityCheck, seat: Seat, due_on: datetime.date) -> None:
    """Let the owner or the deputy of the process answer a check once, from two weeks before it is (really) due."""
    if not runs(check.process, seat):
        raise PermissionDenied(_("Only the owner of this process and their deputy answer this check."))
    _unsettled(check)
    if timezone.localdate() < due_on - OPENS_BEFORE:
        raise NotNow(
            _("It is too early to tell. You can answer this check from %(day)s on.")
            % {"day": date_format(due_on - OPENS_BEFORE)}
        )


def skipping(check: DurabilityCheck) -> None:
    """Let a check be skipped while it is open."""
    _unsettled(check)


def _unsettled(check: DurabilityCheck) -> None:
    if check.answered_on is not None:
        raise NotNow(
            _("This check has been answered. Ask for one more check to see whether something changed.")
        )
    if check.is_settled:
        raise NotNow(_("This check was skipped."))


def asking_again(process: CriticalProcess, seat: Seat, checks: Iterable[DurabilityCheck]) -> None:
    """Let one more check be asked when the last answer was not that it holds, and none is asked already."""
    if not permissions.may_ask_again(process, seat):
        raise PermissionDenied(
            _("Only the owner of this process, their deputy and the interim manager ask this.")
        )
    checks = list(checks)
    last = latest(checks)
    if last is None or last.verdict == Verdict.HOLDS:
        raise NotNow(_("One more check is asked when the last one needed fine-tuning or was relapsing."))
    if any(check.day is None and not check.is_settled for check in checks):
        raise NotNow(_("One more check is asked already; answer that one first."))


def latest(checks: Iterable[DurabilityCheck]) -> DurabilityCheck | None:
    """Return the check that was answered last, if any was."""
    answered = [check for check in checks if check.answered_on is not None]
    return max(answered, key=lambda check: (check.answered_on, check.due_on, check.pk), default=None)


def adjusting(action: FineTuningAction, seat: Seat) -> None:
    """Let an open adjustment be changed or finished by whoever holds it."""
    if not permissions.may_adjust(action, seat):
        raise PermissionDenied(_("This is for the one who does it, and for the owner of the process."))
    if action.done_on is not None:
        raise NotNow(_("This fine-tuning is done. Add another one if something is left."))


def settling_wind(observation: Observation, wind: FreshWind) -> None:
    """Let what fresh eyes saw be settled: a line of the list, once that is frozen."""
    if not wind.holds_fast(observation):
        raise NotNow(_("This is not on the frozen fresh-wind list: only what fresh eyes saw is settled."))


def evaluating(seat: Seat, given: Iterable[Evaluation]) -> None:
    """Let each side evaluate once."""
    if any(evaluation.side == seat.side for evaluation in given):
        raise NotNow(_("Your side has given its evaluation; it stays as it was given."))
