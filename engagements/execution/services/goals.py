"""Goals in the execution: read where they stand, and settle them."""

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.execution import progress, rules
from engagements.execution.models import GoalReading
from engagements.execution.services.common import require_past, required
from engagements.lifecycle.exceptions import NotReady
from engagements.lifecycle.work import work_on
from engagements.specification.models import Goal, GoalState

if TYPE_CHECKING:
    from accounts.models import User


def add_reading(
    *, goal: Goal, actor: "User", value: Decimal, read_on: datetime.date, note: str = ""
) -> GoalReading:
    """Note where the goal stood on a day, today at the latest; return the reading.

    Raises PermissionDenied for anybody but the manager and the goal's owner, NotNow for a goal that was dropped.
    """
    with work_on(goal.engagement, actor, "reading-add") as work:
        now = work.current(goal)
        rules.reading(now, work.seat)
        require_past("read_on", read_on)
        return work.add(
            GoalReading, goal=now, value=value, read_on=read_on, note=note, member=work.seat.membership
        )


def reach_goal(*, goal: Goal, actor: "User") -> Goal:
    """Settle the goal as reached and return it; raise NotReady unless its latest reading is at the target or beyond."""
    with work_on(goal.engagement, actor, "goal-reached") as work:
        now = work.current(goal)
        rules.settling_goal(now)
        latest = GoalReading.objects.filter(goal=now).last()
        if latest is None or not progress.meets(now.baseline, now.target, latest.value):
            raise NotReady(
                _("The latest reading is not at the target yet."),
                _("Add the reading that shows that it is reached."),
            )
        return work.change(now, state=GoalState.REACHED, settled_on=timezone.localdate(), settled_because="")


def drop_goal(*, goal: Goal, actor: "User", reason: str) -> Goal:
    """Settle the goal as dropped, with the reason why it no longer counts; return it."""
    with work_on(goal.engagement, actor, "goal-drop") as work:
        now = work.current(goal)
        rules.settling_goal(now)
        because = required(reason, _("Say why this goal no longer counts."))
        return work.change(
            now, state=GoalState.DROPPED, settled_on=timezone.localdate(), settled_because=because
        )
