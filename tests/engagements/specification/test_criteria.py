"""The criteria about goals and the plan: each met and unmet, by its sentence."""

import datetime

import pytest
from django.utils import timezone

from engagements.lifecycle import services as lifecycle
from engagements.lifecycle.criteria import REGISTRY
from engagements.people.roles import Role
from engagements.record.models import Approval, ApprovalKind
from engagements.specification import services
from engagements.specification.models import Goal, GoalState
from tests.engagements.conftest import in_phase

DUE = datetime.date(2027, 3, 1)
KEYS = ["goals_set", "goals_measurable", "goals_secure", "no_goal_of_manager"]


@pytest.fixture
def add(engagement):
    """Return a function that adds a goal, without asking who may."""

    def make(title="On time", **values):
        return Goal.objects.create(engagement=engagement, title=title, **values)

    return make


def answer(key, engagement):
    found = REGISTRY[key](type(engagement).objects.get(pk=engagement.pk))
    return found.met, str(found.said)


@pytest.mark.parametrize("key", KEYS)
def test_nothing_to_count_is_not_met(engagement, key):
    assert answer(key, engagement) == (False, "There is no interim goal yet.")


@pytest.mark.parametrize("key", KEYS)
def test_criterion_asks_one_query_however_many_there_are(engagement, add, key, django_assert_num_queries):
    for number in range(5):
        add(f"Goal {number}")

    with django_assert_num_queries(1):
        REGISTRY[key](engagement)


@pytest.mark.parametrize("key", KEYS)
def test_dropped_goals_and_those_of_others_do_not_count(engagement, add, stranger, key):
    add(state=GoalState.DROPPED)
    Goal.objects.create(engagement=stranger.memberships.get().engagement, title="Theirs")

    assert answer(key, engagement) == (False, "There is no interim goal yet.")


def test_goals_set_met_by_two_of_which_one_is_reached(engagement, add, owner):
    add(due_on=DUE, owner=owner, state=GoalState.REACHED)
    add("Own chair", due_on=DUE, owner=owner)

    assert answer("goals_set", engagement) == (True, "2 of 2 interim goals have a date and an owner.")


def test_goals_set_unmet_by_one(engagement, add, owner):
    add(due_on=DUE, owner=owner)

    assert answer("goals_set", engagement) == (
        False,
        "1 of 1 interim goal has a date and an owner. At least two are needed.",
    )


def test_goals_set_unmet_without_date_without_owner_and_with_one_who_left(engagement, add, owner, board):
    board.ended_on = timezone.localdate()
    board.save()
    add("A", due_on=DUE)
    add("B", owner=owner)
    add("C", due_on=DUE, owner=board)

    met, said = answer("goals_set", engagement)

    assert not met
    assert said.startswith("0 of 3 interim goals have a date and an owner. Not yet: ")
    assert all(title in said for title in "ABC")


def test_goals_measurable_met_by_a_baseline_of_nought(engagement, add):
    add(measure="Signed by", baseline=0, target=7)

    assert answer("goals_measurable", engagement) == (True, "1 of 1 interim goal can be measured.")


@pytest.mark.parametrize("missing", ["measure", "baseline", "target"])
def test_goals_measurable_unmet(engagement, add, missing):
    values = {"measure": "Signed by", "baseline": 0, "target": 7} | {
        missing: "" if missing == "measure" else None
    }
    add("Triage within three days", **values)

    assert answer("goals_measurable", engagement) == (
        False,
        "0 of 1 interim goal can be measured. Not yet: Triage within three days.",
    )


def test_goals_secure_met(engagement, add):
    add(secures="A late start runs on all day.")

    assert answer("goals_secure", engagement) == (
        True,
        "1 of 1 interim goal says why it secures the final goal.",
    )


def test_goals_secure_unmet_by_blanks(engagement, add):
    add(secures=" \n")
    add("Own chair", secures="Because.")

    assert answer("goals_secure", engagement) == (
        False,
        "1 of 2 interim goals say why they secure the final goal. Not yet: On time.",
    )


def test_no_goal_of_manager_met(engagement, add, owner):
    add(owner=owner)
    add("Nobody's")

    assert answer("no_goal_of_manager", engagement) == (True, "None is owned by the interim manager.")


def test_no_goal_of_manager_unmet(engagement, add, manager):
    add(owner=engagement.memberships.get(user=manager))

    assert answer("no_goal_of_manager", engagement) == (False, "Owned by the interim manager: On time.")


# -- The plan, approved exactly as it stands ---------------------------------------------------------


def turn(engagement):
    found = REGISTRY["plan_approved"](type(engagement).objects.get(pk=engagement.pk))
    return found.met, str(found.said).split(" on ")[0], found.waits_for


def test_plan_approved_unmet_while_nothing_was_sent(whole, django_assert_num_queries):
    assert turn(whole) == (False, "The plan has not been sent to the sponsor yet.", (Role.MANAGER,))
    with django_assert_num_queries(1):
        REGISTRY["plan_approved"](whole)


def test_plan_approved_waits_for_the_sponsor(whole, sent, django_assert_num_queries):
    met, said, waits_for = turn(whole)

    assert (met, waits_for) == (False, (Role.SPONSOR,))
    assert said.startswith("Version 1 waits for the sponsor since")
    with django_assert_num_queries(7):
        REGISTRY["plan_approved"](whole)


def test_plan_approved_unmet_when_changed_while_it_waited(whole, manager, goals, sent):
    services.change_goal(goal=goals[0], actor=manager, target=85)

    assert turn(whole) == (False, "The plan has changed since version 1 was sent", (Role.MANAGER,))


def test_plan_approved_unmet_when_returned(whole, sent, sponsor):
    services.return_plan(plan=sent, actor=sponsor.user, reason="Too soft")

    assert turn(whole) == (False, "Sanne Sponsor asked for a change in version 1", (Role.MANAGER,))


def test_plan_approved_met(whole, approved):
    assert turn(whole)[:2] == (True, "Sanne Sponsor approved version 1")


def test_plan_approved_unmet_when_changed_since(whole, manager, goals, approved):
    services.change_goal(goal=goals[0], actor=manager, target=85)

    met, _said, waits_for = turn(whole)
    assert (met, waits_for) == (False, (Role.MANAGER,))


def test_plan_approved_unmet_after_a_step_back(whole, manager, approved):

    executing = in_phase(whole, "execution")
    lifecycle.change(
        engagement=executing, actor=manager, command="step-back", seen=executing.moves, reason="Customer left"
    )

    met, _said, waits_for = turn(whole)
    assert (met, waits_for) == (False, (Role.MANAGER,))


def test_approval_by_a_board_member_is_not_enough(whole, sent, board):

    Approval.objects.create(
        engagement=whole,
        kind=ApprovalKind.PLAN,
        subject_id=sent.pk,
        member=board,
        role=board.role,
        approved=True,
        digest=sent.digest,
        content=sent.content,
    )

    assert not turn(whole)[0]


def test_plan_approved_leads_to_the_plan(engagement):
    assert REGISTRY["plan_approved"](engagement).spot == "plan"
