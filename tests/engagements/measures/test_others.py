"""The other measures, worked by hand."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from engagements.measures import others
from engagements.measures.others import Check, Goal, Promise, Trust, pulse
from engagements.measures.series import Point
from tests.engagements.measures.conftest import day, life

EXECUTION = life(("specification", "2-1", "3-1"), ("execution", "3-1", None), today="4-1")


def goal(*readings, **values):
    """Return a goal from 60 to 80 that is followed from 1 March and due on 30 April."""
    given_ = {"pk": 1, "title": "On time", "baseline": Decimal(60), "target": Decimal(80)} | values
    return Goal(
        since=day("3-1"),
        due_on=day("4-30"),
        readings=tuple((day(text), Decimal(value)) for text, value in readings),
        **given_,
    )


def test_pendulum_counts_the_moments_of_this_phase_that_fit_it():
    # Execution expects −2 to 0; what was noted in specification does not count here.
    points = [Point(day("2-10"), 2), Point(day("3-5"), -2), Point(day("3-6"), 1), Point(day("3-7"), 0)]
    found = others.pendulum(points, EXECUTION)

    assert (found.noted, found.fitting) == (3, 2)
    assert round(found.mean, 2) == -0.33
    assert len(found.points) == 4


def test_pendulum_without_a_moment_has_no_mean():
    assert others.pendulum([], EXECUTION).mean is None


def test_trust_says_nothing_of_a_pulse_that_one_side_answered():
    found = Trust(
        pulses=(
            pulse(day("3-1"), {"manager": 4.0, "organisation": 2.5}),
            pulse(day("4-1"), {"manager": 1.0}),
        )
    )

    assert [each.gap for each in found.pulses] == [1.5, None]
    assert found.pulses[1].manager is None
    assert len(found.answered) == 1


def test_goal_behind_an_even_pace():
    # 65 is a quarter of the way; 31 March is day 30 of 60: an even pace would be half of it.
    found = others.goal_progress(goal(("3-31", "65")))

    assert (found.reached, found.even, found.is_behind) == (25, 50, True)


def test_goal_that_falls_towards_its_target():
    found = others.goal_progress(goal(("3-31", "70"), baseline=Decimal(80), target=Decimal(60)))

    assert (found.reached, found.is_behind) == (50, False)


def test_goal_that_was_reached_is_not_behind_and_one_without_readings_has_no_progress():
    assert not others.goal_progress(goal(("3-31", "65"), state="reached")).is_behind
    assert others.goal_progress(goal()).reached is None


def test_promises_are_counted_by_what_became_of_them():
    made = [
        Promise("kept", False, day("3-1")),
        Promise("kept", True, day("3-1")),
        Promise("broken", False, day("3-1")),
        Promise("accepted", False, day("3-31")),
        Promise("accepted", False, day("4-1")),
        Promise("proposed", False, day("3-1")),
        Promise("refused", False, day("3-1")),
    ]
    found = others.promises(made, EXECUTION)

    assert (found.kept, found.kept_anew, found.broken) == (1, 1, 1)
    assert (found.late, found.open, found.unanswered, found.refused) == (1, 1, 1, 1)
    assert (found.settled, found.share) == (3, 66)


def test_nothing_is_late_while_on_hold():
    held = life(("execution", "3-1", None), today="4-1", pauses=[("3-20", None)])

    assert others.promises([Promise("accepted", False, day("3-1"))], held).late == 0


def test_talks_are_counted_by_who_started_them():
    found = others.talks(["organisation", "manager", "organisation"])

    assert (found.organisation, found.manager, found.share) == (2, 1, 66)
    assert others.talks([]).share is None


def check(day_, verdict="", process="Planning", *, is_skipped=False):
    """Return a check."""
    return Check(process, day_, day("5-1"), verdict, is_skipped)


def test_durability_counts_each_moment_by_itself():
    found = others.durability(
        [
            check(30, "holds"),
            check(30, "fine_tune", "Stock"),
            check(30, "", "Permits", is_skipped=True),
            check(90, "holds"),
            check(90, "holds", "Stock"),
            check(None, "relapsing"),  # asked again: listed, at no moment
            check(180),
        ]
    )
    first, second, third = found.moments

    assert (first.holds, first.fine_tune, first.skipped, first.answered, first.share) == (1, 1, 1, 2, 50)
    assert (second.holds, second.share) == (2, 100)
    assert (third.open, third.share) == (1, None)
    assert found.last is second
    assert len(found.checks) == 7


def test_age_counts_all_stays_and_leaves_out_days_on_hold():
    found = others.ages(
        life(
            ("execution", "3-1", "3-11"),
            ("specification", "3-11", "3-16"),
            ("execution", "3-16", None),
            today="4-5",
            pauses=[("3-20", "3-25")],
        )
    )

    assert [(age.phase, age.days, age.on_hold, age.times) for age in found.phases] == [
        ("specification", 5, 0, 1),
        ("execution", 25, 5, 2),
    ]
    assert found.now.phase == "execution"


@given(
    st.lists(st.sampled_from(["proposed", "accepted", "refused", "kept", "broken"]), max_size=60),
    st.booleans(),
)
def test_every_promise_is_counted_once(states, is_renewed):
    found = others.promises([Promise(state, is_renewed, day("3-1")) for state in states], EXECUTION)
    waiting = found.late + found.open + found.unanswered + found.refused

    assert found.settled + waiting == len(states)
    assert found.share is None or 0 <= found.share <= 100
