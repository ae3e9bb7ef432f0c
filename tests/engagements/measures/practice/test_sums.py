"""What engagements add to a figure of the practice, against examples worked by hand."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.lifecycle.pauses import Pause
from engagements.measures.others import Check, Promise
from engagements.measures.practice import sums
from engagements.measures.practice.sums import Handed, Settled
from tests.engagements.measures.conftest import day, life

EXECUTION = (("intake", "1-1", "2-1"), ("specification", "2-1", "3-1"), ("execution", "3-1", None))


def test_phases_that_are_over_count_without_the_days_on_hold():
    lived = life(*EXECUTION, today="6-1", pauses=[("1-11", "1-21")])

    assert sums.phase_days(lived, is_completed=False) == {"intake": 21, "specification": 28}


def test_the_last_phase_counts_when_the_engagement_is_completed_not_when_it_ended_early():
    lived = life(
        *EXECUTION[:2], ("execution", "3-1", "6-1"), ("evaluation", "6-1", "8-1"), today="8-1", is_over=True
    )

    assert sums.phase_days(lived, is_completed=True)["evaluation"] == 61
    assert "evaluation" not in sums.phase_days(lived, is_completed=False)


def test_a_phase_one_stepped_back_from_is_not_over():
    lived = life(*EXECUTION[:2], ("execution", "3-1", "4-1"), ("specification", "4-1", None), today="6-1")

    assert sums.phase_days(lived, is_completed=False) == {"intake": 31}


def test_the_spread_of_the_method_page():
    assert sums.spread([14, 21, 28, 42, 63]) == sums.Spread(low=3, middle=4, high=6, of=5)


@pytest.mark.parametrize(
    ("planned", "really", "told"),
    [
        ("5-1", "5-1", [Handed.IN_TIME]),
        ("5-1", "4-20", [Handed.IN_TIME]),
        ("5-1", "5-31", [Handed.WITHIN_A_MONTH]),
        ("4-1", "5-31", [Handed.LATER]),
        ("5-31", None, [Handed.WAITING]),
        ("6-1", None, []),
    ],
)
def test_letting_go_against_the_plan(planned, really, told):
    lived = life(*EXECUTION, today="6-1")

    assert sums.handed_over([(day(planned), day(really) if really else None)], lived) == told


def test_a_pause_moves_the_day_that_was_planned():
    pause = Pause(day("5-1"), day("5-15"))
    lived = life(*EXECUTION, today="8-1")
    moved = type(lived)(
        starts_on=lived.starts_on,
        today=lived.today,
        phase=lived.phase,
        stays=lived.stays,
        pauses=(pause,),
        plan_pauses=(pause,),
    )

    assert sums.handed_over([(day("6-1"), day("6-20"))], moved) == [Handed.WITHIN_A_MONTH]
    assert sums.handed_over([(day("6-1"), day("6-20"))], lived) == [Handed.WITHIN_A_MONTH]
    assert sums.handed_over([(day("6-1"), day("6-15"))], moved) == [Handed.IN_TIME]


def test_owners_below_the_band_lag_and_those_within_do_not():
    """In intake the band is 1–3; half-way through an execution of hundred days it runs from 4 to 5.75."""
    lived = life(*EXECUTION, today="4-20", planned={"execution": "6-9"})
    half = lived.expected_on(day("4-20"))

    assert (half.low, half.high) == (4, 5.75)
    ratings = [(1, day("1-5"), 2), (1, day("4-20"), 3), (2, day("4-20"), 5), (3, day("4-20"), 7)]
    assert sums.lags(ratings, lived) == {1: 0, 4: pytest.approx((-1 + 0 + 1.25) / 3)}


def test_the_last_rating_of_a_month_counts_and_what_is_far_ahead_is_left_out():
    lived = life(("intake", "1-1", None), today="12-1")

    assert sums.lags([(1, day("1-2"), 7), (1, day("1-20"), 3)], lived) == {1: 0}
    assert sums.lags([(1, datetime.date(2025, 12, 31), 7)], lived) == {}
    late = life(("intake", "1-1", None), today="12-1")
    assert sums.lags([(1, datetime.date(2027, 12, 1), 7)], late) == {}


def test_only_answered_checks_of_the_moment_count():
    checks = [
        Check("A", 180, day("3-1"), "holds", False),
        Check("B", 180, day("3-1"), "", True),
        Check("C", 90, day("3-1"), "relapsing", False),
        Check("D", None, day("3-1"), "relapsing", False),
    ]

    assert sums.verdicts(checks, 180) == ["holds"]


def test_promises_are_kept_as_agreed_or_anew_or_broken():
    due = day("3-1")
    made = [
        Promise("kept", False, due),
        Promise("kept", True, due),
        Promise("broken", True, due),
        Promise("accepted", True, due),
        Promise("refused", False, due),
    ]

    assert sums.settled(made) == [Settled.KEPT, Settled.KEPT_ANEW, Settled.BROKEN]


def test_the_shares_of_the_method_page():
    found = ["holds"] * 30 + ["fine_tune"] * 9 + ["relapsing"] * 4

    assert sums.shares(found, ("holds", "fine_tune", "relapsing")) == {
        "holds": 70,
        "fine_tune": 20,
        "relapsing": 10,
    }


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=200))
def test_shares_are_whole_fives_that_add_up(found):
    shares = sums.shares(found, "abcd")

    assert sum(shares.values()) == 100
    for name, share in shares.items():
        assert share % 5 == 0
        assert abs(share - 100 * found.count(name) / len(found)) < 5
