"""The line of one engagement: its days, its pauses, where it is now; pure, from changes that were never stored."""

import datetime
from types import SimpleNamespace

import pytest
import time_machine

from engagements.lifecycle.models import Engagement, PhaseChange
from engagements.overview.line import EDGE, line_of
from phases.definitions import PHASES

pytestmark = pytest.mark.usefixtures("in_english", "in_that_year")

START = datetime.date(2026, 1, 5)
KEYS = [phase.key for phase in PHASES]


@pytest.fixture
def in_that_year():
    """Days of this year are written without it."""
    with time_machine.travel(datetime.date(2026, 6, 1), tick=False):
        yield


def day(number):
    """Return the day so many days after the start."""
    return START + datetime.timedelta(days=number)


def engagement(*steps, **values):
    """Return an engagement that went through steps: (day, command, phase, standing)."""
    changes, phase, standing = [], "", ""
    for pk, (number, command, to_phase, to_standing) in enumerate(steps, 1):
        at = datetime.datetime.combine(day(number), datetime.time(12), datetime.UTC)
        changes.append(
            PhaseChange(
                pk=pk,
                command=command,
                from_phase=phase,
                to_phase=to_phase,
                from_standing=standing,
                to_standing=to_standing,
                at=at,
            )
        )
        phase, standing = to_phase, to_standing
    made = Engagement(starts_on=START, phase=phase, standing=standing, phase_entered_on=START, **values)
    return SimpleNamespace(
        changes=SimpleNamespace(all=lambda: changes),
        **{
            name: getattr(made, name)
            for name in (
                "starts_on",
                "phase",
                "standing",
                "phase_entered_on",
                "planned_end_on",
                "expected_return",
                "definition",
            )
        },
    )


BEGUN = (0, "start", "intake", "active")
PLANNED = (20, "advance", "specification", "active")
DOING = (50, "advance", "execution", "active")


def across(mark):
    """Return how far from the left a mark is, 0 to 1."""
    return float(mark.x) / 100


def test_each_phase_has_the_days_it_really_took():
    line = line_of(engagement(BEGUN, PLANNED, DOING), {}, day(60))

    assert [leg.state for leg in line.legs] == ["done", "done", "current", "ahead"]
    assert [leg.dates for leg in line.legs] == [
        ["5 January – 25 January"],
        ["25 January – 24 February"],
        ["since 24 February"],
        [],
    ]
    assert [str(leg.name) for leg in line.legs] == [str(phase.public_title) for phase in PHASES]


def test_phase_that_was_entered_twice_tells_both_times():
    back = (60, "step-back", "specification", "active")
    line = line_of(
        engagement(BEGUN, PLANNED, DOING, back, (70, "advance", "execution", "active")), {}, day(80)
    )

    assert line.legs[1].dates == ["25 January – 24 February", "6 March – 16 March"]
    assert line.legs[2].dates == ["24 February – 6 March", "since 16 March"]


@pytest.mark.parametrize(
    ("planned", "share"),
    [(day(100), 0.2), (day(70), 0.5), (day(60), 1 - EDGE), (day(10), 1 - EDGE), (None, 0.5)],
    ids=["long way to go", "halfway", "due today", "overdue", "nobody planned it"],
)
def test_here_is_where_the_plan_says_we_are(planned, share):
    line = line_of(engagement(BEGUN, PLANNED, DOING), {"execution": planned}, day(60))

    assert across(line.here) == pytest.approx((2 + share) / 4, abs=0.001)


@pytest.mark.parametrize("today", [0, 1, 400])
@pytest.mark.parametrize("steps", [[BEGUN], [BEGUN, PLANNED], [BEGUN, PLANNED, DOING]])
def test_here_is_always_within_its_own_phase(steps, today):
    line = line_of(engagement(*steps), {}, day(steps[-1][0] + today))

    order = len(steps) - 1
    assert order / 4 < across(line.here) < (order + 1) / 4


def test_pause_is_drawn_where_it_fell_and_told():
    hold, on = (60, "hold", "execution", "on_hold"), (70, "resume", "execution", "active")
    line = line_of(engagement(BEGUN, PLANNED, DOING, hold, on), {"execution": day(90)}, day(80))

    assert [(float(band.x), float(band.width)) for band in line.bands] == [(56.2, 6.2)]
    assert line.pauses == ("Paused from 6 March to 16 March.",)


def test_pause_that_lasts_says_when_it_is_expected_to_end():
    hold = (60, "hold", "execution", "on_hold")
    line = line_of(engagement(BEGUN, PLANNED, DOING, hold, expected_return=day(90)), {}, day(62))

    assert line.pauses == ("Paused since 6 March; expected to go on from 5 April.",)
    assert line.here is not None


def test_completed_engagement_is_done_everywhere_and_nowhere_now():
    last = [(90, "advance", "evaluation", "active"), (200, "complete", "evaluation", "completed")]
    line = line_of(engagement(BEGUN, PLANNED, DOING, *last, planned_end_on=day(300)), {}, day(210))

    assert {leg.state for leg in line.legs} == {"done"}
    assert (line.here, line.ended_on, line.last_day) == (None, day(200), None)


def test_engagement_that_stopped_early_is_not_done():
    line = line_of(engagement(BEGUN, PLANNED, (30, "end-early", "specification", "ended_early")), {}, day(40))

    assert [leg.state for leg in line.legs] == ["done", "stopped", "ahead", "ahead"]
    assert str(line.legs[1].state_text) == "Ended here"
    assert line.ended_on == day(30)


def test_what_is_drawn_is_said():
    line = line_of(engagement(BEGUN, PLANNED), {}, day(40))

    assert line.said == "You are at step 2 of 4, Think it through together, since 25 January."


def test_day_agreed_counts_also_when_it_lies_ahead():
    line = line_of(engagement(BEGUN), {}, day(-3))

    assert across(line.here) == pytest.approx(EDGE / 4, abs=0.001)
    assert line.legs[0].dates == ["since 5 January"]
