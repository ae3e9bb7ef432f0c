"""What the pages of the execution show, with what the visitor may do about each thing. Reads; changes nothing."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.execution import progress, rules
from engagements.execution.amounts import written
from engagements.execution.charts import Chart, chart, even_pace
from engagements.execution.dates import promise_due
from engagements.execution.models import (
    Commitment,
    CommitmentStep,
    FrictionNote,
    GoalReading,
    HandoverLine,
    LineState,
)
from engagements.lifecycle.models import AuditEntry, Engagement
from engagements.lifecycle.pauses import effective_due, is_overdue, read_pauses
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from engagements.processes.dates import let_go_due, plan_pauses
from engagements.processes.models import CriticalProcess
from engagements.processes.permissions import whose
from engagements.record import approvals
from engagements.record.models import Approval, ApprovalKind
from engagements.specification.models import Goal, GoalState


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalShown:
    """A goal as the page shows it: how far, by when really, drawn and in a sentence, and what the visitor may do.

    `chart` is None while there is no baseline or target: then it can't be followed.
    """

    goal: Goal
    readings: list[GoalReading]  # newest first
    chart: Chart | None
    since: datetime.date
    due_on: datetime.date | None
    late: bool
    may_read: bool
    may_reach: bool
    may_drop: bool

    @property
    def said(self) -> str:
        """Where it started, stands and should be, in one sentence; empty while it can't be followed."""
        goal = self.goal
        if goal.baseline is None or goal.target is None:
            return ""
        words: dict[str, Any] = {"start": written(goal.baseline), "target": written(goal.target, goal.unit)}
        if not self.readings:
            return _("From %(start)s to %(target)s; not read yet.") % words
        latest = self.readings[0]
        words["now"] = written(latest.value, goal.unit)
        if progress.meets(goal.baseline, goal.target, latest.value):
            return _("From %(start)s to %(target)s: now %(now)s, so the target is reached.") % words
        words["percent"] = progress.percent(goal.baseline, goal.target, latest.value)
        words["even"] = even_pace(self.since, self.due_on, latest.read_on)
        if words["even"] is None:
            return _("From %(start)s to %(target)s: now %(now)s, %(percent)s%% of the way.") % words
        return (
            _(
                "From %(start)s to %(target)s: now %(now)s, %(percent)s%% of the way, "
                "where an even pace would give %(even)s%%."
            )
            % words
        )

    @property
    def baseline(self) -> str:
        """Where it started, as written."""
        return written(self.goal.baseline) if self.goal.baseline is not None else ""

    @property
    def target(self) -> str:
        """Where it should be, as written."""
        return written(self.goal.target, self.goal.unit) if self.goal.target is not None else ""

    @property
    def log(self) -> list[tuple[GoalReading, str]]:
        """The readings, newest first, each with its value as written."""
        return [(reading, written(reading.value, self.goal.unit)) for reading in self.readings]


def goals(engagement: Engagement, seat: Seat) -> list[GoalShown]:
    """Return the engagement's goals: open ones first, then by date. Two queries besides the changes."""
    readings = Prefetch("readings", queryset=GoalReading.objects.select_related("member__user"))
    found = Goal.objects.filter(engagement=engagement).select_related("owner__user", "process")
    pauses, carried_out = plan_pauses(engagement), _carried_out_since(engagement)
    shown = [_goal(goal, engagement, seat, pauses, carried_out) for goal in found.prefetch_related(readings)]
    return sorted(shown, key=_open_and_soon_first)


def _open_and_soon_first(shown: GoalShown) -> tuple[bool, bool, datetime.date]:
    # In Python: databases disagree on where a missing date sorts.
    return shown.goal.state != GoalState.OPEN, shown.due_on is None, shown.due_on or datetime.date.max


def _carried_out_since(engagement: Engagement) -> datetime.date | None:
    """Return the day the execution began for the first time; no query once the changes are read."""
    begun = [change.day for change in engagement.changes.all() if change.to_phase == "execution"]
    return min(begun, default=None)


