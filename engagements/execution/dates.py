"""When a promise is really due: dates wait while the engagement is on hold, if they were set before it."""

import datetime

from engagements.lifecycle.pauses import Pause, counting_from, effective_due


def promise_due(due_on: datetime.date, dated_on: datetime.date, pauses: tuple[Pause, ...]) -> datetime.date:
    """Return the day a promise is really due, given the day on which its date was last set."""
    return effective_due(due_on, counting_from(pauses, dated_on))
