"""The drawing of a goal: a function of its numbers and days, and of nothing else."""

import datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from engagements.execution.charts import chart, even_pace

FIRST = datetime.date(2026, 3, 2)
DAY = datetime.timedelta(days=1)


def drawn(readings=(), baseline="54", target="80", due=100, until=50):
    """Return the chart of a goal followed from FIRST; days are counted from there."""
    return chart(
        baseline=Decimal(baseline),
        target=Decimal(target),
        readings=[(FIRST + day * DAY, Decimal(value)) for day, value in readings],
        since=FIRST,
        due_on=FIRST + due * DAY if due is not None else None,
        until=FIRST + until * DAY,
    )


def test_line_runs_from_the_baseline_through_the_readings_over_real_dates():
    found = drawn([(25, "60.5"), (50, "67")])

    assert found.line == "M0 82L25 66L50 50"
    assert [(spot.x, spot.y) for spot in found.spots] == [("25", "66"), ("50", "50")]
    assert found.way == "M0 82L100 18"
    assert (found.mark, found.marks_due, found.anchor) == ("50", False, "middle")


def test_field_beyond_the_target_is_above_it_for_a_goal_that_rises_and_below_it_for_one_that_falls():
    assert drawn().beyond == ("0", "18")
    falling = drawn(baseline="9.5", target="4")

    assert (falling.baseline, falling.target) == ("18", "82")
    assert falling.beyond == ("82", "18")
    assert not falling.rises


def test_readings_outside_the_way_are_inside_the_drawing():
    found = drawn([(-10, "40"), (110, "93")], until=120)

    assert found.starts_on == FIRST - 10 * DAY
    assert found.ends_on == FIRST + 120 * DAY
    assert [(spot.x, spot.y) for spot in found.spots] == [("0", "82"), ("92.3", "18")]
    assert found.line.startswith("M0 82L92.3")
    assert (found.mark, found.marks_due, found.anchor) == ("84.6", True, "end")


def test_goal_that_has_to_stay_as_it_is_lies_in_the_middle():
    found = drawn(baseline="5", target="5")

    assert found.baseline == found.target == "50"


@pytest.mark.parametrize("due", [None, 0, -5])
def test_goal_without_a_day_ahead_has_no_way_and_no_pace(due):
    assert drawn(due=due).way == ""
    assert even_pace(FIRST, FIRST + due * DAY if due is not None else None, FIRST) is None


def test_first_day_has_a_drawing_too():
    found = drawn([(0, "54")], due=None, until=0)

    assert found.ends_on == FIRST + DAY
    assert found.line == "M0 82"


@pytest.mark.parametrize(("day", "percent"), [(-5, 0), (0, 0), (33, 33), (100, 100), (130, 100)])
def test_even_pace_covers_the_way_in_equal_parts(day, percent):
    assert even_pace(FIRST, FIRST + 100 * DAY, FIRST + day * DAY) == percent


def test_numbers_in_a_drawing_have_a_point_in_every_language():
    with override("nl"):
        assert drawn([(1, "54.1")]).spots[0].y == "81.8"
