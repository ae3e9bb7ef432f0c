"""Two claims on the manager: every pair gets an honest answer."""

from itertools import combinations

import pytest
from django.http import QueryDict
from django.utils.translation import override

from phases.tryouts import tryout_for
from phases.tryouts.claims import CLAIMS, CLASHES, HANDLINGS, Handling
from phases.tryouts.intake import opposed, swing

PAIRS = list(combinations(CLAIMS, 2))


def between(one, two):
    return tryout_for("intake", QueryDict(f"one={one}&two={two}"))


def test_claims_clash_exactly_where_their_stands_are_opposed():
    opposite = {frozenset({one.key, two.key}) for one, two in PAIRS if opposed(one, two)}

    assert opposite == CLASHES.keys()


def test_all_ways_of_handling_occur():
    assert {clash.handling for clash in CLASHES.values()} == set(Handling) == HANDLINGS.keys()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_pair_is_answered_alike_in_both_orders(language):
    with override(language):
        for one, two in PAIRS:
            tryout, turned = between(one.key, two.key), between(two.key, one.key)
            assert tryout.summary == turned.summary
            assert tryout.does == turned.does
            assert all((tryout.why, tryout.does, tryout.pull, *tryout.roles))


@pytest.mark.parametrize(
    ("one", "two", "answer"),
    [
        ("board", "specialists", "They contradict each other: accept it as a tension"),
        ("investor", "council", "They contradict each other: pass it on"),
        ("board", "council", "They contradict each other: resolve it"),
        ("board", "nursing", "No contradiction"),
        ("founder", "founder", "One voice"),
    ],
)
def test_pair_is_told_what_becomes_of_it(one, two, answer):
    with override("en"):
        assert between(one, two).summary == answer


def test_pendulum_leans_to_both_sides_and_never_hides_a_bob():
    drawn = swing(2, -2)
    assert (drawn.one.side, drawn.two.side) == ("manager", "organisation")
    assert float(drawn.one.x) > drawn.width / 2 > float(drawn.two.x)

    same = swing(2, 2)
    assert (same.one.x, same.one.y) != (same.two.x, same.two.y)
