"""The readiness check: eight questions, and what the answers come to."""

import pytest
from django.utils.translation import override

from enquiries.readiness import (
    BY_KEY,
    QUESTIONS,
    VERDICTS,
    answered,
    lines,
    to_do_first,
    to_talk_about,
    total,
    verdict,
)
from tests.enquiries.conftest import answers


def test_questions_are_the_eight_in_their_order():
    assert list(BY_KEY) == [
        "problem_owner",
        "owner_after",
        "may_not_change",
        "mandate",
        "openness",
        "time",
        "backing",
        "done_when",
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_lesser_choices_come_with_advice(language):
    with override(language):
        for question in QUESTIONS:
            assert [choice.points for choice in question.choices] == [2, 1, 0]
            assert [bool(str(choice.advice)) for choice in question.choices] == [False, True, True]
            assert str(question.text).endswith("?")
            assert str(question.why)
            assert str(question.words).endswith("?")


@pytest.mark.parametrize(
    ("points", "key"),
    [
        ("22222222", "ready"),
        ("22222111", "ready"),
        ("22211111", "talk"),
        ("22222220", "talk"),  # with something missing nobody is ready
        ("11111110", "talk"),
        ("11111100", "not_yet"),
        ("00000000", "not_yet"),
    ],
)
def test_verdict_says_what_the_answers_come_to(points, key):
    assert verdict(answers(points)) == VERDICTS[key]
    assert total(answers(points)) == sum(int(each) for each in points)


def test_verdict_waits_for_every_question():
    given = answers()
    del given["time"]

    assert verdict(given) is None
    assert answered(given) == 7
    assert verdict({}) is None


def test_what_is_missing_comes_before_what_is_half_there():
    found = [line.question.key for line in to_talk_about(answers("21012210"))]

    assert found == ["may_not_change", "done_when", "owner_after", "mandate", "backing"]
    assert [line.question.key for line in to_do_first(answers("21012210"))] == found[:3]
    assert to_talk_about(answers("22222222")) == []


def test_what_is_no_question_or_choice_is_left_out():
    given = {
        "problem_owner": {"choice": "perhaps", "words": "Mine"},
        "weather": {"choice": "yes"},
        "time": {"choice": "no"},
    }

    found = lines(given)

    assert [line.question for line in found] == list(QUESTIONS)
    assert [line.words for line in found if line.words] == ["Mine"]
    assert [line.question.key for line in found if line.choice] == ["time"]
