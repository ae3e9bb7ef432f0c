"""Checks, adjustments, evaluations and lessons: each service, and each of its refusals."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from engagements.evaluation import services
from engagements.evaluation.models import DurabilityCheck, Evaluation, Lesson
from engagements.execution.services import give_back
from engagements.lifecycle.exceptions import NotNow, NotReady, Stale
from engagements.lifecycle.models import AuditEntry
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess
from phases.durability import Verdict
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.evaluation.conftest import FINE_TUNE, HOLDS, RELAPSING

DAY = datetime.timedelta(days=1)


# -- Checks


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [(HOLDS, Verdict.HOLDS), (FINE_TUNE, Verdict.FINE_TUNE), (RELAPSING, Verdict.RELAPSING)],
)
def test_check_is_answered_by_the_owner_and_judged(checks, owner, today, answers, verdict):
    answered = services.answer_check(check=checks[0], actor=owner.user, remark="Since March", **answers)

    assert answered.verdict == verdict
    assert (answered.answered_by, answered.answered_on, answered.remark) == (owner, today, "Since March")
    assert {name: getattr(answered, name) for name in answers} == answers
    assert AuditEntry.objects.filter(action=f"check-{verdict}", subject="Stock control").count() == 1


def test_check_is_answered_by_the_deputy_too(checks, deputy):
    assert services.answer_check(check=checks[0], actor=deputy.user, **HOLDS).answered_by == deputy


def test_check_is_answered_by_nobody_else(checks, other_owner, sponsor, manager):
    for actor, sentence in (
        (other_owner.user, "Only the owner"),
        (sponsor.user, "Only the owner"),
        (manager, "role"),
    ):
        with pytest.raises(PermissionDenied, match=sentence):
            services.answer_check(check=checks[0], actor=actor, **HOLDS)


def test_check_is_answered_once(relapse, owner):
    with pytest.raises(NotNow, match="has been answered"):
        services.answer_check(check=relapse, actor=owner.user, **HOLDS)

    assert DurabilityCheck.objects.get(pk=relapse.pk).verdict == Verdict.RELAPSING


def test_check_changed_meanwhile_is_stale(checks, owner, deputy):
    services.answer_check(check=checks[0], actor=deputy.user, **HOLDS)

    with pytest.raises(Stale):
        services.answer_check(check=checks[0], actor=owner.user, seen=checks[0].version, **HOLDS)


@pytest.mark.parametrize(("days_before", "allowed"), [(15, False), (14, True), (0, True), (-40, True)])
def test_check_is_answered_from_two_weeks_before_it_is_due(checks, owner, days_before, allowed):
    check = checks[1]

    with time_machine.travel(check.due_on - days_before * DAY, tick=False):
        if allowed:
            assert services.answer_check(check=check, actor=owner.user, **HOLDS).verdict
        else:
            with pytest.raises(NotNow, match="too early to tell"):
                services.answer_check(check=check, actor=owner.user, **HOLDS)


@pytest.mark.parametrize("who", ["manager", "sponsor"])
def test_check_is_skipped_with_a_reason(checks, manager, sponsor, who):
    actor = manager if who == "manager" else sponsor.user

    skipped = services.skip_check(check=checks[2], actor=actor, reason=" The ward is closed ")

    assert (skipped.is_settled, skipped.skipped_because) == (True, "The ward is closed")
    assert skipped.skipped_by.user == actor


def test_check_is_not_skipped_without_a_reason_or_by_its_owner(checks, manager, owner):
    with pytest.raises(NotReady, match="why this check is skipped"):
        services.skip_check(check=checks[0], actor=manager, reason="\n")
    with pytest.raises(PermissionDenied):
        services.skip_check(check=checks[0], actor=owner.user, reason="X")


def test_skipped_check_is_neither_answered_nor_skipped_again(checks, manager, owner):
    services.skip_check(check=checks[0], actor=manager, reason="Closed")

    with pytest.raises(NotNow, match="was skipped"):
        services.answer_check(check=checks[0], actor=owner.user, **HOLDS)
    with pytest.raises(NotNow, match="was skipped"):
        services.skip_check(check=checks[0], actor=manager, reason="Closed")


def test_one_more_check_is_asked_after_a_relapse(relapse, process, owner, today):
    again = services.check_again(process=process, actor=owner.user, due_on=today + 10 * DAY)

    assert (again.day, again.due_on, again.is_settled) == (None, today + 10 * DAY, False)
    assert services.answer_check(check=again, actor=owner.user, **HOLDS).verdict == Verdict.HOLDS


def test_one_more_check_is_asked_one_at_a_time(relapse, process, manager, owner, today):
    services.check_again(process=process, actor=manager, due_on=today)

    with pytest.raises(NotNow, match="asked already"):
        services.check_again(process=process, actor=owner.user, due_on=today)


def test_one_more_check_is_not_asked_of_what_holds_or_was_never_checked(checks, process, owner, today):
    with pytest.raises(NotNow, match="needed fine-tuning"):
        services.check_again(process=process, actor=owner.user, due_on=today)
    services.answer_check(check=checks[0], actor=owner.user, **HOLDS)
    with pytest.raises(NotNow, match="needed fine-tuning"):
        services.check_again(process=process, actor=owner.user, due_on=today)


def test_one_more_check_is_asked_by_manager_owner_and_deputy_alone(relapse, process, other_owner, today):
    with pytest.raises(PermissionDenied, match="Only the owner"):
        services.check_again(process=process, actor=other_owner.user, due_on=today)


def test_one_more_check_is_not_asked_for_yesterday(relapse, process, owner, today):
    with pytest.raises(ValidationError) as refused:
        services.check_again(process=process, actor=owner.user, due_on=today - DAY)

    assert list(refused.value.message_dict) == ["due_on"]


# -- Fine-tuning


def test_adjustment_is_added_by_anybody_who_may_own_one(process, deputy, owner, today):
    found = services.add_fine_tuning(
        engagement=process.engagement, actor=deputy.user, process=process, text="X", owner=owner, due_on=today
    )

    assert (found.process, found.owner, found.done_on) == (process, owner, None)


@pytest.mark.parametrize("wrong", ["process", "owner", "due_on"])
def test_adjustment_with_something_of_elsewhere_is_refused_beside_its_field(
    process, owner, manager, stranger, today, wrong
):
    other = stranger.memberships.get().engagement
    values = {"process": process, "owner": owner, "due_on": today}
    values[wrong] = {
        "process": CriticalProcess(engagement=other, name="Theirs"),
        "owner": seat_for(other, Role.PROCESS_OWNER),
        "due_on": today - DAY,
    }[wrong]

    with pytest.raises(ValidationError) as refused:
        services.add_fine_tuning(engagement=process.engagement, actor=manager, text="X", **values)

    assert list(refused.value.message_dict) == [wrong]


def test_adjustment_is_not_given_to_the_interim_manager(process, manager, today):
    with pytest.raises(ValidationError):
        services.add_fine_tuning(
            engagement=process.engagement,
            actor=manager,
            process=process,
            text="X",
            owner=Membership.objects.get(user=manager),
            due_on=today,
        )


def test_adjustment_is_changed_by_its_owner(action, owner, deputy):
    changed = services.change_fine_tuning(
        action=action, actor=owner.user, text="Order weekly", owner=deputy, due_on=action.due_on, seen=1
    )

    assert (changed.text, changed.owner) == ("Order weekly", deputy)


def test_adjustment_is_finished_with_what_came_of_it(action, deputy, today):
    done = services.finish_fine_tuning(action=action, actor=deputy.user, result=" Half the stock ")

    assert (done.done_on, done.result) == (today, "Half the stock")


def test_adjustment_is_not_finished_without_a_word(action, owner):
    with pytest.raises(NotReady, match="what came of it"):
        services.finish_fine_tuning(action=action, actor=owner.user, result=" ")


def test_finished_adjustment_is_not_changed_or_finished_again(action, owner):
    services.finish_fine_tuning(action=action, actor=owner.user, result="Done")

    with pytest.raises(NotNow, match="is done"):
        services.finish_fine_tuning(action=action, actor=owner.user, result="Done")
    with pytest.raises(NotNow, match="is done"):
        services.change_fine_tuning(
            action=action, actor=owner.user, text="X", owner=owner, due_on=action.due_on
        )


def test_adjustment_of_a_process_that_is_let_go_is_not_the_managers(action, manager, other_owner):
    for actor in (manager, other_owner.user):
        with pytest.raises(PermissionDenied, match="the one who does it"):
            services.finish_fine_tuning(action=action, actor=actor, result="Done")


def test_adjustment_of_a_process_given_back_is_the_managers_too(action, process, manager, owner):
    give_back(process=process, actor=owner.user, reason="My clerk left")

    assert services.finish_fine_tuning(action=action, actor=manager, result="Done").done_on


# -- Both sides


def test_each_side_evaluates_once(lasting, manager, sponsor):
    ours = services.give_evaluation(engagement=lasting, actor=manager, score=Decimal("4.3"), went_well="Much")
    theirs = services.give_evaluation(
        engagement=lasting, actor=sponsor.user, score=Decimal("4.6"), went_well="All", may_be_quoted=True
    )

    assert (ours.side, theirs.side, theirs.may_be_quoted) == ("manager", "organisation", True)
    with pytest.raises(NotNow, match="stays as it was given"):
        services.give_evaluation(engagement=lasting, actor=sponsor.user, score=Decimal(1), went_well="No")
    assert Evaluation.objects.count() == 2


@pytest.mark.parametrize("score", ["0.9", "5.1", "4.25"])
def test_evaluation_scores_from_one_to_five_in_tenths(lasting, manager, score):
    with pytest.raises(ValidationError):
        services.give_evaluation(engagement=lasting, actor=manager, score=Decimal(score), went_well="X")

    assert not Evaluation.objects.exists()


def test_audit_trail_does_not_tell_what_an_evaluation_says(lasting, manager):
    services.give_evaluation(
        engagement=lasting, actor=manager, score=Decimal("1.2"), went_well="Nothing at all"
    )

    entry = AuditEntry.objects.get(action="evaluation-give")
    assert (entry.before, entry.after) == ({}, {"side": "manager"})


def test_evaluation_is_given_by_manager_and_sponsor_alone(lasting, board):
    with pytest.raises(PermissionDenied):
        services.give_evaluation(engagement=lasting, actor=board.user, score=Decimal(4), went_well="X")


def test_lesson_is_kept_with_its_side(lasting, manager, owner):
    services.add_lesson(engagement=lasting, actor=manager, text="Ask sooner")
    services.add_lesson(engagement=lasting, actor=owner.user, text="Say it sooner")

    assert set(Lesson.objects.values_list("side", "text")) == {
        ("manager", "Ask sooner"),
        ("organisation", "Say it sooner"),
    }


# -- The moment


def test_nothing_is_done_here_before_the_evaluation(checks, process, action, owner, manager, today):
    engagement = in_phase(process.engagement, "execution")

    for act in (
        lambda: services.answer_check(check=checks[0], actor=owner.user, **HOLDS),
        lambda: services.skip_check(check=checks[0], actor=manager, reason="X"),
        lambda: services.check_again(process=process, actor=owner.user, due_on=today),
        lambda: services.add_fine_tuning(
            engagement=engagement, actor=owner.user, process=process, text="X", owner=owner, due_on=today
        ),
        lambda: services.finish_fine_tuning(action=action, actor=owner.user, result="X"),
        lambda: services.give_evaluation(
            engagement=engagement, actor=manager, score=Decimal(4), went_well="X"
        ),
        lambda: services.add_lesson(engagement=engagement, actor=manager, text="X"),
    ):
        with pytest.raises(NotNow, match="This belongs to"):
            act()
