"""The figures of a case, drawn from what was recorded on the way: nobody types them.

They are plain JSON of whole numbers and short texts, so that the same figures have the same digest everywhere.
"""

import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from engagements.evaluation.models import DurabilityCheck
from engagements.execution.models import GoalReading
from engagements.lifecycle.commands import Standing
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.pauses import read_pauses
from engagements.lifecycle.work import plain
from engagements.processes.models import CriticalProcess, RaterSide, Rating
from engagements.specification.models import Goal, GoalState
from phases.definitions import PHASES
from phases.durability import Verdict

DAYS_A_MONTH = 30.44
LAST_CHECK = 180
STEPS = 8  # into how many equal parts of the time the line is measured
TENTHS = 10

type Figures = dict[str, Any]


def figures_of(engagement: Engagement) -> Figures:
    """Return the figures as they stand now. Three queries besides the changes.

    `months` per phase, pauses left out; `processes`, how many; `line`, the rung (in tenths, the mean over the
    processes, by their owners) at each eighth of the time; `rungs`, the first and the last of it; `held`, how many
    processes held at 180 days, of how many checked. What was never recorded is None or empty.
    """
    read_pauses(engagement)
    line, rungs = _rungs(engagement)
    return {
        "months": _months(engagement),
        "processes": CriticalProcess.objects.filter(engagement=engagement).count(),
        "line": line,
        "rungs": rungs,
        "held": _held(engagement),
    }


def measured_goals(engagement: Engagement) -> list[Goal]:
    """Return the goals that can be told as a figure, each with `result`: its latest reading. One query."""
    newest = GoalReading.objects.filter(goal=OuterRef("pk")).order_by("-read_on", "-pk").values("value")[:1]
    goals = Goal.objects.filter(engagement=engagement, baseline__isnull=False)
    counted = goals.exclude(state=GoalState.DROPPED).annotate(result=Subquery(newest))
    return list(counted.filter(result__isnull=False))


def goal_figure(goal: Any, label: str) -> Figures:
    """Return a goal as a case tells it: what it is called there, and from where to where. No query."""
    return {
        "label": label,
        "baseline": plain(goal.baseline),
        "result": plain(goal.result),
        "percent": goal.unit.strip() == "%",
    }


def _last_day(engagement: Engagement) -> datetime.date:
    """Return the day it was (last) completed, or today."""
    ended = [each.day for each in engagement.changes.all() if each.to_standing == Standing.COMPLETED]
    return ended[-1] if ended else timezone.localdate()


def _months(engagement: Engagement) -> dict[str, int]:
    """Return the months of work in each phase, rounded; time on hold and after the end is not counted."""
    changes = sorted(engagement.changes.all(), key=lambda each: each.pk)
    days = dict.fromkeys((phase.key for phase in PHASES), 0)
    moments = [(each.day, each.to_phase, each.to_standing) for each in changes]
    if moments:
        moments[0] = (min(engagement.starts_on, moments[0][0]), *moments[0][1:])
    moments.append((timezone.localdate(), "", ""))
    for (since, phase, standing), (until, _phase, _standing) in pairwise(moments):
        if standing == Standing.ACTIVE:
            days[phase] += (until - since).days
    return {phase: round(count / DAYS_A_MONTH) for phase, count in days.items()}


def _rungs(engagement: Engagement) -> tuple[list[int], list[int]]:
    """Return the rung at each eighth of the time, and at the start and the end; empty when no owner ever rated."""
    rated = Rating.objects.filter(engagement=engagement, side=RaterSide.OWNER).order_by("rated_on", "pk")
    ratings = list(rated.values_list("process_id", "rated_on", "rung"))
    if not ratings:
        return [], []
    first, last = engagement.starts_on, _last_day(engagement)
    # Before its first rating a process stood where it was first seen to stand.
    known = {process: rung for process, _day, rung in reversed(ratings)}
    start = _mean(known)
    line, waiting = [], list(ratings)
    for step in range(STEPS + 1):
        day = first + (last - first) * step / STEPS
        while waiting and (waiting[0][1] <= day or step == STEPS):
            process, _day, rung = waiting.pop(0)
            known[process] = rung
        line.append(_mean(known))
    return line, [start, line[-1]]


def _mean(rungs: dict[int, int]) -> int:
    """Return the mean in tenths of a rung."""
    return int((Decimal(sum(rungs.values())) * TENTHS / len(rungs)).quantize(Decimal(1)))


def _held(engagement: Engagement) -> list[int] | None:
    """Return how many processes held at the last check, and how many were checked; None when none was."""
    checks = DurabilityCheck.objects.filter(engagement=engagement, day=LAST_CHECK).exclude(verdict="")
    counted = checks.aggregate(held=Count("pk", filter=Q(verdict=Verdict.HOLDS)), checked=Count("pk"))
    return [counted["held"], counted["checked"]] if counted["checked"] else None
