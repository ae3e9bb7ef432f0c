"""What happens after the manager has left, and what holds."""

from itertools import combinations

import pytest
from django.http import QueryDict
from django.utils.translation import override

from phases.durability import CHECK_DAYS, Verdict
from phases.tryouts import tryout_for
from phases.tryouts.aftercare import EVENTS, HANDHOLDS, PROCESSES
from phases.tryouts.evaluation import answers, track

KEYS = [handhold.key for handhold in HANDHOLDS]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.key)
def test_another_handhold_never_harms(event):
    for process in PROCESSES:
        for count in range(len(KEYS)):
            for there in combinations(KEYS, count):
                for day in CHECK_DAYS:
                    before = answers(process, event, there, day)
                    for key in set(KEYS) - set(there):
                        after = answers(process, event, {*there, key}, day)
                        assert all(after[question] >= before[question] for question in before)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.key)
def test_everything_holds_with_all_handholds_and_something_slides_back_without(event):
    full = [track(process, event, KEYS).last.verdict for process in PROCESSES]
    bare = [track(process, event, ()).last.verdict for process in PROCESSES]

    assert set(full) == {Verdict.HOLDS}
    assert Verdict.RELAPSING in bare


def test_handhold_that_would_have_helped_most_is_named():
    with override("en"):
        tryout = tryout_for("evaluation", QueryDict("then=measuring&with=document&with=number"))
        assert "a rhythm" in tryout.advice
        assert tryout.summary == "Needs fine-tuning: letters, rosters. Relapsing: places."

        tryout = tryout_for(
            "evaluation", QueryDict("then=measuring&" + "&".join(f"with={key}" for key in KEYS))
        )
        assert "fine-tuning" in tryout.advice
        assert tryout.summary == "Holds: all three processes."


def test_handholds_are_chosen_only_together_with_an_event():
    assert tryout_for("evaluation", QueryDict()).handholds
    assert tryout_for("evaluation", QueryDict("then=board")).handholds == ()
