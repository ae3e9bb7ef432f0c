"""What is asked of whom now, what is told, what is planned by itself, and what would be left behind."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.core import mail

from engagements.evaluation import asks, consequences, services
from engagements.evaluation.models import DurabilityCheck
from engagements.lifecycle.consequences import still_open
from engagements.lifecycle.models import PhaseChange
from engagements.people.permissions import seat_of
from engagements.processes.models import CriticalProcess
from phases.durability import CHECK_DAYS
from tests.engagements.conftest import in_phase
from tests.engagements.evaluation.conftest import FINE_TUNE, HOLDS, RELAPSING
from tests.engagements.helpers import says, told_to

DAY = datetime.timedelta(days=1)


def sentences(function, engagement, user):
    return [str(ask.sentence) for ask in function(engagement, seat_of(user, engagement))]


# -- Asked


@pytest.mark.parametrize(("days_before", "asked"), [(8, False), (7, True), (0, True), (-9, True)])
def test_check_is_asked_of_the_owner_from_a_week_before(
    lasting, checks, owner, other_owner, days_before, asked
):
    services.answer_check(check=checks[0], actor=owner.user, **HOLDS)

    with time_machine.travel(checks[1].due_on - days_before * DAY):
        found = sentences(asks.own_checks, lasting, owner.user)
        others = sentences(asks.own_checks, lasting, other_owner.user)

    assert found == (["Answer five questions about Stock control"] if asked else [])
    assert others == []


def test_check_that_was_skipped_is_not_asked(lasting, checks, owner, manager):
    services.skip_check(check=checks[0], actor=manager, reason="Closed")

    assert sentences(asks.own_checks, lasting, owner.user) == []


@pytest.mark.parametrize(("days_before", "asked"), [(8, False), (7, True), (-1, True)])
def test_fine_tuning_is_asked_after_from_a_week_before(lasting, action, owner, days_before, asked):
    with time_machine.travel(action.due_on - days_before * DAY):
        found = sentences(asks.own_fine_tunings, lasting, owner.user)

    assert found == (["Say what came of the fine-tuning: “Order by the list again”"] if asked else [])


def test_evaluation_is_asked_of_each_side_until_it_is_given(lasting, manager, sponsor, board):
    for user in (manager, sponsor.user):
        assert sentences(asks.own_evaluation, lasting, user) == ["Look back, and say how it was"]
        services.give_evaluation(engagement=lasting, actor=user, score=Decimal(4), went_well="Much")
        assert sentences(asks.own_evaluation, lasting, user) == []
    assert sentences(asks.own_evaluation, lasting, board.user) == []


def test_nothing_is_asked_in_another_phase(lasting, checks, action, owner, manager):
    engagement = in_phase(lasting, "execution")

    for function in (asks.own_checks, asks.own_fine_tunings, asks.own_evaluation):
        assert sentences(function, engagement, owner.user) == []
        assert sentences(function, engagement, manager) == []


@pytest.mark.parametrize("many", [1, 3])
def test_asking_costs_the_same_for_one_and_for_many(
    lasting, process, owner, today, many, django_assert_num_queries
):
    for n in range(many):
        other = CriticalProcess.objects.create(engagement=lasting, name=f"Process {n}", owner=owner)
        DurabilityCheck.objects.create(engagement=lasting, process=other, day=30, due_on=today)
    seat = seat_of(owner.user, lasting)
    engagement = type(lasting).objects.get(pk=lasting.pk)

    with django_assert_num_queries(2):  # the checks, and the changes that the page needs anyway
        assert len(asks.own_checks(engagement, seat)) == many


# -- Planned by themselves


def entering(engagement, manager, before="execution", phase="evaluation"):
    """Enter a phase today, the evaluation unless told otherwise, and let the consequence follow."""
    change = PhaseChange.objects.create(
        engagement=engagement,
        command="advance",
        from_phase=before,
        to_phase=phase,
        from_standing="active",
        to_standing="active",
        actor=manager,
    )
    consequences.plan_checks(engagement, change, {})


def planned():
    return {
        (check.process.name, check.day, check.due_on)
        for check in DurabilityCheck.objects.select_related("process")
    }


def test_three_checks_are_planned_for_every_process(
    lasting, process, manager, today, django_assert_num_queries
):
    CriticalProcess.objects.create(engagement=lasting, name="Planning")

    with django_assert_num_queries(4):
        entering(lasting, manager)

    expected = {
        (name, day, today + day * DAY) for name in ("Stock control", "Planning") for day in CHECK_DAYS
    }
    assert planned() == expected


def test_no_check_is_planned_for_another_phase(lasting, process, manager):
    entering(lasting, manager, before="specification", phase="execution")

    assert not DurabilityCheck.objects.exists()


def test_entering_again_asks_nothing_twice_and_dates_what_is_open_anew(
    lasting, process, owner, manager, today
):
    entering(lasting, manager)
    first = DurabilityCheck.objects.get(day=30)
    with time_machine.travel(first.due_on):
        services.answer_check(check=first, actor=owner.user, **HOLDS)
        services.skip_check(check=DurabilityCheck.objects.get(day=90), actor=manager, reason="Closed")

    with time_machine.travel(today + 50 * DAY):
        CriticalProcess.objects.create(engagement=lasting, name="Planning")
        entering(lasting, manager)

    assert planned() == {
        ("Stock control", 30, today + 30 * DAY),  # answered
        ("Stock control", 90, today + 90 * DAY),  # skipped
        ("Stock control", 180, today + 230 * DAY),
        *(("Planning", day, today + (50 + day) * DAY) for day in CHECK_DAYS),
    }


# -- Told


def test_what_a_check_shows_is_told(lasting, checks, owner, deputy, manager):
    for check, answers in zip(checks, (HOLDS, FINE_TUNE, RELAPSING), strict=True):
        with time_machine.travel(check.due_on):
            services.answer_check(check=check, actor=owner.user, **answers)

    assert told_to(deputy.user, lasting) == [
        "Stock control was checked: it is sliding back",
        "Stock control was checked: it needs fine-tuning",
        "Stock control was checked: it holds",
    ]


def test_evaluations_are_not_told(lasting, manager, sponsor):
    services.give_evaluation(engagement=lasting, actor=manager, score=Decimal(1), went_well="Nothing")

    assert told_to(sponsor.user, lasting) == []


# -- Left behind


def test_open_checks_and_adjustments_are_listed_with_who_holds_them(lasting, checks, action, owner, manager):
    services.skip_check(check=checks[0], actor=manager, reason="Closed")

    found = [
        (str(item.sentence).split(" on ")[0].split(" by ")[0], item.owner) for item in still_open(lasting)
    ]

    assert found.count(("Check of Stock control", owner)) == 2
    assert found.count(("Fine-tuning of Stock control", owner)) == 1


# -- Mailed


def test_fine_tuning_is_mailed_to_who_does_it(
    process, deputy, manager, today, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        services.add_fine_tuning(
            engagement=process.engagement,
            actor=manager,
            process=process,
            text="By the list",
            owner=deputy,
            due_on=today,
        )

    (message,) = mail.outbox
    assert message.to == ["dirk.deputy@example.org"]
    assert message.subject == "A fine-tuning of “Stock control” is yours"
    assert "By the list" in message.body


def test_own_fine_tuning_is_not_mailed(process, owner, today, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.add_fine_tuning(
            engagement=process.engagement,
            actor=owner.user,
            process=process,
            text="X",
            owner=owner,
            due_on=today,
        )

    assert mail.outbox == []


def test_fine_tuning_that_is_done_is_not_mailed(action, owner):
    assert says("fine-tuning-given", owner.user, action=action.pk)

    services.finish_fine_tuning(action=action, actor=owner.user, result="Done")

    assert says("fine-tuning-given", owner.user, action=action.pk) is None
