"""Drawings: inside their field, the manager and the organisation apart by more than colour, whole on their own."""

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from engagements.measures import charts, others
from engagements.measures.drawing import FILLS, INK, SOFT, STROKES, Mark, Shape, Tone, part_of
from engagements.measures.letting import ProcessRated, Rated, letting, letting_go
from engagements.measures.life import Life, Stay
from engagements.measures.series import Point, axis
from tests.engagements.measures.conftest import day, life

pytestmark = pytest.mark.usefixtures("in_english")
EXECUTION = life(
    ("specification", "2-1", "3-1"),
    ("execution", "3-1", None),
    today="5-10",
    pauses=[("4-1", "4-11")],
    planned={"execution": "6-1"},
)
TIME = axis(day("2-1"), day("5-10"))
#: Which name of the palette each colour of a drawing of its own has.
NAMES = {
    INK: "ink",
    SOFT: "soft",
    STROKES[Tone.MANAGER]: "coral",
    STROKES[Tone.ORGANISATION]: "teal",
    STROKES[Tone.EXPECTED]: "edge",
    STROKES[Tone.RULE]: "hairline",
    FILLS[Tone.EXPECTED]: "sunk",
    FILLS[Tone.PAUSE]: "hairline",
    FILLS[Tone.GOOD]: "ok-ink",
    FILLS[Tone.MIDDLING]: "specification",
    FILLS[Tone.BAD]: "bad-ink",
}


def drawing(*ratings):
    """Return the chart of one process with (day, side, rung) rated."""
    rated = ProcessRated(
        pk=1,
        name="Planning",
        named_on=day("2-1"),
        ratings=tuple(Rated(day(text), side, rung) for text, side, rung in ratings),
    )
    measured = letting(rated, EXECUTION)
    return charts.letting(
        "letting-go-1", "Planning", measured.manager, measured.owner, EXECUTION, TIME, "Said."
    )


def marks(chart, tone, shape):
    """Return the pieces of the marks of a tone and a shape."""
    return [
        piece for mark in chart.marks if (mark.tone, mark.shape) == (tone, shape) for piece in mark.pieces
    ]


def test_colours_of_a_drawing_of_its_own_are_those_of_the_light_scheme():
    tokens = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
    light = dict(re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6})", tokens))

    assert {colour: light[name] for colour, name in NAMES.items()} == {colour: colour for colour in NAMES}
    assert set(FILLS.values()) | set(STROKES.values()) <= set(NAMES)


def test_line_of_neighbouring_months_is_one_and_a_month_without_breaks_it():
    together = drawing(("3-5", "owner", 3), ("4-20", "owner", 4))
    apart = drawing(("3-5", "owner", 3), ("5-1", "owner", 4))

    assert len(marks(together, Tone.ORGANISATION, Shape.LINE)) == 1
    assert marks(apart, Tone.ORGANISATION, Shape.LINE) == []
    assert len(marks(apart, Tone.ORGANISATION, Shape.ROUNDS)[0]) == 2


def test_the_sides_differ_in_shape_too():
    chart = drawing(("3-5", "owner", 3), ("3-5", "manager", 4))

    assert {(mark.tone, mark.shape) for mark in chart.marks if mark.is_dots} == {
        (Tone.MANAGER, Shape.SQUARES),
        (Tone.ORGANISATION, Shape.ROUNDS),
    }


def test_higher_rung_is_higher_in_the_drawing():
    ((low, high),) = marks(drawing(("3-5", "owner", 1), ("4-5", "owner", 7)), Tone.ORGANISATION, Shape.LINE)

    assert (low[1], high[1]) == (1, 0)
    assert low[0] < high[0]


def test_band_has_a_piece_for_each_stay_and_the_pause_is_drawn():
    chart = drawing(("3-5", "owner", 3))

    assert len(marks(chart, Tone.EXPECTED, Shape.AREA)) == 2
    assert len(marks(chart, Tone.PAUSE, Shape.AREA)) == 1
    assert "on hold" in [key.text for key in chart.legend]


