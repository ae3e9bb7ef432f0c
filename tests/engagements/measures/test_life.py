"""The expected band over real days: by hand, and what holds for every history."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.lifecycle.pauses import Pause
from engagements.measures.life import Change, Life, Stay, life_of
from phases.definitions import BY_KEY
from tests.engagements.measures.conftest import day, life

START = datetime.date(2026, 1, 1)


def change(
    pk, at, to_phase, *, from_phase="", command="advance", to_standing="active", from_standing="active"
):
    """Return one line of a history."""
    return Change(
        pk=pk,
        day=day(at),
        command=command,
        from_standing=from_standing,
        to_standing=to_standing,
        from_phase=from_phase,
        to_phase=to_phase,
    )


def told(*changes, phase, today, standing="active", entered_on="1-1", **dates):
    """Return the life that a history tells, of an engagement that started on 1 January."""
    return life_of(
        changes=changes,
        starts_on=START,
        phase=phase,
        standing=standing,
        entered_on=day(entered_on),
        today=day(today),
        **dates,
    )


def band(found, text):
    """Return the expected rungs of a day as a pair, rounded to hundredths."""
    span = found.expected_on(day(text))
    return (round(span.low, 2), round(span.high, 2)) if span else None


def test_execution_halfway_its_plan_expects_the_middle_of_its_way():
    # 1 March to 10 May is 70 days; 5 April is day 35: half of the way from 2.5–4.5 to 5.5–7.
    found = life(("execution", "3-1", None), today="4-20", planned={"execution": "5-10"})

    assert band(found, "3-1") == (2.5, 4.5)
    assert band(found, "4-5") == (4.0, 5.75)
    assert band(found, "4-20") == (4.64, 6.29)  # 50 of 70 days


def test_days_on_hold_do_not_count_and_the_band_stands_still():
    # 30 days on hold from 31 March: 30 active days before it, 20 after it, of 100 planned active days.
    found = life(
        ("execution", "3-1", None),
        today="5-20",
        pauses=[("3-31", "4-30")],
        planned={"execution": "7-9"},
    )

    assert band(found, "3-31") == band(found, "4-15") == band(found, "4-30") == (3.4, 5.25)
    assert band(found, "5-20") == (4.0, 5.75)


def test_stepping_back_takes_the_days_of_the_first_stay_along():
    # 20 days of execution, 30 days of specification, then 20 of the 60 planned days are gone: day 40 is two thirds.
    found = life(
        ("execution", "3-1", "3-21"),
        ("specification", "3-21", "4-20"),
        ("execution", "4-20", None),
        today="5-10",
        planned={"execution": "5-30"},
    )

    assert band(found, "3-21") == (2.0, 4.0)  # specification again
    assert band(found, "4-20") == (3.5, 5.33)  # a third of the way, as on the day it stepped back
    assert band(found, "5-10") == (4.5, 6.17)


def test_a_phase_that_is_over_took_as_long_as_it_took():
    found = life(("execution", "3-1", "3-11"), ("evaluation", "3-11", None), today="3-20")

    assert band(found, "3-6") == (4.0, 5.75)
    assert band(found, "3-10") == (5.2, 6.75)
    assert band(found, "3-11") == (6.0, 7.0)


def test_past_its_planned_end_the_band_stays_where_it_should_have_been():
    found = life(("execution", "3-1", None), today="6-1", planned={"execution": "4-1"})

    assert band(found, "4-1") == band(found, "6-1") == (5.5, 7.0)


def test_without_a_plan_the_band_is_all_the_phase_allows():
    found = life(("execution", "3-1", None), today="6-1")

    assert band(found, "3-1") == band(found, "6-1") == (2.5, 7.0)


def test_nothing_is_expected_before_the_first_day_and_after_the_last():
    found = life(("intake", "3-1", None), today="3-20")

    assert band(found, "2-28") is None
    assert band(found, "3-21") is None


def test_an_ended_engagement_expects_something_until_its_last_day():
    found = life(("intake", "3-1", "3-20"), today="3-20", is_over=True)

    assert band(found, "3-20") == (1.0, 3.0)
    assert band(found, "3-21") is None


def test_days_on_hold_are_counted_apart():
    found = life(("intake", "3-1", None), today="4-10", pauses=[("3-11", "3-21")])

    assert (found.spent("intake"), found.on_hold("intake")) == (30, 10)


def test_history_with_a_step_back_gives_each_stay():
    found = told(
        change(1, "1-5", "intake", command="start"),
        change(2, "2-1", "specification", from_phase="intake"),
        change(3, "3-1", "execution", from_phase="specification"),
        change(4, "4-1", "specification", from_phase="execution", command="step-back"),
        phase="specification",
        today="5-1",
        entered_on="4-1",
    )

    assert found.stays == (
        Stay("intake", START, day("2-1")),  # the day agreed, not the day it was written down
        Stay("specification", day("2-1"), day("3-1")),
        Stay("execution", day("3-1"), day("4-1")),
        Stay("specification", day("4-1")),
    )


def test_history_that_ends_early_has_its_last_day():
    found = told(
        change(1, "1-1", "intake", command="start"),
        change(2, "2-10", "intake", from_phase="intake", command="end-early", to_standing="ended_early"),
        phase="intake",
        standing="ended_early",
        today="9-1",
    )

    assert (found.today, found.is_over) == (day("2-10"), True)
    assert found.stays == (Stay("intake", START, day("2-10")),)


def test_a_row_that_says_more_than_its_history_counts():
    found = told(
        change(1, "1-1", "intake", command="start"), phase="execution", today="5-1", entered_on="3-1"
    )

    assert found.stays == (Stay("intake", START, day("3-1")), Stay("execution", day("3-1")))


def test_a_pause_moves_the_planned_end_when_it_began_after_the_plan_was_fixed():
    history = (
        change(1, "1-1", "intake", command="start"),
        change(2, "2-1", "specification", from_phase="intake"),
        change(3, "3-1", "execution", from_phase="specification"),
        change(4, "3-10", "execution", from_phase="execution", to_standing="on_hold"),
        change(5, "3-20", "execution", from_phase="execution", from_standing="on_hold"),
    )
    found = told(*history, phase="execution", today="4-1", entered_on="3-1", let_go_until=day("5-1"))

    assert found.planned == {"execution": day("5-11")}


@st.composite
def lives(draw):
    """Any engagement that went some way through the phases, with pauses that do not overlap."""
    phases = draw(st.lists(st.sampled_from(sorted(BY_KEY)), min_size=1, max_size=5))
    lengths = draw(st.lists(st.integers(1, 120), min_size=len(phases), max_size=len(phases)))
    edges = [START]
    for length in lengths:
        edges.append(edges[-1] + datetime.timedelta(days=length))
    marks = sorted(draw(st.sets(st.integers(0, sum(lengths)), max_size=6)))
    stays = [Stay(phase, since, until) for phase, (since, until) in zip(phases, pairwise(edges), strict=True)]
    stays[-1] = Stay(stays[-1].phase, stays[-1].since)
    planned = draw(st.none() | st.integers(0, 400))
    return Life(
        starts_on=START,
        today=edges[-1],
        phase=phases[-1],
        stays=tuple(stays),
        pauses=tuple(
            Pause(START + datetime.timedelta(days=a), START + datetime.timedelta(days=b))
            for a, b in zip(marks[::2], marks[1::2], strict=False)
        ),
        planned={} if planned is None else {phases[-1]: START + datetime.timedelta(days=planned)},
    )


@given(lives())
def test_the_band_never_leaves_what_its_phase_allows(found):
    for stay in found.expected():
        for expected in stay:
            assert 1 <= expected.band.low <= expected.band.high <= 7
    for stay in found.stays:
        definition = BY_KEY[stay.phase]
        span = found.expected_on(stay.since)
        assert definition.rungs_start.low <= span.low <= definition.rungs_end.low
        assert definition.rungs_start.high <= span.high <= definition.rungs_end.high


@given(lives())
def test_the_band_never_falls_within_a_stay_and_joins_without_holes(found):
    for stay in found.expected():
        for before, after in pairwise(stay):
            assert before.day < after.day
            assert before.band.low <= after.band.low
            assert before.band.high <= after.band.high


@given(lives())
def test_every_day_is_spent_in_one_phase_or_on_hold(found):
    spent = sum(found.spent(phase) + found.on_hold(phase) for phase in BY_KEY)

    assert spent == (found.today - found.starts_on).days


@given(lives(), st.integers(0, 500))
def test_a_day_has_a_band_exactly_when_it_has_a_phase(found, days):
    on = START + datetime.timedelta(days=days)

    assert (found.expected_on(on) is not None) == bool(found.phase_on(on)) == (on <= found.today)


def test_a_day_before_the_first_has_no_phase():
    assert life(("intake", "3-1", None), today="3-9").phase_on(day("2-1")) == ""


@pytest.mark.parametrize("phase", sorted(BY_KEY))
def test_a_phase_entered_today_expects_something(phase):
    assert life((phase, "3-1", None), today="3-1").expected_on(day("3-1")) is not None
