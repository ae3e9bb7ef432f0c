"""What is overdue or due within a week, over all engagements of a desk: one query a kind."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements.evaluation.dates import check_due, fine_tuning_due
from engagements.evaluation.models import DurabilityCheck, FineTuningAction
from engagements.execution import progress
from engagements.execution.amounts import written
from engagements.execution.dates import promise_due
from engagements.execution.models import Commitment, CommitmentState, GoalReading
from engagements.lifecycle.commands import Standing
from engagements.lifecycle.pauses import effective_due, pauses_of
from engagements.processes.dates import let_go_due, plan_pauses
from engagements.processes.models import CriticalProcess
from engagements.specification.models import Goal, GoalState
from engagements.today.desk import Desk
from engagements.today.matters import WEEK, Deed, Matter


def everything_due(desk: Desk) -> Iterator[Matter]:
    """Yield what is overdue or due within a week."""
    soon = desk.today + WEEK
    for source in (goals, promises, processes, checks, fine_tunings, returns):
        yield from (matter for matter in source(desk) if matter.due_on and matter.due_on <= soon)


def _before(desk: Desk, field: str) -> Q:
    # Pauses only ever make a day later: what is stored as later than this is no concern of today.
    return Q(**{f"{field}__lte": desk.today + WEEK})


def goals(desk: Desk) -> Iterator[Matter]:
    """Yield the open goals that should be reached; with the button where the latest reading says that they are."""
    newest = GoalReading.objects.filter(goal=OuterRef("pk")).order_by("-read_on", "-pk").values("value")[:1]
    found = Goal.objects.filter(
        _before(desk, "due_on"), engagement__in=desk.active_in("execution"), state=GoalState.OPEN
    )
    for goal in found.select_related("owner__user").annotate(latest=Subquery(newest)):
        engagement = desk.engagements[goal.engagement_id]
        reached = progress.meets(goal.baseline, goal.target, goal.latest)
        yield Matter(
            today=desk.today,
            engagement=engagement,
            what=_("Interim goal: %(goal)s") % {"goal": goal},
            detail=_standing_of(goal),
            due_on=effective_due(goal.due_on, plan_pauses(engagement)) if goal.due_on else None,
            url=reverse("engagements:execution", args=[engagement.ref]) + f"#goal-{goal.pk}",
            key=f"goal-{goal.pk}",
            button=_("See where it stands"),
            deed=Deed(key="goal-reached", subject=goal.pk, button=_("Mark as reached")) if reached else None,
        )


def _standing_of(goal: Any) -> str:
    owner = {"who": goal.owner or _("nobody")}
    if goal.latest is None or goal.target is None:
        return _("Owner: %(who)s. Not read yet.") % owner
    amounts = {"now": written(goal.latest, goal.unit), "target": written(goal.target, goal.unit)}
    return _("Owner: %(who)s. Now at %(now)s, to be %(target)s.") % (owner | amounts)


def promises(desk: Desk) -> Iterator[Matter]:
    """Yield the promises that were given and should be kept."""
    found = Commitment.objects.filter(
        _before(desk, "due_on"), engagement__in=desk.active, state=CommitmentState.ACCEPTED
    )
    dated = Max("steps__on", filter=Q(steps__due_on__isnull=False))
    for promise in found.select_related("member__user").annotate(dated_on=dated):
        engagement = desk.engagements[promise.engagement_id]
        pauses = pauses_of(engagement)
        yield Matter(
            today=desk.today,
            engagement=engagement,
            what=_("%(who)s promised: “%(text)s”") % {"who": promise.member, "text": promise},
            due_on=promise_due(promise.due_on, promise.dated_on or desk.today, pauses),
            url=reverse("engagements:commitment-settle", args=[engagement.ref, promise.pk]),
            key=f"commitment-{promise.pk}",
            button=_("Say what became of it"),
        )


def processes(desk: Desk) -> Iterator[Matter]:
    """Yield the processes that should be let go."""
    found = CriticalProcess.objects.filter(
        _before(desk, "let_go_on"), engagement__in=desk.active_in("execution"), let_go_at=None
    )
    for process in found.select_related("owner__user"):
        engagement = desk.engagements[process.engagement_id]
        yield Matter(
            today=desk.today,
            engagement=engagement,
            what=_("Let go of %(process)s") % {"process": process},
            detail=_("Owner: %(who)s.") % {"who": process.owner or _("nobody")},
            due_on=let_go_due(process, plan_pauses(engagement)),
            url=reverse("engagements:handover", args=[engagement.ref]) + f"#process-{process.pk}",
            key=f"handover-{process.pk}",
            button=_("Open the hand-over"),
        )


def checks(desk: Desk) -> Iterator[Matter]:
    """Yield the checks that owners should answer."""
    found = DurabilityCheck.objects.filter(
        _before(desk, "due_on"),
        engagement__in=desk.active_in("evaluation"),
        answered_on=None,
        skipped_because="",
    )
    for check in found.select_related("process__owner__user"):
        engagement = desk.engagements[check.engagement_id]
        yield Matter(
            today=desk.today,
            engagement=engagement,
            what=_("Check of %(process)s, by %(who)s")
            % {"process": check.process, "who": check.process.owner or _("nobody")},
            due_on=check_due(check, engagement, pauses_of(engagement)),
            url=reverse("engagements:evaluation", args=[engagement.ref]) + f"#process-{check.process_id}",
            key=f"check-{check.pk}",
            button=_("Open the checks"),
        )


def fine_tunings(desk: Desk) -> Iterator[Matter]:
    """Yield the adjustments that should be made."""
    found = FineTuningAction.objects.filter(
        _before(desk, "due_on"), engagement__in=desk.active_in("evaluation"), done_on=None
    )
    for action in found.select_related("owner__user", "process"):
        engagement = desk.engagements[action.engagement_id]
        yield Matter(
            today=desk.today,
            engagement=engagement,
            what=_("Fine-tuning by %(who)s: “%(text)s”") % {"who": action.owner, "text": action},
            detail=str(action.process),
            due_on=fine_tuning_due(action, pauses_of(engagement)),
            url=reverse("engagements:fine-tuning-done", args=[engagement.ref, action.pk]),
            key=f"fine-tuning-{action.pk}",
            button=_("Say what came of it"),
        )


def returns(desk: Desk) -> Iterator[Matter]:
    """Yield the engagements on hold that were expected back. No query."""
    for pk in desk.in_standing(Standing.ON_HOLD):
        engagement = desk.engagements[pk]
        back: datetime.date | None = engagement.expected_return
        if back is None:
            continue
        yield Matter(
            today=desk.today,
            engagement=engagement,
            what=_("On hold until %(day)s") % {"day": date_format(back, "j F")},
            detail=_("Resume it, or agree on another day."),
            due_on=back,
            url=reverse("engagements:resume", args=[engagement.ref]),
            button=_("Resume it"),
        )
