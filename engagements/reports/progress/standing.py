"""Where the goals stand at the end of a period: facts as plain values, and the proposed verdict."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from engagements.execution.models import GoalReading
from engagements.lifecycle.pauses import effective_due
from engagements.lifecycle.work import plain
from engagements.processes.dates import plan_pauses
from engagements.reports.progress.period import Period
from engagements.reports.progress.verdicts import GoalFacts, of_goal
from engagements.specification.models import Goal, GoalState


def goals_at_end(period: Period) -> list[dict[str, Any]]:
    """Return the goals as plain values, by the day they are due; none before they are worked on. One query."""
    if period.engagement.phase not in ("execution", "evaluation"):
        return []
    newest = GoalReading.objects.filter(goal=OuterRef("pk"), read_on__lte=period.until).order_by(
        "-read_on", "-pk"
    )
    found = (
        Goal.objects.filter(engagement=period.engagement)
        .exclude(state=GoalState.DROPPED)
        .annotate(value=Subquery(newest.values("value")[:1]), read_on=Subquery(newest.values("read_on")[:1]))
        .select_related("owner__user")
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )
    return list(_told(period, found))


def _told(period: Period, goals: Any) -> Iterator[dict[str, Any]]:
    pauses, begun = plan_pauses(period.engagement), _begun(period)
    for goal in goals:
        begins_on = max(begun, timezone.localdate(goal.created_at))
        due_on = effective_due(goal.due_on, pauses, period.until) if goal.due_on else None
        is_reached = goal.state == GoalState.REACHED and (goal.settled_on or period.until) <= period.until
        proposal = of_goal(
            GoalFacts(
                baseline=goal.baseline,
                target=goal.target,
                value=goal.value,
                read_on=goal.read_on,
                begins_on=begins_on,
                due_on=due_on,
                on=period.until,
                paused=period.paused_between(begins_on),
                is_reached=is_reached,
            )
        )
        yield {
            "goal": goal.pk,
            "title": goal.title,
            "owner": str(goal.owner or ""),
            "measure": goal.measure,
            "unit": goal.unit,
            **{name: plain(getattr(goal, name)) for name in ("baseline", "target", "value", "read_on")},
            "due_on": plain(due_on),
            "reached": is_reached,
            "proposed": proposal.verdict.value,
            "why": proposal.why,
            "verdict": proposal.verdict.value,
            "because": "",
        }


def _begun(period: Period) -> datetime.date:
    """Return the day on which the plan was first taken into execution."""
    entered = [change.day for change in period.engagement.changes.all() if change.to_phase == "execution"]
    return min(entered, default=period.engagement.starts_on)
