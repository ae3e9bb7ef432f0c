"""The hand-over pulled earlier or later: the line follows, and keeps to what the definitions expect."""

import pytest
from django.http import QueryDict

from phases.definitions import BY_KEY
from phases.figure import share_of
from phases.tryouts import tryout_for
from phases.tryouts.execution import HALF, RIPE, SAYINGS, WEEKS, YEAR, curve, draw, hold, relapse


def test_line_in_time_starts_and_rests_where_the_definitions_say():
    line = curve(RIPE)

    assert line.at(0) == share_of(BY_KEY["execution"].rungs_start.middle)
    assert line.at(YEAR) == share_of(BY_KEY["evaluation"].rungs_end.middle)
    assert share_of(BY_KEY["execution"].rungs_end.high) <= line.at(HALF)
    assert line.at(HALF) <= share_of(BY_KEY["execution"].rungs_end.low)


@pytest.mark.parametrize("week", WEEKS)
def test_line_stays_on_the_drawing_and_everything_is_told(week):
    line = curve(week)

    assert all(0 < line.at(moment) < 0.75 for moment in range(YEAR + 1))
    assert week in SAYINGS
    assert draw(week).line.count("C") == draw(RIPE).line.count("C")


def test_letting_go_in_time_ends_best():
    ends = {week: curve(week).at(YEAR) for week in WEEKS}

    assert min(ends, key=ends.get) == RIPE
    assert sorted(WEEKS[:4], key=ends.get, reverse=True) == list(WEEKS[:4])
    assert sorted(WEEKS[3:], key=ends.get) == list(WEEKS[3:])


def test_too_early_falls_back_and_too_late_comes_late():
    assert all(relapse(week) for week in WEEKS if week < RIPE)
    assert not any(relapse(week) for week in WEEKS if week >= RIPE)
    assert curve(WEEKS[0]).at(relapse(WEEKS[0])) > curve(WEEKS[0]).at(WEEKS[0])
    assert hold(WEEKS[-1]) > WEEKS[-1]


def test_numbers_are_in_the_order_of_time_and_add_up():
    readings = tryout_for("execution", QueryDict("week=28")).readings

    assert [reading.week for reading in readings] == [0, HALF, 28, YEAR]
    assert all(reading.manager + reading.organisation == 100 for reading in readings)
