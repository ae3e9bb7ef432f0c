"""The rules that propose a verdict, against examples worked by hand."""

import datetime
from decimal import Decimal

import pytest

from engagements.reports.progress.verdicts import GoalFacts, Verdict, of_goal, overall, time_gone

BEGUN = datetime.date(2026, 1, 1)
DUE = datetime.date(2026, 4, 11)  # a hundred days later
ON, AT, OFF = Verdict.ON_TRACK, Verdict.ATTENTION, Verdict.OFF_TRACK


def facts(value, day, /, **others):
    """Return the facts of a goal from 0 to 100 that was read on the day of the report, `day` days after it began."""
    on = BEGUN + datetime.timedelta(days=day)
    known = {"baseline": Decimal(0), "target": Decimal(100), "value": value, "read_on": on}
    return GoalFacts(**(known | {"begins_on": BEGUN, "due_on": DUE, "on": on} | others))


@pytest.mark.parametrize(
    ("value", "day", "verdict"),
    [
        (50, 50, ON),
        (36, 50, ON),  # 14 points behind
        (35, 50, AT),  # 15 points behind
        (16, 50, AT),  # 34 points behind
        (15, 50, OFF),  # 35 points behind
        (100, 50, ON),
        (99, 100, ON),  # its day is today
        (99, 101, OFF),  # its day has passed
        (100, 200, ON),
    ],
)
def test_goal_is_judged_by_how_far_it_is_behind_its_time(value, day, verdict):
    assert of_goal(facts(Decimal(value), day)).verdict == verdict


def test_goal_that_goes_down_is_judged_the_same():
    falling = facts(Decimal(60), 50, baseline=Decimal(100), target=Decimal(0))

    assert of_goal(falling).verdict == ON
    assert of_goal(facts(Decimal(90), 50, baseline=Decimal(100), target=Decimal(0))).verdict == OFF


def test_days_on_hold_are_no_time_of_the_goal():
    """Twenty days on hold moved its day to 1 May; of the hundred days it has, thirty are over after fifty."""
    moved = facts(Decimal(30), 50, due_on=DUE + datetime.timedelta(days=20), paused=20)

    assert time_gone(moved) == 30
    assert of_goal(moved).verdict == ON


@pytest.mark.parametrize(
    ("unknown", "why"),
    [
        ({"value": None, "read_on": None}, "It has not been read yet."),
        ({"target": None}, "It has no number to hold it against."),
        ({"due_on": None}, "It has no day by which it is reached."),
        ({"read_on": BEGUN + datetime.timedelta(days=18)}, "There has been no reading for a month."),
    ],
)
def test_goal_that_says_too_little_needs_attention(unknown, why):
    proposal = of_goal(facts(Decimal(50), 50, **unknown))

    assert (proposal.verdict, proposal.why) == (AT, why)


def test_goal_that_was_reached_is_on_track_whatever_was_read_since():
    assert of_goal(facts(Decimal(10), 90, is_reached=True)).verdict == ON


def test_goal_that_should_have_begun_and_ended_the_same_day_has_no_time_left():
    assert time_gone(facts(Decimal(0), 0, due_on=BEGUN)) == 100


def test_time_of_a_goal_without_a_day_is_not_to_be_asked():
    with pytest.raises(ValueError, match="without a day"):
        time_gone(facts(Decimal(0), 0, due_on=None))


@pytest.mark.parametrize(
    ("goals", "beside", "verdict"),
    [
        ([], {}, ON),
        ([ON, ON], {}, ON),
        ([ON, AT], {}, AT),
        ([ON, ON, ON, OFF], {}, AT),  # a quarter
        ([ON, ON, OFF], {}, OFF),  # a third
        ([OFF], {}, OFF),
        ([ON], {"broken": 1}, AT),
        ([ON], {"late": 1}, AT),
        ([], {"held": 1}, AT),
    ],
)
def test_whole_is_judged_by_its_goals_and_by_what_was_not_kept(goals, beside, verdict):
    assert overall(goals, **beside).verdict == verdict


def test_whole_says_why():
    why = overall([ON, OFF, AT], broken=2, late=1, held=1).why

    assert why == (
        "1 of 3 goals is off track; 1 goal needs attention; 2 promises were not kept; "
        "1 promise is late; 1 process should be let go by now."
    )
