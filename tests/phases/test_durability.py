"""The verdict against its documented rule, for every combination of answers."""

from itertools import product

import pytest

from phases.durability import QUESTIONS, Answer, Question, Verdict, judge

EVERY = [dict(zip(QUESTIONS, answers, strict=True)) for answers in product(Answer, repeat=len(QUESTIONS))]


def test_every_combination_is_tried():
    assert len(EVERY) == 3**5


@pytest.mark.parametrize(
    "answers", EVERY, ids=lambda answers: "".join(str(int(each)) for each in answers.values())
)
def test_verdict_follows_the_rule(answers):
    noes = [name for name, answer in answers.items() if answer == Answer.NO]
    all_yes = set(answers.values()) == {Answer.YES}

    verdict = judge(answers)

    assert (verdict == Verdict.HOLDS) == all_yes
    assert (verdict == Verdict.RELAPSING) == (Question.STILL_DONE in noes or len(noes) > 1)
    assert (verdict == Verdict.FINE_TUNE) == (
        not all_yes and Question.STILL_DONE not in noes and len(noes) <= 1
    )


@pytest.mark.parametrize(
    "answers", EVERY, ids=lambda answers: "".join(str(int(each)) for each in answers.values())
)
def test_a_better_answer_never_makes_the_verdict_worse(answers):
    worse_first = [Verdict.RELAPSING, Verdict.FINE_TUNE, Verdict.HOLDS]

    for name, answer in answers.items():
        if answer != Answer.YES:
            better = judge({**answers, name: Answer(answer + 1)})
            assert worse_first.index(better) >= worse_first.index(judge(answers))
