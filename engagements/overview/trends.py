"""The interim goals with their trend: from where to where, what the last readings say, and a small line."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.execution.amounts import written
from engagements.execution.boards import GoalShown, goals
from engagements.execution.progress import meets
from engagements.lifecycle.models import Engagement
from engagements.overview.line import short
from engagements.people.permissions import Seat
from engagements.specification.models import GoalState
from phases.definitions import Text

#: Where a goal is going, by whether it rises and whether that brings it nearer.
DIRECTIONS: dict[tuple[bool, bool], Text] = {
    (True, True): gettext_lazy("Rising, towards the target."),
    (True, False): gettext_lazy("Rising, away from the target."),
    (False, True): gettext_lazy("Falling, towards the target."),
    (False, False): gettext_lazy("Falling, away from the target."),
}
#: An open goal that nobody read for longer than this has no trend.
UNREAD = datetime.timedelta(days=31)
#: More than this is no longer a page one reads; the others are on the page of the plan.
MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One goal: `way` says from where to where, `now` what the last reading was, `trend` where it is going.

    `tone` is how that trend is: ok, warn, or nothing to be said of it.
    """

    shown: GoalShown
    is_mine: bool
    way: str
    now: str
    trend: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """The goals that count, open ones first, as many as fit a page."""

    rows: tuple[Trend, ...]
    total: int

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return self.total > 0

    @property
    def left_out(self) -> int:
        """How many are only on the page of the plan."""
        return self.total - len(self.rows)


def trends_of(engagement: Engagement, seat: Seat) -> Trends:
    """Return the goals with their trend, the visitor's own first. Two queries besides the changes."""
    counted = [each for each in goals(engagement, seat) if each.goal.state != GoalState.DROPPED]
    own_first = sorted(counted, key=lambda each: not seat.holds(each.goal.owner_id))
    return Trends(rows=tuple(_trend(each, engagement, seat) for each in own_first[:MOST]), total=len(counted))


def _trend(shown: GoalShown, engagement: Engagement, seat: Seat) -> Trend:
    goal = shown.goal
    is_known = goal.baseline is not None and goal.target is not None
    if goal.state == GoalState.REACHED:
        trend, tone = (
            _("Reached on %(day)s.") % {"day": short(goal.settled_on)} if goal.settled_on else "",
            "",
        )
    elif is_known:
        trend, tone = _direction(shown, engagement.is_active)
    else:
        trend, tone = _("No measure yet."), ""
    return Trend(
        shown=shown,
        is_mine=seat.holds(goal.owner_id),
        way=_("from %(start)s to %(target)s") % {"start": shown.baseline, "target": shown.target}
        if is_known
        else "",
        now=written(shown.readings[0].value, goal.unit) if shown.readings else "",
        trend=trend,
        tone=tone,
    )


def _direction(shown: GoalShown, is_active: bool) -> tuple[str, str]:
    """Return where the goal is going in words, and the tone of that."""
    if not shown.readings:
        return _("Not read yet."), ""
    latest = shown.readings[0]
    if is_active and latest.read_on < timezone.localdate() - UNREAD:
        return _("No reading since %(day)s.") % {"day": short(latest.read_on)}, "warn"
    before = shown.readings[1].value if len(shown.readings) > 1 else shown.goal.baseline
    start, target = shown.goal.baseline, shown.goal.target
    if before is None or start is None or target is None or latest.value == before:
        return _("Unchanged since the last reading."), ""
    rises = latest.value > before
    nearer = meets(start, target, latest.value) or abs(target - latest.value) < abs(target - before)
    return str(DIRECTIONS[rises, nearer]), "ok" if nearer else "warn"
