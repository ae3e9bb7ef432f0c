"""What the practice's measures say, in sentences."""

import pytest

from engagements.measures.practice import words
from engagements.measures.practice.safety import Choice
from engagements.measures.practice.sums import Spread

pytestmark = pytest.mark.usefixtures("in_english")


def spread(middle):
    return Spread(low=middle - 2, middle=middle, high=middle + 3, of=9)


def test_the_longest_phase_is_named_when_all_are_known():
    every = {
        "intake": spread(4),
        "specification": spread(6),
        "execution": spread(20),
        "evaluation": spread(8),
    }

    assert words.phases(every) == (
        "Execution takes longest: 20 weeks for the middle one, and between 18 and 23 weeks for half of the "
        "engagements."
    )


def test_with_phases_left_out_nothing_is_called_the_longest():
    assert "longest" not in words.phases({"intake": spread(4)})


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({1: 0.0, 2: -0.5, 3: -1.0}, "in month 3: owners are then 1 rung below"),
        ({1: 0.0, 2: -0.5}, "in month 2: owners are then 0.5 rungs below"),
        ({1: 0.0, 2: -0.04}, "In no month"),
        ({1: 0.3}, "In no month"),
    ],
)
def test_where_the_hand_over_lags(found, told):
    assert told in words.lag(found)


def test_who_waits_is_told_only_where_somebody_does():
    found = {"in_time": 80, "within_a_month": 20, "later": 0, "waiting": 0}

    assert "wait" not in words.handed(found)
    assert "About 5% still wait" in words.handed(found | {"waiting": 5})


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        (Choice(), "all years, all kinds"),
        (Choice((2025,), ("crisis",)), "2025, crisis"),
        (Choice((2023, 2024, 2025), ("crisis", "change")), "2023–2025, crisis, change"),
    ],
)
def test_over_what_a_figure_goes(choice, told):
    assert words.chosen(choice) == told
