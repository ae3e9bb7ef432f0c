"""The spline goes through its knots and never beyond them."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phases.spline import number, through

KNOTS = st.lists(
    st.tuples(st.integers(0, 1000), st.floats(-100, 100)),
    min_size=2,
    max_size=12,
    unique_by=lambda knot: knot[0],
).map(sorted)


@given(knots=KNOTS)
def test_spline_goes_through_its_knots(knots):
    curve = through(knots)

    assert [curve.at(position) for position, _height in knots] == pytest.approx(
        [height for _position, height in knots]
    )


@given(knots=KNOTS, share=st.floats(0, 1))
def test_spline_stays_between_its_knots(knots, share):
    curve = through(knots)

    for (x0, y0), (x1, y1) in pairwise(knots):
        assert min(y0, y1) <= curve.at(x0 + (x1 - x0) * share) <= max(y0, y1)


@given(heights=st.lists(st.floats(0, 1), min_size=2, max_size=8))
def test_spline_through_falling_knots_never_rises(heights):
    curve = through(list(enumerate(sorted(heights, reverse=True))))
    line = [curve.at(step / 20) for step in range(20 * len(heights))]

    assert all(right <= left + 1e-12 for left, right in pairwise(line))


@given(knots=KNOTS)
def test_spline_is_level_outside_its_knots(knots):
    curve = through(knots)

    assert curve.at(knots[0][0] - 5) == knots[0][1]
    assert curve.at(knots[-1][0] + 5) == knots[-1][1]


@given(knots=KNOTS)
def test_path_has_one_stretch_per_pair_of_knots(knots):
    path = through(knots).path(lambda x, y: (x, y))

    assert path.startswith(f"M{number(knots[0][0])} {number(knots[0][1])}C")
    assert path.endswith(f" {number(knots[-1][0])} {number(knots[-1][1])}")
    assert path.count("C") == len(knots) - 1
    assert re.fullmatch(r"[MC\d. -]+", path)


@pytest.mark.parametrize("knots", [[], [(0, 1)], [(0, 1), (0, 2)], [(1, 0), (0, 0)]])
def test_spline_needs_ascending_knots(knots):
    with pytest.raises(ValueError, match="left to right"):
        through(knots)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (-0.01, "0"), (12.0, "12"), (12.34, "12.3"), (-7.5, "-7.5")]
)
def test_number_is_short(value, text):
    assert number(value) == text
