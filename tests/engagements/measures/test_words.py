"""What the measures say: every sentence tells what it shows and what would move it."""

from decimal import Decimal

import pytest

from engagements.measures import others, words
from engagements.measures.letting import ProcessRated, Rated, gap, letting, letting_go
from tests.engagements.measures.conftest import day, life

pytestmark = pytest.mark.usefixtures("in_english")
#: Half of the planned execution is gone on 5 April: 4 to 5.75 is expected.
HALFWAY = life(("execution", "3-1", None), today="4-5", planned={"execution": "5-10"})


def process(*ratings, name="Planning"):
    """Return a process with (day, side, rung) rated."""
    rated = tuple(Rated(day(text), side, rung) for text, side, rung in ratings)
    return ProcessRated(pk=1, name=name, named_on=day("1-1"), ratings=rated)


@pytest.mark.parametrize(
    ("ratings", "is_practice", "said"),
    [
        ((), True, "Nobody has said yet who decides here; the line begins when its owner does."),
        (
            [("4-1", "manager", 6)],
            True,
            "Its owner has not said yet who decides here, and it is the owner's line that counts.",
        ),
        (
            [("4-1", "owner", 2)],
            True,
            "Its owner puts it at rung 2 of 7: the manager decides and explains why. That lags behind the 4–5.8 "
            "expected; leaving the next decision to the owner moves it.",
        ),
        (
            [("4-1", "owner", 2)],
            False,
            "Its owner puts it at rung 2 of 7: the interim manager decides and tells us why. That lags behind the "
            "4–5.8 expected; taking the next decision ourselves moves it.",
        ),
        (
            [("4-1", "owner", 7)],
            True,
            "Its owner puts it at rung 7 of 7: the organisation decides alone. That runs ahead of the 4–5.8 expected; "
            "see that there is enough to hold on to.",
        ),
        (
            [("3-1", "owner", 4)],
            True,
            "Its owner puts it at rung 4 of 7: you decide together. That fits the 4–5.8 expected; each decision taken "
            "without the interim manager moves it on. That was on 1 March 2026; since then nothing is known.",
        ),
    ],
)
def test_one_process(ratings, is_practice, said):
    assert words.letting(letting(process(*ratings), HALFWAY), is_practice) == said


def test_all_processes_name_who_lags_who_is_ahead_and_who_is_silent():
    measured = letting_go(
        [
            process(("4-1", "owner", 2), name="Planning"),
            process(("4-1", "owner", 5), name="Stock"),
            process(("4-1", "owner", 7), name="Permits"),
            process(name="Rosters"),
        ],
        HALFWAY,
    )

    assert words.letting_go(measured, True) == (
        "Of 4 processes 1 lags behind what is expected by now, its owner says: Planning. Ahead: Permits. "
        "Not rated by the owner: Rosters. Leaving the next decision to the owner moves a line; helping out holds it "
        "back."
    )


def test_many_names_are_counted():
    assert words.names(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"


def test_gap_says_who_sees_it_further():
    measured = gap(letting_go([process(("4-1", "owner", 2), ("4-1", "manager", 5))], HALFWAY))

    assert words.gap(measured).startswith(
        "Furthest apart in Planning: the interim manager sees it 3 rungs further than its owner."
    )


def goal(*readings, **values):
    """Return how a goal of 60 to 80, from 1 March to 30 April, has come."""
    given = {"pk": 1, "title": "On time", "unit": "%", "baseline": Decimal(60), "target": Decimal(80)}
    read = tuple((day(text), Decimal(value)) for text, value in readings)
    return others.goal_progress(
        others.Goal(since=day("3-1"), due_on=day("4-30"), readings=read, **(given | values))
    )


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        (goal(target=None), "It has no measure with a baseline and a target yet, so it can't be followed."),
        (goal(), "From 60 to 80 %; not read yet. The first reading is what moves it."),
        (
            goal(("3-31", "65")),
            "Now 65 %: 25% of the way to 80 %, where an even pace would give 50%; it takes another step of its owner, "
            "or another date.",
        ),
        (goal(("3-31", "74")), "Now 74 %: 70% of the way to 80 %, at least the 50% of an even pace."),
        (goal(("3-31", "80")), "Now 80 %: the target of 80 % is reached; reading on shows that it stays."),
    ],
)
def test_one_goal(measured, said):
    assert words.goal(measured) == said


def test_promises_say_what_is_late_and_never_blame_agreeing_anew():
    made = [
        others.Promise("kept", True, day("3-1")),
        others.Promise("broken", False, day("3-1")),
        others.Promise("accepted", False, day("3-1")),
    ]

    assert words.promises(others.promises(made, HALFWAY), True) == (
        "1 of the 2 promises that were settled were kept. 1 is past its date. "
        "Asking about it before its day moves this; agreeing anew in time is no failure."
    )


def test_durability_tells_of_the_last_moment_with_an_answer():
    checks = [
        others.Check("Planning", 30, day("3-1"), "holds", False),
        others.Check("Stock", 30, day("3-1"), "relapsing", False),
        others.Check("Planning", 90, day("5-1"), "", False),
    ]

    assert words.durability(others.durability(checks)) == (
        "After 30 days 1 of the 2 processes that were checked hold. "
        "One fine-tuning that its owner carries out moves it."
    )


def test_age_tells_of_days_on_hold_and_the_planned_end():
    held = life(
        ("execution", "3-1", None),
        today="4-5",
        pauses=[("3-11", "3-21")],
        planned={"execution": "5-10"},
    )

    assert words.ages(others.ages(held), held, True) == (
        "25 days in Execution so far. Days on hold do not count. It is planned to end on 10 May 2026. "
        "What must be there before the next phase moves it, not the calendar."
    )


def test_trust_gives_both_and_judges_neither():
    measured = others.Trust(pulses=(others.pulse(day("3-1"), {"manager": 4.0, "organisation": 2.25}),))

    assert words.trust(measured) == (
        "On 1 March 2026: interim manager 4 and organisation 2.3 of 5. "
        "Talking about the statement you differ on most moves it; nothing depends on it."
    )


def test_numbers_have_a_true_minus_and_one_decimal():
    assert [words.amount(value) for value in (-1.25, 3.0, 4.96, -0.04)] == ["−1.3", "3", "5", "0"]
