"""The figure says what the definitions say: the share swings, falls and comes to rest, and stays in its band."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from phases import figure
from phases.definitions import BY_KEY, PHASES, Span, expected_band

TIME = st.floats(0, 1)
SPANS = st.tuples(st.floats(1, 7), st.floats(1, 7)).map(lambda ends: Span(low=min(ends), high=max(ends)))
OTHER_PHASES = st.tuples(
    *(st.builds(replace, st.just(each), rungs_start=SPANS, rungs_end=SPANS) for each in PHASES)
)
FINE = [step / 2000 for step in range(2001)]


def shares(low, high):
    curve = figure.influence()
    return [curve.at(t) for t in FINE if low <= t <= high]


def turns(line):
    slopes = [right - left for left, right in pairwise(line) if right != left]
    return sum((before > 0) != (after > 0) for before, after in pairwise(slopes))


@given(t=st.floats(allow_nan=False))
def test_share_is_a_share_at_every_moment(t):
    assert 0 <= figure.share_at(t) <= 1


@given(phases=OTHER_PHASES, t=TIME)
def test_share_is_a_share_for_any_definitions(phases, t):
    assert 0 <= figure.share_at(t, phases) <= 1


@given(phases=OTHER_PHASES, t=st.floats(0, 0.999))
def test_share_never_jumps(phases, t):
    assert abs(figure.share_at(t + 1e-7, phases) - figure.share_at(t, phases)) < 1e-4


@given(t=TIME)
def test_share_is_the_same_every_time(t):
    assert figure.share_at(t) == figure.share_at(t)


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.key)
def test_share_stays_in_the_expected_band(phase):
    for step in range(1, 200):
        share = step / 200
        band = expected_band(phase.key, share)
        at = figure.share_at((phase.order - 1 + share) / len(PHASES))
        assert figure.share_of(band.high) - 1e-9 <= at <= figure.share_of(band.low) + 1e-9


def test_share_swings_in_intake():
    line = shares(0, 0.24)

    assert turns(line) == figure.SWINGS
    assert max(line) - min(line) > 0.3


def test_share_stands_still_in_specification_and_falls_at_its_end():
    still = shares(0.25 + 0.25 * figure.STILL[0], 0.25 + 0.25 * figure.STILL[1])
    end = shares(0.25 + 0.25 * figure.STILL[1], 0.5)

    assert max(still) == pytest.approx(min(still))
    assert end[0] > end[-1]


def test_share_falls_without_a_pause_to_the_end_of_execution():
    line = shares(0.25 + 0.25 * figure.STILL[1] + 0.001, 0.75)

    assert all(right < left for left, right in pairwise(line))


def test_share_falls_most_in_execution():
    drop = [figure.share_at(end / 4) - figure.share_at((end - 1) / 4) for end in range(1, 5)]

    assert min(drop) == drop[2]
    assert drop[2] < 3 * min(drop[0], drop[1], drop[3])


def test_share_comes_to_rest_with_smaller_and_smaller_ripples():
    line = shares(0.75, 1)
    extremes = [
        here
        for before, here, after in zip(line, line[1:], line[2:], strict=False)
        if (here - before) * (after - here) < 0
    ]
    heights = [abs(right - left) for left, right in pairwise(extremes)]

    assert len(extremes) >= 3
    assert heights == sorted(heights, reverse=True)
    assert line[-1] == pytest.approx(figure.share_of(BY_KEY["evaluation"].rungs_end.middle))


@pytest.mark.parametrize(("rung", "share"), [(1, 1), (4, 0.5), (7, 0)])
def test_share_follows_the_ladder(rung, share):
    assert figure.share_of(rung) == share


def test_drawing_covers_the_box_with_both_areas():
    drawing = figure.drawing(width=800, height=300)

    assert drawing.manager_area == f"{drawing.line}L800 300L0 300Z"
    assert drawing.organisation_area == f"{drawing.line}L800 0L0 0Z"
    assert [column.key for column in drawing.columns] == list(BY_KEY)
    assert [column.left for column in drawing.columns] == ["0", "200", "400", "600"]
    assert [(border.source, border.target, border.x, border.across) for border in drawing.borders] == [
        ("intake", "specification", "200", "25"),
        ("specification", "execution", "400", "50"),
        ("execution", "evaluation", "600", "75"),
    ]
    for border in drawing.borders:
        assert float(border.down) * 3 == pytest.approx(float(border.y), abs=0.3)


def test_milestones_have_room_above_the_line_right_of_their_border():
    for border in range(1, len(PHASES)):
        assert max(shares(border / 4, border / 4 + 0.23)) < 0.76


@given(phases=OTHER_PHASES)
def test_drawing_stays_in_its_box(phases):
    drawing = figure.drawing(phases, width=800, height=300, margin=10)

    for path in (drawing.line, *drawing.manager_streams, *drawing.organisation_streams):
        numbers = [float(each) for each in re.findall(r"-?[\d.]+", path)]
        assert all(0 <= x <= 800 for x in numbers[::2])
        assert all(10 - 0.1 <= y <= 290 + 0.1 for y in numbers[1::2])


def test_drawing_has_points_in_every_language():
    with override("nl"):
        assert "," not in figure.drawing().line + figure.small_line().line


def test_small_line_has_fewer_turns():
    assert figure.small_line().line.count("C") < figure.drawing().line.count("C")
    assert (figure.small_line().width, figure.small_line().height) == (400, 48)


def test_numbers_add_up_to_everything():
    rows = figure.numbers()

    assert [(row.manager_start, row.manager_end) for row in rows] == [(83, 83), (67, 67), (58, 12), (8, 4)]
    assert (rows[0].manager_least, rows[0].manager_most) == (67, 100)
    for row in rows:
        assert row.manager_start + row.organisation_start == 100
        assert row.manager_end + row.organisation_end == 100
        assert row.manager_least + row.organisation_most == 100
        assert row.manager_most + row.organisation_least == 100


@pytest.mark.parametrize(("language", "word"), [("nl", "slingert"), ("en", "swings")])
def test_sentence_says_what_the_numbers_are(language, word):
    with override(language):
        sentence = figure.curve_sentence()

    assert word in sentence
    assert re.findall(r"\d+", sentence) == ["67", "100", "67", "58", "12", "4"]
