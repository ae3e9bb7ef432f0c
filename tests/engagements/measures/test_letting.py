"""Letting go, worked by hand."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.measures.letting import Pace, ProcessRated, Rated, gap, letting, letting_go
from tests.engagements.measures.conftest import day, life

#: Half of the planned execution is gone on 5 April: 4 to 5.75 is expected.
HALFWAY = life(("execution", "3-1", None), today="4-5", planned={"execution": "5-10"})


def process(*ratings, pk=1, name="Planning", named_on="1-1"):
    """Return a process with (day, side, rung) rated."""
    return ProcessRated(
        pk=pk,
        name=name,
        named_on=day(named_on),
        ratings=tuple(Rated(day(text), side, rung) for text, side, rung in ratings),
    )


@pytest.mark.parametrize(
    ("rung", "pace"),
    [(3, Pace.LAGS), (4, Pace.FITS), (5, Pace.FITS), (6, Pace.AHEAD)],
)
def test_owner_rating_stands_to_the_band_of_the_last_day(rung, pace):
    assert letting(process(("4-1", "owner", rung)), HALFWAY).pace is pace


def test_the_managers_rating_alone_says_nothing():
    found = letting(process(("4-1", "manager", 6)), HALFWAY)

    assert (found.pace, found.manager_now, found.owner_now, found.gap) == (Pace.UNSAID, 6, None, None)


def test_gap_says_who_sees_it_further():
    found = letting(process(("4-1", "manager", 6), ("4-2", "owner", 4)), HALFWAY)

    assert found.gap == 2


def test_a_rating_of_more_than_a_month_ago_is_stale_but_days_on_hold_do_not_count():
    rated = process(("3-1", "owner", 3))
    held = life(("execution", "3-1", None), today="4-5", pauses=[("3-10", "3-20")])

    assert letting(rated, HALFWAY).is_stale
    assert not letting(rated, held).is_stale


def test_overall_is_the_mean_of_each_month():
    found = letting_go(
        [
            process(("3-5", "owner", 2), ("3-20", "owner", 4)),  # the last of the month counts
            process(("3-10", "owner", 5), ("4-1", "owner", 6), pk=2, name="Stock"),
        ],
        HALFWAY,
    )

    march, april = found.owner
    assert (march.day, march.value, march.is_whole, march.of) == (day("3-20"), 4.5, True, 2)
    assert (april.value, april.is_whole, april.of) == (6, False, 1)
    assert found.manager == ()


def test_a_process_named_later_is_not_missed_before():
    found = letting_go(
        [process(("3-5", "owner", 2)), process(pk=2, name="Stock", named_on="4-1")],
        HALFWAY,
    )

    assert found.owner[0].is_whole


def test_gap_is_the_mean_of_what_both_rated_in_the_month():
    measured = letting_go(
        [
            process(("3-5", "owner", 2), ("3-20", "manager", 5)),
            process(("3-10", "owner", 5), ("3-11", "manager", 4), pk=2, name="Stock"),
            process(("3-10", "owner", 5), ("4-1", "manager", 1), pk=3, name="Permits"),  # not in one month
        ],
        HALFWAY,
    )
    found = gap(measured)

    assert [(point.value, point.of) for point in found.points] == [(2.0, 2)]
    assert (found.widest.process.name, found.widest.gap) == ("Permits", -4)
    assert found.is_apart


def test_there_is_no_gap_without_both():
    found = gap(letting_go([process(("3-5", "owner", 2))], HALFWAY))

    assert (found.points, found.widest, found.now, found.is_apart) == ((), None, None, False)


RATED = st.lists(
    st.builds(
        Rated,
        st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)),
        st.sampled_from(["manager", "owner"]),
        st.integers(1, 7),
    ),
    max_size=40,
)


@given(st.lists(RATED, min_size=1, max_size=5))
def test_a_mean_lies_within_the_scale_and_is_only_there_when_somebody_rated(rated):
    processes = [
        ProcessRated(pk=pk, name=str(pk), named_on=day("1-1"), ratings=tuple(each))
        for pk, each in enumerate(rated)
    ]
    found = letting_go(processes, HALFWAY)

    for side, line in (("manager", found.manager), ("owner", found.owner)):
        months = {each.day.month for ratings in rated for each in ratings if each.side == side}
        assert {point.day.month for point in line} == months
        assert all(1 <= point.value <= 7 and 1 <= point.of <= len(processes) for point in line)
    assert sum(len(found.at(pace)) for pace in Pace) == len(processes)
    assert all(0 <= point.value <= 6 for point in gap(found).points)