def _goal(
    goal: Goal, engagement: Engagement, seat: Seat, pauses: Any, carried_out: datetime.date | None
) -> GoalShown:
    readings = list(reversed(goal.readings.all()))
    latest = readings[0].value if readings else None
    is_open = goal.state == GoalState.OPEN
    settle = rules.settling_goal, goal
    since = carried_out or timezone.localdate(goal.created_at)
    due_on = effective_due(goal.due_on, pauses) if goal.due_on else None
    return GoalShown(
        goal=goal,
        readings=readings,
        chart=_chart(goal, readings, since, due_on),
        since=since,
        due_on=due_on,
        late=is_open and is_overdue(goal.due_on, pauses),
        may_read=rules.offered(engagement, seat, "reading-add", rules.reading, goal, seat),
        may_reach=rules.offered(engagement, seat, "goal-reached", *settle)
        and progress.meets(goal.baseline, goal.target, latest),
        may_drop=rules.offered(engagement, seat, "goal-drop", *settle),
    )


def _chart(
    goal: Goal, readings: list[GoalReading], since: datetime.date, due_on: datetime.date | None
) -> Chart | None:
    if goal.baseline is None or goal.target is None:
        return None
    return chart(
        baseline=goal.baseline,
        target=goal.target,
        readings=[(reading.read_on, reading.value) for reading in reversed(readings)],
        since=since,
        due_on=due_on,
        until=goal.settled_on or timezone.localdate(),
    )


def frictions(engagement: Engagement, seat: Seat) -> list[FrictionNote]:
    """Return where it rubbed, newest first: for the practice alone. One query, none for the client."""
    if not seat.is_practice:
        return []
    return list(FrictionNote.objects.filter(engagement=engagement).select_related("commitment__member__user"))


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown:
    """A line in the history of a promise, with what it replaced: the day and the words that held before, if others."""

    step: CommitmentStep
    was_due_on: datetime.date | None
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseShown:
    """A promise as the page shows it: by when really, its history, and what the visitor may do."""

    commitment: Commitment
    due_on: datetime.date
    late: bool
    steps: list[StepShown]
    frictions: int
    may_change: bool
    may_answer: bool
    may_settle: bool
    may_renegotiate: bool
    may_rehome: bool

    @property
    def first_due_on(self) -> datetime.date | None:
        """The day it was first asked or promised for, if it has another date now."""
        first = next((shown.step.due_on for shown in self.steps if shown.step.due_on), None)
        return first if first != self.commitment.due_on else None

    @property
    def may_follow(self) -> bool:
        """Whether the visitor may do anything with it."""
        may = (self.may_change, self.may_answer, self.may_settle, self.may_renegotiate, self.may_rehome)
        return any(may)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonShown:
    """Somebody, and what they promised: open promises first; `is_visitor` when it is who looks."""

    member: Membership
    is_visitor: bool
    promises: list[PromiseShown]


def promises(engagement: Engagement, seat: Seat) -> list[PersonShown]:
    """Return everybody who was asked for a promise: the visitor first, then whoever has an open one.

    Two queries besides the changes.
    """
    steps = Prefetch("steps", queryset=CommitmentStep.objects.select_related("actor"))
    found = (
        Commitment.objects.filter(engagement=engagement)
        .select_related("member__user", "new_home__user")
        .prefetch_related(steps)
        .annotate(rubbed=Count("frictions"))
    )
    pauses = read_pauses(engagement)
    people: dict[int, PersonShown] = {}
    for each in sorted(found, key=lambda commitment: not commitment.is_open):
        person = people.setdefault(
            each.member_id,
            PersonShown(member=each.member, is_visitor=seat.holds(each.member_id), promises=[]),
        )
        person.promises.append(_promise(each, engagement, seat, pauses))
    return sorted(people.values(), key=lambda person: not person.is_visitor)


