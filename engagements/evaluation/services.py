"""What is done in the evaluation: checks answered, skipped and asked again, adjustments, evaluations, lessons."""

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.evaluation import rules
from engagements.evaluation.dates import check_due
from engagements.evaluation.models import (
    DurabilityCheck,
    Evaluation,
    FineTuningAction,
    FreshWindOutcome,
    Lesson,
)
from engagements.execution.services.common import require_future, require_member, required
from engagements.intake.fresh import fresh_wind
from engagements.intake.models import Observation
from engagements.lifecycle.mailing import mail
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.pauses import read_pauses
from engagements.lifecycle.work import validate, work_on
from engagements.people.models import Membership
from engagements.people.roles import OWNERS
from engagements.processes.models import CriticalProcess
from phases.durability import Answer, Question, judge

if TYPE_CHECKING:
    from accounts.models import User


def answer_check(
    *, check: DurabilityCheck, actor: "User", remark: str = "", seen: int | None = None, **answers: int
) -> DurabilityCheck:
    """Answer the five questions about a process (`answers`: an `Answer` to each `Question`); return it judged.

    Raises PermissionDenied for anybody but the owner and the deputy, NotNow when it is settled or too early.
    """
    with work_on(check.engagement, actor, "check-answer") as work:
        now = work.current(check, seen)
        rules.answering(now, work.seat, check_due(now, work.engagement, read_pauses(work.engagement)))
        verdict = judge({question: Answer(answers[question]) for question in Question})
        # Under the name of its verdict, so that it can be told as such.
        return work.under(f"check-{verdict}").change(
            now,
            **answers,
            remark=remark,
            verdict=verdict,
            answered_by=work.seat.membership,
            answered_on=timezone.localdate(),
        )


def skip_check(*, check: DurabilityCheck, actor: "User", reason: str) -> DurabilityCheck:
    """Skip an open check with a reason; return it."""
    with work_on(check.engagement, actor, "check-skip") as work:
        now = work.current(check)
        rules.skipping(now)
        why = required(reason, _("Say why this check is skipped."))
        return work.change(now, skipped_because=why, skipped_by=work.seat.membership)


def check_again(*, process: CriticalProcess, actor: "User", due_on: datetime.date) -> DurabilityCheck:
    """Ask for one more check of a process that did not simply hold at the last one; return it, to be answered."""
    with work_on(process.engagement, actor, "check-again") as work:
        now = work.current(process)
        rules.asking_again(now, work.seat, DurabilityCheck.objects.filter(process=now))
        require_future("due_on", due_on)
        return work.add(DurabilityCheck, process=now, day=None, due_on=due_on)


def add_fine_tuning(
    *,
    engagement: Engagement,
    actor: "User",
    process: CriticalProcess,
    text: str,
    owner: Membership,
    due_on: datetime.date,
) -> FineTuningAction:
    """Add an adjustment with who does it and by when; return it. Whoever it is given to is told by mail."""
    with work_on(engagement, actor, "fine-tuning-add") as work:
        if process.engagement_id != work.engagement.pk:
            raise ValidationError({"process": _("Choose a process of this engagement.")})
        require_member(work, "owner", owner, OWNERS)
        require_future("due_on", due_on)
        action = work.add(FineTuningAction, process=process, text=text, owner=owner, due_on=due_on)
        if not work.seat.holds(owner.pk):
            mail("fine-tuning-given", [owner], action=action.pk)
    return action


def change_fine_tuning(
    *,
    action: FineTuningAction,
    actor: "User",
    text: str,
    owner: Membership,
    due_on: datetime.date,
    seen: int | None = None,
) -> FineTuningAction:
    """Change an open adjustment and return it; a new owner is told by mail. NotNow when it is done."""
    with work_on(action.engagement, actor, "fine-tuning-change") as work:
        now = work.current(action, seen)
        rules.adjusting(now, work.seat)
        require_member(work, "owner", owner, OWNERS)
        if due_on != now.due_on:
            require_future("due_on", due_on)
        changed = work.change(now, text=text, owner=owner, due_on=due_on)
        if owner.pk != now.owner_id and not work.seat.holds(owner.pk):
            mail("fine-tuning-given", [owner], action=changed.pk)
    return changed


def finish_fine_tuning(
    *, action: FineTuningAction, actor: "User", result: str, seen: int | None = None
) -> FineTuningAction:
    """Say that an adjustment is done, and what came of it; return it. NotNow when it was done already."""
    with work_on(action.engagement, actor, "fine-tuning-done") as work:
        now = work.current(action, seen)
        rules.adjusting(now, work.seat)
        came = required(result, _("Say what came of it, in a sentence."))
        return work.change(now, result=came, done_on=timezone.localdate())


def settle_wind(
    *,
    observation: Observation,
    actor: "User",
    outcome: str,
    line: str,
    shown: bool = False,
    seen: int | None = None,
) -> FreshWindOutcome:
    """Say what became of something fresh eyes saw (`outcome`: a WindOutcome), and how or why not; return it.

    `shown` lets board and management read it. Settled once more, the earlier words are replaced. Raises NotNow for an
    observation that is not on the frozen list, Stale when it was settled otherwise in the meantime.
    """
    with work_on(observation.engagement, actor, "fresh-wind-settle") as work:
        rules.settling_wind(observation, fresh_wind(work.engagement))
        values = {
            "outcome": outcome,
            "line": required(line, _("Say in a line how, or why not.")),
            "shown": shown,
            "settled_by": work.seat.membership,
            "settled_on": timezone.localdate(),
        }
        settled = FreshWindOutcome.objects.filter(observation=observation).first()
        if settled is None:
            return work.add(FreshWindOutcome, observation=observation, **values)
        return work.change(settled, seen=seen, **values)


def give_evaluation(
    *,
    engagement: Engagement,
    actor: "User",
    score: Decimal,
    went_well: str,
    could_better: str = "",
    may_be_quoted: bool = False,
) -> Evaluation:
    """Give the evaluation of the actor's side, once; return it. Nobody else reads it before both are given."""
    with work_on(engagement, actor, "evaluation-give") as work:
        rules.evaluating(work.seat, Evaluation.objects.filter(engagement=work.engagement))
        evaluation = Evaluation(
            engagement=work.engagement,
            member=work.seat.membership,
            side=work.seat.side,
            score=score,
            went_well=went_well,
            could_better=could_better,
            may_be_quoted=may_be_quoted,
        )
        validate(evaluation)
        evaluation.save(force_insert=True)
        # The audit trail says that it was given, not what it says: it may be read before the other side has answered.
        work.audit(evaluation, after={"side": evaluation.side})
    return evaluation


def add_lesson(*, engagement: Engagement, actor: "User", text: str) -> Lesson:
    """Write down what the actor's side takes with it; return it."""
    with work_on(engagement, actor, "lesson-add") as work:
        return work.add(Lesson, member=work.seat.membership, side=work.seat.side, text=text)
