"""When a process is really to be let go: dates of the plan wait while the engagement is on hold."""

import datetime

from engagements.lifecycle.models import Engagement
from engagements.lifecycle.pauses import Pause, counting_from, effective_due, is_overdue, read_pauses
from engagements.processes.models import CriticalProcess


def plan_pauses(engagement: Engagement) -> tuple[Pause, ...]:
    """Return the pauses that move the dates of the plan: those since it was last taken into execution.

    One query, or none when the page has read the engagement's changes already.
    """
    pauses = read_pauses(engagement)
    fixed = [
        change.day
        for change in engagement.changes.all()
        if (change.from_phase, change.to_phase) == ("specification", "execution")
    ]
    return counting_from(pauses, max(fixed, default=engagement.starts_on))


def let_go_due(process: CriticalProcess, pauses: tuple[Pause, ...]) -> datetime.date | None:
    """Return the day on which the process is really to be let go, or None when it has no date."""
    return effective_due(process.let_go_on, pauses) if process.let_go_on else None


def is_late(process: CriticalProcess, pauses: tuple[Pause, ...]) -> bool:
    """Return whether the process should have been let go by now; never while the engagement is on hold."""
    return not process.is_let_go and is_overdue(process.let_go_on, pauses)
