"""The gate to completion: each criterion met and not met, in its own words, waiting for whom it really waits for."""

import datetime
from decimal import Decimal

import pytest
import time_machine

from engagements.evaluation import criteria, services
from engagements.lifecycle.models import PhaseChange
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess
from tests.engagements.evaluation.conftest import FINE_TUNE, HOLDS, RELAPSING

DAY = datetime.timedelta(days=1)


def test_checks_answered_without_a_check(lasting):
    answer = criteria.checks_answered(lasting)

    assert not answer.met
    assert answer.said == "No check is planned: that happens when the aftercare begins."


def test_checks_answered_counts_and_says_when_the_next_one_is(
    lasting, checks, owner, manager, django_assert_num_queries
):
    services.answer_check(check=checks[0], actor=owner.user, **HOLDS)
    services.skip_check(check=checks[1], actor=manager, reason="Closed")

    with django_assert_num_queries(2):  # the checks, and the changes that the page needs anyway
        answer = criteria.checks_answered(lasting)

    assert not answer.met
    assert answer.said.startswith("2 of 3 checks are answered or skipped. The next one is due on ")


def test_checks_answered_when_all_are(lasting, checks, owner, manager):
    services.answer_check(check=checks[0], actor=owner.user, **HOLDS)
    for check in checks[1:]:
        services.skip_check(check=check, actor=manager, reason="Closed")

    answer = criteria.checks_answered(lasting)

    assert (answer.met, answer.said) == (True, "3 of 3 checks are answered or skipped.")


def test_checks_answered_waits_for_the_owners_who_can_answer_now_otherwise_for_the_manager(
    lasting, checks, board, owner
):
    assert criteria.checks_answered(lasting).waits_for == (Role.PROCESS_OWNER,)

    services.answer_check(check=checks[0], actor=owner.user, **HOLDS)
    assert criteria.checks_answered(lasting).waits_for == (Role.MANAGER,)  # the next is two months away

    CriticalProcess.objects.update(owner=board)
    with time_machine.travel(checks[1].due_on - 14 * DAY):
        assert criteria.checks_answered(lasting).waits_for == (Role.BOARD,)


def test_none_relapsing_before_any_answer(lasting, checks):
    answer = criteria.none_relapsing(lasting)

    assert (answer.met, answer.said) == (True, "No check has been answered yet.")


def test_none_relapsing_names_the_process_and_waits_for_its_owner(
    lasting, relapse, django_assert_num_queries
):
    with django_assert_num_queries(1):
        answer = criteria.none_relapsing(lasting)

    assert (answer.met, answer.said) == (False, "Sliding back: Stock control.")
    assert answer.waits_for == (Role.PROCESS_OWNER,)


@pytest.mark.parametrize("answers", [HOLDS, FINE_TUNE])
def test_none_relapsing_goes_by_the_latest_answer(lasting, process, relapse, owner, today, answers):
    again = services.check_again(process=process, actor=owner.user, due_on=today)
    services.answer_check(check=again, actor=owner.user, **answers)

    answer = criteria.none_relapsing(lasting)

    assert (answer.met, answer.said) == (True, "No process is sliding back.")


def test_none_relapsing_does_not_forget_a_later_relapse(lasting, checks, owner):
    services.answer_check(check=checks[0], actor=owner.user, **HOLDS)
    with time_machine.travel(checks[1].due_on):
        services.answer_check(check=checks[1], actor=owner.user, **RELAPSING)

    assert not criteria.none_relapsing(lasting).met


def test_fine_tuning_done_without_any(lasting):
    answer = criteria.fine_tuning_done(lasting)

    assert (answer.met, answer.said) == (True, "No fine-tuning was needed so far.")


def test_fine_tuning_done_counts_and_waits_for_who_does_it(
    lasting, action, deputy, manager, process, owner, today
):
    services.add_fine_tuning(
        engagement=lasting, actor=manager, process=process, text="Y", owner=deputy, due_on=today
    )
    services.finish_fine_tuning(action=action, actor=owner.user, result="Done")

    answer = criteria.fine_tuning_done(lasting)

    assert (answer.met, answer.said) == (False, "1 of 2 fine-tuning actions are done.")
    assert answer.waits_for == (Role.EMPLOYEE,)


