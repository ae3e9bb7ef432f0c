"""What the aftercare page shows, with what the visitor may do about each thing. Reads; changes nothing."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from engagements.evaluation import permissions, rules
from engagements.evaluation.dates import OPENS_BEFORE, check_due, fine_tuning_due
from engagements.evaluation.models import (
    DurabilityCheck,
    Evaluation,
    FineTuningAction,
    Lesson,
    WindOutcome,
)
from engagements.execution.rules import offered
from engagements.intake.fresh import fresh_wind
from engagements.intake.models import Observation
from engagements.lifecycle.legality import is_now
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.pauses import Pause, is_overdue, read_pauses
from engagements.people.permissions import Seat
from engagements.people.roles import MANAGER_SIDE, ORGANISATION_SIDE
from engagements.processes.models import CriticalProcess
from phases.durability import CHECK_DAYS, QUESTIONS, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckShown:
    """A check as the page shows it: when it is really due, from when it can be answered, and by this visitor."""

    check: DurabilityCheck
    due_on: datetime.date
    opens_on: datetime.date
    late: bool
    may_answer: bool
    may_skip: bool

    @property
    def state(self) -> str:
        """The verdict; `skipped`; or nothing while it is open."""
        return self.check.verdict or ("skipped" if self.check.skipped_because else "")

    @property
    def answers(self) -> list[tuple[str, str]]:
        """Each question with its answer, in words."""
        fields: Any = self.check._meta.get_field
        return [
            (str(fields(name).verbose_name), getattr(self.check, f"get_{name}_display")())
            for name in QUESTIONS
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessShown:
    """A process with its checks: one or nothing at each moment, and those that were asked again."""

    process: CriticalProcess
    planned: list[CheckShown | None]  # as CHECK_DAYS
    again: list[CheckShown]
    last: DurabilityCheck | None
    may_ask_again: bool
    wants_fine_tuning: bool

    @property
    def settled(self) -> list[CheckShown]:
        """The checks that were answered or skipped, latest first."""
        shown = [each for each in (*self.planned, *self.again) if each and each.check.is_settled]
        return sorted(shown, key=lambda each: each.check.pk, reverse=True)


def processes(engagement: Engagement, seat: Seat) -> list[ProcessShown]:
    """Return every process with its checks. Three queries besides the changes."""
    checks = DurabilityCheck.objects.select_related("answered_by__user", "skipped_by__user")
    open_actions = FineTuningAction.objects.filter(done_on=None)
    found = (
        CriticalProcess.objects.filter(engagement=engagement)
        .select_related("owner__user", "deputy__user")
        .prefetch_related(
            Prefetch("checks", queryset=checks),
            Prefetch("fine_tunings", queryset=open_actions, to_attr="adjusted"),
        )
    )
    pauses = read_pauses(engagement)
    return [_process(process, engagement, seat, pauses) for process in found]


def _process(process: Any, engagement: Engagement, seat: Seat, pauses: tuple[Pause, ...]) -> ProcessShown:
    checks = list(process.checks.all())
    shown = {check.pk: _check(check, engagement, seat, pauses) for check in checks}
    planned = {check.day: shown[check.pk] for check in checks if check.day is not None}
    last = rules.latest(checks)
    faltering = last is not None and last.verdict != Verdict.HOLDS
    return ProcessShown(
        process=process,
        planned=[planned.get(day) for day in CHECK_DAYS],
        again=[shown[check.pk] for check in checks if check.day is None],
        last=last,
        may_ask_again=offered(engagement, seat, "check-again", rules.asking_again, process, seat, checks),
        wants_fine_tuning=faltering and not process.adjusted,
    )


def _check(
    check: DurabilityCheck, engagement: Engagement, seat: Seat, pauses: tuple[Pause, ...]
) -> CheckShown:
    due_on = check_due(check, engagement, pauses)
    return CheckShown(
        check=check,
        due_on=due_on,
        opens_on=due_on - OPENS_BEFORE,
        late=not check.is_settled and _is_late(due_on, pauses),
        may_answer=offered(engagement, seat, "check-answer", rules.answering, check, seat, due_on),
        may_skip=offered(engagement, seat, "check-skip", rules.skipping, check),
    )


def _is_late(due_on: datetime.date, pauses: tuple[Pause, ...]) -> bool:
    """Return whether an effective date has passed; never while on hold."""
    return is_overdue(due_on, [pause for pause in pauses if pause.until is None])


@dataclass(frozen=True, slots=True, kw_only=True)
class FineTuningShown:
    """An adjustment: by when really, and whether it is the visitor's to change and finish."""

    action: FineTuningAction
    due_on: datetime.date
    late: bool
    may_adjust: bool


