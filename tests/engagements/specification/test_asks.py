"""What the sponsor is asked about the plan, and what everybody is told of it."""

import pytest

from engagements.lifecycle import asks, criteria
from engagements.people.permissions import seat_of
from engagements.people.roles import Role
from engagements.specification import services
from engagements.specification.asks import plan_to_answer
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.helpers import told_to, url


def asked(engagement, user):
    return list(plan_to_answer(engagement, seat_of(user, engagement)))


def told(engagement, member):
    return told_to(member.user, engagement)


def test_sponsor_is_asked_to_answer_a_plan_that_waits(whole, sent, sponsor):
    (ask,) = asked(whole, sponsor.user)

    assert str(ask.sentence) == "Read the plan, and approve it or say what should change"
    assert ask.url == url("plan", whole)
    assert ask.detail.startswith("Version 1, sent on")


def test_sponsor_is_asked_once_though_the_gate_waits_for_the_same(whole, sent, sponsor):
    gate = criteria.evaluate(whole)

    plan_asks = [
        ask
        for ask in asks.asked_of(whole, seat_of(sponsor.user, whole), gate)
        if ask.url == url("plan", whole)
    ]

    assert [str(ask.sentence) for ask in plan_asks] == [
        "Read the plan, and approve it or say what should change"
    ]


def test_sponsor_is_asked_nothing_before_it_is_sent(whole, sponsor, django_assert_num_queries):
    seat = seat_of(sponsor.user, whole)

    with django_assert_num_queries(1):
        assert plan_to_answer(whole, seat) == ()


def test_sponsor_is_asked_nothing_about_a_plan_that_was_changed_since(whole, manager, goals, sent, sponsor):
    services.change_goal(goal=goals[0], actor=manager, target=85)

    assert asked(whole, sponsor.user) == []


@pytest.mark.parametrize("answer", ["approve", "return"])
def test_sponsor_is_asked_nothing_after_answering(whole, sent, sponsor, answer):
    if answer == "approve":
        services.approve_plan(plan=sent, actor=sponsor.user)
    else:
        services.return_plan(plan=sent, actor=sponsor.user, reason="Too soft")

    assert asked(whole, sponsor.user) == []


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.SPONSOR, Role.MANAGER}])
def test_nobody_else_is_asked(whole, sent, role, django_assert_num_queries):
    seat = seat_of(seat_for(whole, role, "Somebody Else").user, whole)

    with django_assert_num_queries(0):
        assert plan_to_answer(whole, seat) == ()


def test_nobody_is_asked_in_another_phase(whole, sent, sponsor):
    assert asked(in_phase(whole, "execution"), sponsor.user) == []


def test_what_happened_to_the_plan_is_told_without_the_reason(whole, sent, sponsor, board):
    services.return_plan(plan=sent, actor=sponsor.user, reason="Between you and me")

    sentences = told(whole, board)

    assert sentences[0] == "The plan was sent to the sponsor (version 1)"
    assert not any("Between you and me" in sentence for sentence in sentences)


def test_finance_is_told_nothing_of_the_plan_it_may_not_read(whole, approved):
    assert told(whole, seat_for(whole, Role.FINANCE)) == []
