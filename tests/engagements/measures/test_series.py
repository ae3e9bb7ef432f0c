"""Where lines break, which points are drawn, and where a day is along the time."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.measures.series import MOST_POINTS, Point, axis, drawn, month_of, one_a_day, runs, thin
from tests.engagements.measures.conftest import day

DAYS = st.dates(datetime.date(2024, 1, 1), datetime.date(2027, 12, 31))
LINES = st.lists(DAYS, max_size=200, unique=True).map(
    lambda days: [Point(each, place % 7 + 1) for place, each in enumerate(sorted(days))]
)


def points(*texts):
    """Return a point of each day."""
    return [Point(day(text), 3) for text in texts]


def test_line_goes_on_from_one_month_to_the_next():
    assert len(runs(points("1-2", "2-27", "3-31"))) == 1


def test_line_breaks_where_a_whole_month_has_nothing():
    found = runs(points("1-31", "3-1", "3-9"))

    assert [len(piece) for piece in found] == [1, 2]


def test_line_breaks_over_the_turn_of_the_year_too():
    line = [Point(datetime.date(2025, 11, 30), 1), Point(datetime.date(2026, 1, 1), 2)]

    assert len(runs(line)) == 2


def test_last_of_several_on_a_day_counts():
    found = one_a_day([Point(day("2-1"), 5), Point(day("1-1"), 1), Point(day("2-1"), 6)])

    assert [point.value for point in found] == [1, 6]


@given(LINES)
def test_pieces_together_are_the_line_and_none_bridges_a_month(line):
    pieces = runs(line)

    assert [point for piece in pieces for point in piece] == line
    for piece in pieces:
        assert all(month_of(after.day) - month_of(before.day) <= 1 for before, after in pairwise(piece))
    for before, after in pairwise(pieces):
        assert month_of(after[0].day) - month_of(before[-1].day) > 1


@given(LINES)
def test_thinning_makes_nothing_up_and_keeps_both_ends(line):
    found = thin(line)

    assert len(found) <= MOST_POINTS
    assert set(found) <= set(line)
    assert list(found) == sorted(found, key=lambda point: point.day)
    if line:
        assert (found[0], found[-1]) == (line[0], line[-1])


@given(LINES)
def test_what_is_drawn_breaks_exactly_where_the_line_does(line):
    assert [(piece[0], piece[-1]) for piece in drawn(line)] == [(piece[0], piece[-1]) for piece in runs(line)]


def test_axis_has_whole_months():
    found = axis(day("1-20"), day("3-2"))

    assert [column.since for column in found.columns] == [day("1-1"), day("2-1"), day("3-1")]
    assert found.ends_on == day("4-1")


def test_axis_of_three_years_has_quarters():
    found = axis(datetime.date(2024, 2, 10), datetime.date(2027, 1, 5))

    assert found.columns[0].since == datetime.date(2024, 1, 1)
    assert all(column.is_quarter for column in found.columns)
    assert len(found.columns) == 13


def test_day_lies_within_its_month():
    found = axis(day("1-1"), day("2-28"))

    assert found.across(day("1-1")) == 0
    assert found.across(day("2-1")) == 0.5
    assert found.across(day("2-15")) == 0.75


def test_day_outside_lies_at_the_nearest_end():
    found = axis(day("2-1"), day("3-31"))

    assert (found.across(day("1-1")), found.across(day("8-1"))) == (0, 1)


@given(DAYS, DAYS, DAYS, DAYS)
def test_later_is_never_further_to_the_left(start, end, one, other):
    found = axis(start, end)

    assert 0 <= found.across(min(one, other)) <= found.across(max(one, other)) <= 1


def test_column_has_the_last_value_in_it_or_none():
    found = axis(day("1-1"), day("3-31"))
    line = [Point(day("1-5"), 1), Point(day("1-31"), 2), Point(day("3-1"), 4)]

    assert [point and point.value for point in found.last_in(line)] == [2, None, 4]


@pytest.mark.parametrize("count", [0, 1, MOST_POINTS])
def test_a_short_line_stays_whole(count):
    line = [Point(day("1-1") + datetime.timedelta(days=place), 1) for place in range(count)]

    assert thin(line) == tuple(line)