def test_a_mean_of_some_processes_is_a_hollow_dot_beside_the_line():
    processes = [
        ProcessRated(pk=1, name="A", named_on=day("2-1"), ratings=(Rated(day("3-1"), "owner", 3),)),
        ProcessRated(
            pk=2,
            name="B",
            named_on=day("2-1"),
            ratings=(Rated(day("3-1"), "owner", 3), Rated(day("4-20"), "owner", 7)),
        ),
    ]
    measured = letting_go(processes, EXECUTION)
    chart = charts.letting("letting-go", "All", measured.manager, measured.owner, EXECUTION, TIME, "Said.")

    assert marks(chart, Tone.ORGANISATION, Shape.LINE) == []
    assert [mark.is_hollow for mark in chart.marks if mark.is_dots] == [False, True]


def test_even_pace_of_a_goal_ends_where_the_drawing_does():
    goal = others.Goal(
        pk=1,
        title="On time",
        baseline=Decimal(0),
        target=Decimal(100),
        since=day("3-1"),
        due_on=day("8-28"),  # day 180; the drawing ends on 1 June, day 92
        readings=((day("4-1"), Decimal(50)),),
    )
    chart = charts.goal("goal-1", others.goal_progress(goal), EXECUTION, TIME, "Said.")
    ((start, end),) = marks(chart, Tone.WAY, Shape.LINE)

    assert start[1] == 1
    assert (end[0], round(end[1], 3)) == (1.0, round(1 - 92 / 180, 3))


def test_goal_without_a_target_is_not_drawn():
    goal = others.Goal(pk=1, title="On time", since=day("3-1"))

    assert charts.goal("goal-1", others.goal_progress(goal), EXECUTION, TIME, "Said.") is None


@given(st.lists(st.tuples(st.integers(0, 50), st.sampled_from(list(Tone))), max_size=6))
def test_parts_of_a_bar_fill_it_without_holes(counts):
    parts = part_of(counts)

    if parts:
        assert parts[0].start == 0
        assert abs(parts[-1].end - 1) < 1e-9
        assert sum(part.width for part in parts) == 1000
    assert len(parts) == sum(count > 0 for count, _tone in counts)


RATINGS = st.lists(
    st.builds(
        Rated,
        st.dates(datetime.date(2025, 6, 1), datetime.date(2027, 6, 1)),
        st.sampled_from(["manager", "owner"]),
        st.integers(1, 7),
    ),
    max_size=80,
)


@given(RATINGS, st.dates(datetime.date(2026, 2, 1), datetime.date(2027, 12, 1)))
def test_nothing_is_drawn_outside_its_field(ratings, today):
    found = Life(starts_on=day("2-1"), today=today, phase="execution", stays=(Stay("execution", day("2-1")),))
    measured = letting(
        ProcessRated(pk=1, name="Planning", named_on=day("2-1"), ratings=tuple(ratings)), found
    )
    chart = charts.letting(
        "k", "Planning", measured.manager, measured.owner, found, axis(day("2-1"), today), "Said."
    )

    for mark in chart.marks:
        assert all(0 <= x <= 1 and 0 <= y <= 1 for piece in mark.pieces for x, y in piece)


def test_paths_are_whole_numbers_in_every_language():
    mark = Mark(shape=Shape.LINE, tone=Tone.MANAGER, pieces=(((0.0, 1.0), (0.5, 0.25)),))

    assert mark.stretched == "M0 1000 500 250"
    assert mark.path((100, 40), (10, 20)) == "M10 60 60 30"


def test_points_of_a_long_line_do_not_run_together():
    line = [Point(day("2-1") + datetime.timedelta(days=place), 4) for place in range(30)]
    chart = charts.letting("k", "Planning", (), line, EXECUTION, TIME, "Said.")

    assert [len(piece) for piece in marks(chart, Tone.ORGANISATION, Shape.ROUNDS)] == [2]


def test_drawing_of_its_own_tells_what_it_shows_and_keeps_foreign_words_words():
    rated = drawing(("3-5", "owner", 3))
    svg = charts.letting("k", "<b>Ops & co</b>", (), (), EXECUTION, TIME, rated.alt).svg(standalone=True)

    assert "<title>&lt;b&gt;Ops &amp; co&lt;/b&gt;</title>" in svg
    assert "<desc>Said.</desc>" in svg
    assert "interim manager" in svg