def fine_tunings(engagement: Engagement, seat: Seat) -> list[FineTuningShown]:
    """Return every adjustment, open ones first. One query besides the changes."""
    found = FineTuningAction.objects.filter(engagement=engagement).select_related("process", "owner__user")
    pauses = read_pauses(engagement)
    return [
        FineTuningShown(
            action=action,
            due_on=(due_on := fine_tuning_due(action, pauses)),
            late=action.done_on is None and _is_late(due_on, pauses),
            may_adjust=offered(engagement, seat, "fine-tuning-done", rules.adjusting, action, seat),
        )
        for action in sorted(found, key=lambda each: each.done_on is not None)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationsShown:
    """The evaluations the visitor may read, and which side has given one."""

    revealed: bool
    visible: list[Evaluation]
    manager_given: bool
    organisation_given: bool
    may_give: bool
    may_read: bool


def evaluations(engagement: Engagement, seat: Seat) -> EvaluationsShown:
    """Return the evaluations as far as the visitor may know them: both together, or only their own. One query."""
    given = list(Evaluation.objects.filter(engagement=engagement).select_related("member__user"))
    sides = {evaluation.side for evaluation in given}
    revealed = sides == {MANAGER_SIDE, ORGANISATION_SIDE}
    return EvaluationsShown(
        revealed=revealed,
        visible=[each for each in given if permissions.may_read_evaluation(each, seat, revealed=revealed)],
        manager_given=MANAGER_SIDE in sides,
        organisation_given=ORGANISATION_SIDE in sides,
        may_give=offered(engagement, seat, "evaluation-give", rules.evaluating, seat, given),
        may_read=seat.role in permissions.READ_BY,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WindShown:
    """The fresh-wind list as the visitor may read it, and for everybody how it ended.

    `lines` are observations, each with its `outcome` where it is settled; `counts` what became of how many.
    """

    lines: list[Observation]
    total: int
    counts: list[tuple[str, int]]
    may_settle: bool

    @property
    def settled(self) -> int:
        """How many are settled."""
        return sum(count for _label, count in self.counts)


def wind(engagement: Engagement, seat: Seat) -> WindShown:
    """Return the fresh-wind list: all of it for the practice, what is shown for the steering group. One query.

    In the order of the days; what is not settled yet comes first.
    """
    until = fresh_wind(engagement).until
    found = Observation.objects.filter(engagement=engagement, seen_on__lte=until)
    every = list(found.select_related("outcome__settled_by__user").order_by("seen_on", "pk"))
    settled = [each.outcome for each in every if hasattr(each, "outcome")]
    readable = [each for each in every if permissions.may_read_wind(getattr(each, "outcome", None), seat)]
    return WindShown(
        lines=sorted(readable, key=lambda each: hasattr(each, "outcome")),
        total=len(every),
        counts=[
            (str(kind.label), sum(outcome.outcome == kind for outcome in settled)) for kind in WindOutcome
        ],
        may_settle=seat.may("fresh-wind-settle") and is_now(engagement, "fresh-wind-settle"),
    )


def lessons(engagement: Engagement) -> list[Lesson]:
    """Return what both sides learnt, newest first. One query."""
    return list(Lesson.objects.filter(engagement=engagement).select_related("member__user").order_by("-pk"))
