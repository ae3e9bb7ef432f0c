"""Interim goals taken out of the ladder, and what is left of the final goal."""

from itertools import combinations

import pytest
from django.http import QueryDict
from django.utils.translation import override

from phases.tryouts import tryout_for
from phases.tryouts.goals import BASELINE, GOALS, TARGET
from phases.tryouts.specification import conditions, waiting


def without(*keys):
    return tryout_for("specification", QueryDict("&".join(f"without={key}" for key in keys)))


def test_all_goals_together_lead_exactly_to_the_final_goal():
    assert sum(goal.days for goal in GOALS) == BASELINE - TARGET
    assert without().gap == 0
    assert without(*(goal.key for goal in GOALS)).days == BASELINE


def test_goals_lean_on_earlier_ones_only():
    keys = [goal.key for goal in GOALS]

    assert all(keys.index(key) < keys.index(goal.key) for goal in GOALS for key in goal.leans_on)


def test_taking_another_goal_away_never_helps():
    keys = [goal.key for goal in GOALS]
    for count in range(len(keys)):
        for gone in combinations(keys, count):
            days = waiting(conditions(gone))
            assert all(waiting(conditions({*gone, key})) > days for key in set(keys) - set(gone))


def test_what_leans_on_a_missing_goal_gets_shaky_and_so_does_what_leans_on_that():
    tryout = without("roster")

    assert [rung.goal.key for rung in tryout.shaky] == ["slots", "steering"]
    assert [goal.key for goal in tryout.lost] == ["roster"]
    assert [[goal.key for goal in rung.misses] for rung in tryout.shaky] == [["roster"], ["slots"]]


@pytest.mark.parametrize(
    ("gone", "summary"),
    [((), "The final goal is secured"), (("steering",), "Waiting time: 4 days too long")],
)
def test_gist_is_told(gone, summary):
    with override("en"):
        assert without(*gone).summary == summary
