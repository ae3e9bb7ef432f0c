"""When a check or an adjustment is really due: dates wait while the engagement is on hold, if set before it."""

import datetime

from django.utils import timezone

from engagements.evaluation.models import DurabilityCheck, FineTuningAction
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.pauses import Pause, counting_from, effective_due

#: A check can be answered from this many days before it is due.
OPENS_BEFORE = datetime.timedelta(days=14)


def check_due(check: DurabilityCheck, engagement: Engagement, pauses: tuple[Pause, ...]) -> datetime.date:
    """Return the day a check is really due. A planned one was dated when the evaluation was (last) entered."""
    made = timezone.localdate(check.created_at)
    dated_on = made if check.day is None else max(made, engagement.phase_entered_on)
    return effective_due(check.due_on, counting_from(pauses, dated_on))


def fine_tuning_due(action: FineTuningAction, pauses: tuple[Pause, ...]) -> datetime.date:
    """Return the day an adjustment is really due. Whoever last stored it saw its date, and left it so."""
    return effective_due(action.due_on, counting_from(pauses, timezone.localdate(action.changed_at)))
