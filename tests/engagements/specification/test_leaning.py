"""Goals that lean on each other: never in a circle, part of what is approved, and seen by who changes them."""

import pytest
from django.core.exceptions import ValidationError

from engagements.lifecycle import services as lifecycle
from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.models import AuditEntry
from engagements.record import approvals
from engagements.record.digests import digest_of
from engagements.record.models import ApprovalKind
from engagements.specification import services
from engagements.specification.content import LEANS_ON, goal_content, read_plan
from engagements.specification.leaning import above, below, carried
from engagements.specification.models import Goal, GoalDependency, GoalState
from engagements.specification.standing import APPROVED, CHANGED, standing_of
from engagements.specification.telling import changes_since

CHAIN = {1: frozenset({2}), 2: frozenset({3, 4}), 5: frozenset({4})}


def fresh(item):
    return type(item).objects.get(pk=item.pk)


def lean(goal, manager, *on):
    return services.change_goal(goal=goal, actor=manager, leans_on=on)


def test_everything_below_and_above_a_goal_is_found_directly_and_through_others():
    assert below(1, CHAIN) == {2, 3, 4}
    assert above(4, CHAIN) == {1, 2, 5}
    assert carried(CHAIN)[4] == {2, 5}
    assert below(9, CHAIN) == above(1, CHAIN) == set()


def test_goal_leans_on_others_from_the_start(whole, manager, goals):
    third = services.add_goal(engagement=whole, actor=manager, title="Calm", leans_on=goals)

    assert third.leans_on == goals
    assert str(third.leans_on) == "Start on time, Own chair"
    kinds = AuditEntry.objects.filter(action="goal-add", subject_kind="goaldependency")
    assert [entry.subject for entry in kinds.order_by("pk")] == [
        "Calm → Start on time",
        "Calm → Own chair",
    ]


def test_change_of_what_a_goal_leans_on_makes_a_form_that_is_open_stale(whole, manager, goals):
    first, second = goals

    changed = lean(second, manager, first)
    same = lean(fresh(second), manager, first)
    other = services.change_goal(goal=fresh(second), actor=manager, title="A chair")
    none = lean(fresh(second), manager)

    assert [goal.version for goal in (second, changed, same, other, none)] == [1, 2, 2, 3, 4]
    assert other.leans_on == ()
    assert not GoalDependency.objects.exists()


@pytest.mark.parametrize("detour", [False, True])
def test_goals_never_lean_on_each_other_in_a_circle(whole, manager, goals, detour):
    first, second = goals
    third = services.add_goal(engagement=whole, actor=manager, title="Third", leans_on=[second])
    lean(second, manager, first)

    with pytest.raises(ValidationError) as refusal:
        services.change_goal(
            goal=fresh(first), actor=manager, title="Renamed", leans_on=[third if detour else second]
        )

    assert "leans on this goal itself, directly or through others" in refusal.value.messages[0]
    assert list(refusal.value.message_dict) == ["leans_on"]
    assert (fresh(first).title, fresh(first).leans_on) == ("Start on time", ())


def test_circle_can_be_turned_round_in_one_go(whole, manager, goals):
    first, second = goals
    lean(second, manager, first)

    lean(fresh(second), manager)
    lean(fresh(first), manager, second)

    assert fresh(first).leans_on == (second,)


def test_goal_leans_on_no_goal_that_is_not_in_this_plan(whole, manager, goals, stranger):
    other = lifecycle.start_engagement(actor=stranger, organisation={"name": "Other"}, title="Other")
    theirs = services.add_goal(engagement=other, actor=stranger, title="Theirs")
    Goal.objects.filter(pk=goals[1].pk).update(state=GoalState.DROPPED)

    for on in (theirs, fresh(goals[1]), goals[0]):
        with pytest.raises(ValidationError):
            lean(goals[0], manager, on)


def test_goal_that_carries_others_stays_and_takes_its_own_leans_along(whole, manager, goals):
    first, second = goals
    lean(second, manager, first)

    with pytest.raises(NotNow) as refusal:
        services.remove_goal(goal=first, actor=manager)
    services.remove_goal(goal=second, actor=manager)

    assert refusal.value.reasons[0].endswith("because other goals lean on it: “Own chair”.")
    assert not GoalDependency.objects.exists()


def test_plan_without_leans_keeps_the_digest_it_had_before_goals_could_lean(whole, goals):
    content = read_plan(whole).content

    assert LEANS_ON not in content["goals"][0]
    assert set(goal_content(goals[0])) == {
        "id", "title", "process", "measure", "unit", "baseline", "target", "due_on", "owner", "secures"
    }  # fmt: skip
    assert digest_of(content) == read_plan(whole).digest


def test_approval_lapses_when_a_goal_leans_and_holds_again_when_it_no_longer_does(
    whole, manager, goals, approved
):
    first, second = goals

    lean(second, manager, first)
    leaning = read_plan(whole)
    words = approvals.words_on(whole, ApprovalKind.GOAL)

    assert standing_of(leaning).key == CHANGED
    assert approvals.holds(words[first.pk][-1], goal_content(first))
    assert not approvals.holds(words[second.pk][-1], goal_content(second))
    assert [(each.kind, each.about, each.name) for each in changes_since(leaning, approved)] == [
        ("added", "What “Own chair” leans on", "Start on time")
    ]
    lean(fresh(second), manager)
    assert standing_of(read_plan(whole)).key == APPROVED


def test_version_with_leans_tells_what_no_longer_leans(whole, manager, goals):
    first, second = goals
    lean(second, manager, first)
    sent = services.submit_plan(engagement=whole, actor=manager)

    lean(fresh(second), manager)

    assert [(each.kind, each.name) for each in changes_since(read_plan(whole), sent)] == [
        ("removed", "Start on time")
    ]
