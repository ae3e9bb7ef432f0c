"""What is asked of whom now, what is told, and what would be left behind."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone
from django.utils.formats import date_format

from engagements.execution import asks, services
from engagements.lifecycle import consequences, criteria
from engagements.lifecycle.asks import asked_of
from engagements.people.permissions import seat_of
from engagements.processes.models import CriticalProcess
from engagements.specification.models import Goal
from tests.engagements.conftest import in_phase
from tests.engagements.helpers import told_to

DAY = datetime.timedelta(days=1)


def sentences(function, engagement, user):
    return [str(ask.sentence) for ask in function(engagement, seat_of(user, engagement))]


def test_promise_to_answer_is_asked_of_who_is_asked_and_nobody_else(running, asked, board, sponsor, manager):
    (ask,) = asks.own_promises(running, seat_of(board.user, running))

    assert ask.sentence == "Answer what is asked of you: “Chair the monthly review”"
    assert ask.due_on == asked.due_on
    assert ask.url.endswith(f"/commitments/#commitment-{asked.pk}")
    assert sentences(asks.own_promises, running, sponsor.user) == []
    assert sentences(asks.own_promises, running, manager) == []


@pytest.mark.parametrize(("days_before", "asked_after"), [(8, False), (7, True), (0, True), (-5, True)])
def test_own_promise_is_asked_after_from_a_week_before(running, promise, board, days_before, asked_after):
    with time_machine.travel(promise.due_on - days_before * DAY, tick=False):
        found = sentences(asks.own_promises, running, board.user)

    assert found == (["Say what became of your promise: “Chair the monthly review”"] if asked_after else [])


def test_hand_over_is_asked_of_the_owner_until_it_is_theirs(running, process, line, owner, other_owner):
    assert sentences(asks.own_handovers, running, owner.user) == [
        "Go through the hand-over of Weekly planning"
    ]
    assert sentences(asks.own_handovers, running, other_owner.user) == []

    services.accept_line(line=line, actor=owner.user)
    assert sentences(asks.own_handovers, running, owner.user) == ["Take over Weekly planning"]

    services.accept_handover(process=process, actor=owner.user)
    assert sentences(asks.own_handovers, running, owner.user) == []


def test_hand_over_with_a_refused_line_waits_for_the_manager_not_the_owner(running, line, owner):
    services.refuse_line(line=line, actor=owner.user, reason="No deputy")

    assert sentences(asks.own_handovers, running, owner.user) == []


def test_gate_does_not_ask_the_same_a_second_time(running, process, line, owner):
    seat = seat_of(owner.user, running)

    found = asked_of(running, seat, criteria.evaluate(running))

    assert [
        str(ask.sentence)
        for ask in found
        if "let go" in str(ask.sentence) or "accepted it" in str(ask.sentence)
    ] == []
    assert "Go through the hand-over of Weekly planning" in [ask.sentence for ask in found]


def entered(engagement, days):
    type(engagement).objects.filter(pk=engagement.pk).update(
        phase_entered_on=timezone.localdate() - days * DAY
    )
    return type(engagement).objects.get(pk=engagement.pk)


def test_goal_without_a_reading_for_a_month_is_asked_of_owner_and_manager(
    running, goal, owner, manager, other_owner
):
    engagement = entered(running, 40)

    assert sentences(asks.goals_to_read, engagement, owner.user) == ["Read where “Start on time” stands"]
    assert sentences(asks.goals_to_read, engagement, manager) == ["Read where “Start on time” stands"]
    assert sentences(asks.goals_to_read, engagement, other_owner.user) == []

    Goal.objects.create(engagement=engagement, title="Another")
    assert sentences(asks.goals_to_read, engagement, manager) == ["Read where 2 goals stand"]


def test_goal_read_lately_is_not_asked_after(running, goal, manager, owner, today):
    engagement = entered(running, 40)
    services.add_reading(goal=goal, actor=manager, value=Decimal(60), read_on=today - 31 * DAY)
    assert sentences(asks.goals_to_read, engagement, owner.user) == []

    with time_machine.travel(today + DAY, tick=False):
        assert sentences(asks.goals_to_read, engagement, owner.user) != []


def test_goals_are_not_asked_after_in_the_first_month(running, goal, manager):
    assert sentences(asks.goals_to_read, running, manager) == []


def test_nothing_is_asked_in_other_phases(running, goal, line, owner, manager):
    engagement = entered(in_phase(running, "specification"), 40)

    for function in (asks.own_handovers, asks.goals_to_read):
        assert sentences(function, engagement, owner.user) == []
        assert sentences(function, engagement, manager) == []


@pytest.mark.parametrize("many", [1, 3])
def test_asking_costs_the_same_for_one_and_for_many(
    running, process, manager, owner, board, today, many, django_assert_num_queries
):
    for n in range(many):
        services.add_commitment(engagement=running, actor=manager, member=board, text=f"P{n}", due_on=today)
        other = CriticalProcess.objects.create(engagement=running, name=f"Process {n}", owner=owner)
        services.add_line(process=other, actor=manager, what="X")
    board_seat, owner_seat = seat_of(board.user, running), seat_of(owner.user, running)
    again = type(running).objects.get(pk=running.pk)

    with django_assert_num_queries(2):  # the promises, and the changes that the page needs anyway
        assert len(asks.own_promises(again, board_seat)) == many
    with django_assert_num_queries(1):
        assert len(asks.own_handovers(again, owner_seat)) == many


# -- What is told


def lately(engagement, user):
    return told_to(user, engagement)


def test_letting_go_is_told_to_whoever_reads_the_execution(running, process, line, owner, board):
    services.accept_line(line=line, actor=owner.user)
    services.accept_handover(process=process, actor=owner.user)
    services.give_back(process=process, actor=owner.user, reason="Private words")

    assert lately(running, board.user) == [
        "Weekly planning was given back to the interim manager",
        "Weekly planning is let go: from today it is its owner's",
    ]


def test_promises_are_told_to_the_steering_group_alone(running, promise, board, owner, sponsor):
    services.settle_commitment(commitment=promise, actor=board.user, outcome="kept", note="In March")

    assert lately(running, sponsor.user)[0] == "Promise kept: Chair the monthly review"
    assert not [sentence for sentence in lately(running, owner.user) if "Chair" in sentence]


# -- What would be left behind


def test_open_promises_and_handovers_are_listed_with_who_holds_them(
    running, promise, line, owner, board, manager, sponsor
):
    found = {str(item.sentence): item.owner for item in consequences.still_open(running)}
    day = date_format(promise.due_on)

    assert found[f"Promise of Bente Board by {day}: Chair the monthly review"] == board
    assert found["Hand-over of Weekly planning: 1 line not accepted"] == owner

    services.rehome_commitment(commitment=promise, actor=manager, new_home=sponsor, new_home_note="Review")
    assert sponsor in [item.owner for item in consequences.still_open(running)]