def _promise(commitment: Any, engagement: Engagement, seat: Seat, pauses: Any) -> PromiseShown:
    steps = list(commitment.steps.all())
    dated_on = max((step.on for step in steps if step.due_on), default=commitment.due_on)
    due_on = promise_due(commitment.due_on, dated_on, pauses)

    def offered(action: str, rule: Any, *more: Any) -> bool:
        return rules.offered(engagement, seat, action, rule, commitment, *more)

    return PromiseShown(
        commitment=commitment,
        due_on=due_on,
        late=commitment.is_open and is_overdue(due_on, [pause for pause in pauses if pause.until is None]),
        steps=list(_told(steps)),
        frictions=commitment.rubbed if seat.is_practice else 0,
        may_change=offered("commitment-change", rules.changing_promise),
        may_answer=offered("commitment-answer", rules.answering, seat),
        may_settle=offered("commitment-settle", rules.settling, seat),
        may_renegotiate=offered("commitment-renegotiate", rules.renegotiating, seat),
        may_rehome=offered("commitment-rehome", rules.rehoming),
    )


def _told(steps: list[CommitmentStep]) -> Iterator[StepShown]:
    """Yield each step with the day and the words it replaced."""
    due_on, text = None, ""
    for step in steps:
        yield StepShown(
            step=step,
            was_due_on=due_on if step.due_on and step.due_on != due_on else None,
            was=text if step.text and step.text != text else "",
        )
        due_on, text = step.due_on or due_on, step.text or text


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShown:
    """A line of a hand-over, and what the visitor may do with it."""

    line: HandoverLine
    word: Approval | None  # the last that was said of it
    holds: bool  # whether that is a yes to the line as it stands
    may_answer: bool
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetShown:
    """The hand-over of one process as a sheet."""

    process: CriticalProcess
    lines: list[LineShown]
    accepted: int
    due_on: datetime.date | None
    given_back_because: str
    whose: str  # once it is let go, in words: who may still change it
    may_add: bool
    may_take_over: bool
    may_give_back: bool


def sheets(engagement: Engagement, seat: Seat) -> list[SheetShown]:
    """Return the hand-over of every process. Three queries besides the changes, a fourth where one was given back."""
    found = list(
        CriticalProcess.objects.filter(engagement=engagement)
        .select_related("owner__user", "deputy__user")
        .prefetch_related("handover_lines")
    )
    reasons = _reasons(engagement) if any(process.given_back for process in found) else {}
    pauses, said = plan_pauses(engagement), approvals.words_on(engagement, ApprovalKind.HANDOVER)
    return [_sheet(process, engagement, seat, pauses, reasons.get(process.pk, ""), said) for process in found]


def _sheet(
    process: CriticalProcess,
    engagement: Engagement,
    seat: Seat,
    pauses: Any,
    because: str,
    said: dict[int, list[Approval]],
) -> SheetShown:
    lines = list(process.handover_lines.all())
    words = {line.pk: next(reversed(said.get(line.pk, [])), None) for line in lines}
    states = [line.state for line in lines]

    def offered(action: str, rule: Any, *subjects: Any) -> bool:
        return rules.offered(engagement, seat, action, rule, *subjects)

    return SheetShown(
        process=process,
        lines=[
            LineShown(
                line=line,
                word=words[line.pk],
                holds=approvals.holds(words[line.pk], line.content()),
                may_answer=offered("handover-line-accept", rules.answering_line, line, seat),
                may_change=offered("handover-line-change", rules.preparing_line, line),
            )
            for line in lines
        ],
        accepted=states.count(LineState.ACCEPTED),
        due_on=let_go_due(process, pauses),
        given_back_because="" if process.is_let_go else because,
        whose=whose(process, seat) if process.is_let_go else "",
        may_add=offered("handover-line-add", rules.preparing, process),
        may_take_over=offered("handover-accept", rules.taking_over, process, seat, states),
        may_give_back=offered("handover-give-back", rules.giving_back, process, seat),
    )


def _reasons(engagement: Engagement) -> dict[int | None, str]:
    """Return, by process, why it was last given back: the audit trail keeps the words."""
    entries = AuditEntry.objects.filter(engagement=engagement, action="handover-given-back-because")
    return {entry.subject_id: entry.after["reason"] for entry in entries.order_by("pk")}
