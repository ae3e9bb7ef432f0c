"""When something is really due: dates wait while the engagement is on hold, if they were set before it."""

import datetime

from engagements.lifecycle.models import Engagement
from engagements.lifecycle.pauses import Pause, counting_from, effective_due, read_pauses


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


def promise_due(due_on: datetime.date, dated_on: datetime.date, pauses: tuple[Pause, ...]) -> datetime.date:
    """Return the day a promise is really due, given the day on which its date was last set."""
    return effective_due(due_on, counting_from(pauses, dated_on))
