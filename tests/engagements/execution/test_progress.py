"""How far a goal has come, for goals that go up, go down, or have to stay."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.execution.progress import meets, percent

amounts = st.decimals(min_value=-10_000, max_value=10_000, places=2)


@pytest.mark.parametrize(
    ("baseline", "target", "latest", "expected"),
    [
        (54, 80, 74, 76),  # 20 of 26: 76.9, rounded towards 0
        ("9.5", 4, "6.1", 61),  # down
        (0, 1, 1, 100),
        (0, 7, 3, 42),
        (54, 80, 50, 0),  # the wrong way
        (54, 80, 90, 100),  # beyond
        (412, 150, 150, 100),
        (95, 95, 95, 100),  # to be kept as it is
        (95, 95, 94, 0),
        (-5, 5, 0, 50),
        (0, 1000, "999.99", 99),
        (None, 80, 70, None),
        (54, None, 70, None),
        (54, 80, None, None),
    ],
)
def test_percent_of_the_way(baseline, target, latest, expected):
    values = [None if each is None else Decimal(each) for each in (baseline, target, latest)]

    assert percent(*values) == expected


@given(baseline=amounts, target=amounts, latest=amounts)
def test_percent_is_whole_within_bounds_and_100_exactly_when_met(baseline, target, latest):
    found = percent(baseline, target, latest)

    assert isinstance(found, int)
    assert 0 <= found <= 100
    assert (found == 100) == meets(baseline, target, latest)


@given(baseline=amounts, target=amounts, latest=amounts)
def test_percent_is_the_same_upside_down(baseline, target, latest):
    assert percent(baseline, target, latest) == percent(-baseline, -target, -latest)


def test_without_a_target_nothing_meets_it():
    assert not meets(Decimal(1), None, Decimal(1))
    assert not meets(Decimal(1), Decimal(2), None)
    assert meets(None, Decimal(2), Decimal(2))
