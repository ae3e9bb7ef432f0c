"""What the client's progress page tells besides the phase: what is already theirs, and how the goals stand."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from engagements.execution.models import GoalReading
from engagements.lifecycle.models import Engagement, Waiver
from engagements.people.permissions import Seat
from engagements.processes.models import CriticalProcess
from engagements.specification.models import Goal, GoalState
from phases.definitions import CRITERIA, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldWaiver:
    """A criterion that was skipped, in the client's words, and why."""

    sentence: Text
    waiver: Waiver


def state_of(engagement: Engagement, seat: Seat) -> dict[str, Any]:
    """Return what the seat may know of processes, goals and waivers. Three queries at most."""
    return {
        "processes": _processes(engagement) if seat.may("processes") else [],
        "goals": _goals(engagement) if seat.may("execution") else [],
        "waivers": _waivers(engagement),
    }


def _processes(engagement: Engagement) -> list[CriticalProcess]:
    return list(CriticalProcess.objects.filter(engagement=engagement).select_related("owner__user"))


def _goals(engagement: Engagement) -> list[Goal]:
    """Return the goals that count, each with `latest`: its newest reading or None."""
    newest = GoalReading.objects.filter(goal=OuterRef("pk")).order_by("-read_on", "-pk").values("value")[:1]
    goals = Goal.objects.filter(engagement=engagement).exclude(state=GoalState.DROPPED)
    return list(goals.select_related("owner__user").annotate(latest=Subquery(newest)))


def _waivers(engagement: Engagement) -> list[ToldWaiver]:
    """Return every waiver; `waivers` was read for the gate, so a prefetched engagement costs nothing."""
    waivers = engagement.waivers.select_related("actor")
    return [
        ToldWaiver(sentence=CRITERIA[waiver.criterion].client, waiver=waiver)
        for waiver in waivers
        if waiver.criterion in CRITERIA
    ]
