"""The trend of a goal, in words."""

import datetime

import pytest

from engagements.execution.models import GoalReading
from engagements.lifecycle.models import Engagement
from engagements.overview.trends import MOST, trends_of
from engagements.people.permissions import seat_of
from engagements.specification.models import Goal, GoalState
from tests.engagements.conftest import in_phase

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def goal(engagement, owner, today):
    """Return a function that makes a goal with readings: values from old to new, the last so many days ago."""

    def make(*values, baseline=54, target=80, last=0, **more):
        made = Goal.objects.create(
            engagement=engagement,
            title="Goal",
            baseline=baseline,
            target=target,
            unit="%",
            owner=owner,
            **more,
        )
        for before, value in enumerate(reversed(values)):
            GoalReading.objects.create(
                engagement=engagement,
                goal=made,
                value=value,
                member=owner,
                read_on=today - datetime.timedelta(days=last + before),
            )
        return made

    return make


def trends(engagement, member):
    fresh = Engagement.objects.get(pk=in_phase(engagement, "execution").pk)
    return trends_of(fresh, seat_of(member.user, fresh))


@pytest.mark.parametrize(
    ("values", "options", "said", "tone"),
    [
        ((60, 66), {}, "Rising, towards the target.", "ok"),
        ((66, 60), {}, "Falling, away from the target.", "warn"),
        ((60,), {}, "Rising, towards the target.", "ok"),
        ((75, 90), {}, "Rising, towards the target.", "ok"),
        ((60, 60), {}, "Unchanged since the last reading.", ""),
        ((), {}, "Not read yet.", ""),
        ((8, 6), {"baseline": 9, "target": 4}, "Falling, towards the target.", "ok"),
        ((6, 8), {"baseline": 9, "target": 4}, "Rising, away from the target.", "warn"),
        ((), {"baseline": None}, "No measure yet.", ""),
        (
            (80,),
            {"state": GoalState.REACHED, "settled_on": datetime.date(2020, 3, 2)},
            "Reached on 2 March 2020.",
            "",
        ),
    ],
)
def test_trend_says_where_the_goal_is_going(engagement, sponsor, goal, values, options, said, tone):
    goal(*values, **options)

    row = trends(engagement, sponsor).rows[0]

    assert (row.trend, row.tone) == (said, tone)


def test_old_reading_is_no_trend(engagement, sponsor, goal, today):
    goal(60, 66, last=32)

    row = trends(engagement, sponsor).rows[0]

    assert row.trend.startswith("No reading since ")
    assert row.now == "66 %"


def test_dropped_goals_are_left_out_and_own_ones_stand_first(engagement, owner, board, goal):
    goal(state=GoalState.DROPPED)
    for _number in range(MOST):
        goal()
    Goal.objects.create(engagement=engagement, title="Mine", owner=board, due_on=datetime.date(2030, 1, 1))

    found = trends(engagement, board)

    assert (found.total, len(found.rows), found.left_out) == (MOST + 1, MOST, 1)
    assert found.rows[0].is_mine
    assert found.rows[0].shown.goal.title == "Mine"