def test_fine_tuning_done_when_all_are(lasting, action, owner, django_assert_num_queries):
    services.finish_fine_tuning(action=action, actor=owner.user, result="Done")

    with django_assert_num_queries(1):
        answer = criteria.fine_tuning_done(lasting)

    assert (answer.met, answer.said) == (True, "1 of 1 fine-tuning actions are done.")


def give(engagement, user):
    services.give_evaluation(engagement=engagement, actor=user, score=Decimal(4), went_well="Much")


def test_evaluated_both_waits_for_exactly_who_has_not(lasting, manager, sponsor):
    answer = criteria.evaluated_both(lasting)
    assert (answer.met, answer.said) == (False, "Nobody has evaluated yet.")
    assert answer.waits_for == (Role.MANAGER, Role.SPONSOR)

    give(lasting, manager)
    answer = criteria.evaluated_both(lasting)
    assert answer.said == "The interim manager has evaluated; the sponsor has not yet."
    assert answer.waits_for == (Role.SPONSOR,)

    give(lasting, sponsor.user)
    answer = criteria.evaluated_both(lasting)
    assert (answer.met, answer.said) == (True, "Both sides have evaluated.")


def test_evaluated_both_waits_for_the_manager_when_the_sponsor_was_first(
    lasting, sponsor, django_assert_num_queries
):
    give(lasting, sponsor.user)

    with django_assert_num_queries(1):
        answer = criteria.evaluated_both(lasting)

    assert answer.said == "The organisation has evaluated; the interim manager has not yet."
    assert answer.waits_for == (Role.MANAGER,)


def test_lesson_both_waits_for_exactly_who_has_not(lasting, manager, owner):
    answer = criteria.lesson_both(lasting)
    assert (answer.met, answer.said) == (False, "Nobody has written down a lesson yet.")

    services.add_lesson(engagement=lasting, actor=owner.user, text="Say it sooner")
    answer = criteria.lesson_both(lasting)
    assert answer.said == "The organisation has written down a lesson; the interim manager has not yet."
    assert answer.waits_for == (Role.MANAGER,)

    services.add_lesson(engagement=lasting, actor=manager, text="Ask sooner")
    answer = criteria.lesson_both(lasting)
    assert (answer.met, answer.said) == (True, "Both sides have written down a lesson.")


def test_lesson_both_waits_for_the_sponsor_when_the_manager_was_first(lasting, manager):
    services.add_lesson(engagement=lasting, actor=manager, text="Ask sooner")

    answer = criteria.lesson_both(lasting)

    assert answer.said == "The interim manager has written down a lesson; the organisation has not yet."
    assert answer.waits_for == (Role.SPONSOR,)


def test_process_without_an_owner_waits_for_the_manager(lasting, checks):
    CriticalProcess.objects.update(owner=None, deputy=None)

    assert criteria.checks_answered(lasting).waits_for == (Role.MANAGER,)


def test_roles_are_named_once(lasting, checks, process, other_owner, today):
    other = CriticalProcess.objects.create(engagement=lasting, name="Planning", owner=other_owner)
    type(checks[0]).objects.create(engagement=lasting, process=other, day=30, due_on=today)

    assert criteria.checks_answered(lasting).waits_for == (Role.PROCESS_OWNER,)


def test_pauses_move_when_a_check_is_due(lasting, checks, owner, manager, today):
    services.answer_check(check=checks[0], actor=owner.user, **HOLDS)
    moved = {"engagement": lasting, "from_phase": "evaluation", "to_phase": "evaluation", "actor": manager}
    with time_machine.travel(today + 5 * DAY):
        PhaseChange.objects.create(**moved, command="hold", from_standing="active", to_standing="on_hold")
    with time_machine.travel(today + 15 * DAY):
        PhaseChange.objects.create(**moved, command="resume", from_standing="on_hold", to_standing="active")
    again = type(lasting).objects.get(pk=lasting.pk)

    with time_machine.travel(checks[1].due_on - 14 * DAY):
        assert criteria.checks_answered(again).waits_for == (Role.MANAGER,)
    with time_machine.travel(checks[1].due_on - 4 * DAY):
        assert criteria.checks_answered(again).waits_for == (Role.PROCESS_OWNER,)
