"""Reminding: at its moments, once, and only of what is still asked of somebody who takes part."""

import datetime
import threading

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from engagements.evaluation.models import DurabilityCheck
from engagements.execution.models import Commitment, CommitmentState, HandoverLine
from engagements.intake.models import TrustRound
from engagements.lifecycle import services
from engagements.people.models import Membership
from engagements.people.roles import ORGANISATION_SIDE
from engagements.processes.models import CriticalProcess
from engagements.record.models import WorkedMonth, WorkedMonthState
from engagements.reminders.models import Reminder
from engagements.reminders.services import remind_everybody
from engagements.sparring.models import SparringRequest
from engagements.specification.models import Goal
from outbox.models import Mail
from outbox.rhythms import Rhythm
from tests.engagements.conftest import in_phase
from tests.engagements.reminders.conftest import DAY, DUE


def reminded():
    """Return who is mailed of what, as the outbox has it."""
    return [(each.recipient, each.args["keys"]) for each in Mail.objects.filter(kind="reminder")]


@pytest.mark.django_db
def test_promise_is_reminded_of_before_the_day_after_and_weekly_three_times(promise, on):
    days = (-4, -3, 0, 1, 7, 8, 15, 22, 29)
    assert [each for each in days if on(each)] == [-3, 1, 8, 15, 22]
    assert list(Reminder.objects.values_list("is_last", flat=True)) == [False] * 4 + [True]


@pytest.mark.django_db
def test_running_twice_reminds_once(promise, board, on):
    assert (on(-3), on(-3), on(-2)) == (1, 0, 0)
    assert reminded() == [(board.user, [f"commitment-{promise.pk}"])]


@pytest.mark.django_db
def test_running_late_reminds_of_the_latest_moment_alone(promise, on):
    assert on(12) == 1
    assert Reminder.objects.get().moment == DUE + 8 * DAY


@pytest.mark.django_db(transaction=True)
def test_many_machines_at_once_remind_once(promise, board, april):
    april.move_to("2026-05-07T08:00Z")
    now = timezone.now()
    together = threading.Barrier(4)
    made, failures = [], []

    def run():
        try:
            together.wait(10)
            made.append(remind_everybody(now))
        except Exception as error:  # told below: a thread can't fail a test by itself
            failures.append(error)
        finally:
            connection.close()

    machines = [threading.Thread(target=run) for _each in range(4)]
    for machine in machines:
        machine.start()
    for machine in machines:
        machine.join()

    assert failures == []
    assert sorted(made) == [0, 0, 0, 1]
    assert Reminder.objects.count() == Mail.objects.filter(kind="reminder").count() == 1


@pytest.mark.django_db
def test_nobody_is_reminded_while_on_hold_and_the_day_is_later_by_the_pause(promise, executing, manager, on):
    on(-10)
    services.change(
        engagement=executing, actor=manager, command="hold", seen=executing.moves, reason="Merger"
    )
    assert [on(days) for days in (-3, 1, 8)] == [0, 0, 0]

    on(10)
    services.change(engagement=executing, actor=manager, command="resume", seen=executing.moves + 1)

    assert [days for days in range(10, 22) if on(days)] == [17, 21]  # due after 20 days of pause


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["kept", "seat ended", "left the practice", "engagement ended"])
def test_nobody_is_reminded_of_what_is_no_longer_theirs_to_do(promise, board, executing, manager, on, how):
    if how == "kept":
        Commitment.objects.update(state=CommitmentState.KEPT)
    elif how == "seat ended":
        Membership.objects.filter(pk=board.pk).update(ended_on=DUE - 20 * DAY)
    elif how == "left the practice":
        User.objects.filter(pk=board.user_id).update(is_active=False)
    else:
        services.change(
            engagement=executing,
            actor=manager,
            command="end-early",
            seen=executing.moves,
            reason="Sold",
            last_working_day=DUE - 20 * DAY,
        )

    assert on(1) == 0
    assert reminded() == []


@pytest.mark.django_db
def test_worked_days_are_reminded_of_after_the_end_too(executing, sponsor, manager, on):
    WorkedMonth.objects.create(
        engagement=executing, month=datetime.date(2026, 4, 1), days=10, state=WorkedMonthState.SUBMITTED
    )
    services.change(
        engagement=executing,
        actor=manager,
        command="end-early",
        seen=executing.moves,
        reason="Sold",
        last_working_day=DUE,
    )

    on(1)

    assert reminded() == [(sponsor.user, ["worked-months"])]


@pytest.mark.django_db
def test_check_and_goal_that_fall_due_are_reminded_of(executing, owner, on):
    Goal.objects.create(engagement=executing, title="On time", owner=owner, due_on=DUE)
    on(-3)
    aftercare = in_phase(executing, "evaluation")
    process = CriticalProcess.objects.create(engagement=aftercare, name="Planning", owner=owner)
    check = DurabilityCheck.objects.create(engagement=aftercare, process=process, day=30, due_on=DUE)
    on(-2)

    goal = Goal.objects.get()
    mine = [keys for who, keys in reminded() if who == owner.user]
    assert mine == [[f"goal-{goal.pk}"], [f"check-{check.pk}"]]


@pytest.mark.django_db
def test_whatever_waits_for_an_answer_is_reminded_of_from_the_day_it_was_asked(
    executing, owner, sponsor, manager, on
):
    rest = {"engagement": executing}
    process = CriticalProcess.objects.create(name="Planning", owner=owner, **rest)
    HandoverLine.objects.create(process=process, what="The roster", **rest)
    pulse = TrustRound.objects.create(**rest)
    talk = SparringRequest.objects.create(
        owner=owner,
        opened_by=owner,
        started_by=ORGANISATION_SIDE,
        turn=ORGANISATION_SIDE,
        question="Hire or train?",
        decide_by=DUE,
        **rest,
    )

    on(-26)  # four days after it was asked
    on(-3)

    told = {(who, key) for who, keys in reminded() for key in keys}
    asked = {f"handover-{process.pk}", "ratings", f"sparring-{talk.pk}"}
    assert told >= {(owner.user, key) for key in asked}
    assert told >= {(who, f"trust-{pulse.pk}") for who in (sponsor.user, manager)}
    assert (manager, f"handover-{process.pk}") not in told


@pytest.mark.django_db
def test_several_things_on_one_day_are_one_mail(promise, board, on):
    Commitment.objects.create(
        engagement=promise.engagement,
        member=board,
        text="Visit the floor",
        due_on=DUE,
        state=CommitmentState.ACCEPTED,
    )

    assert on(-3) == 2
    assert [len(keys) for _who, keys in reminded()] == [2]


@pytest.mark.django_db
@pytest.mark.parametrize("rhythm", [Rhythm.DAILY, Rhythm.WEEKLY])
def test_reminders_wait_for_the_overview_of_whoever_has_one(promise, board, on, rhythm):
    User.objects.filter(pk=board.user_id).update(mail_rhythm=rhythm)
    Commitment.objects.create(
        engagement=promise.engagement,
        member=board,
        text="Visit the floor",
        due_on=DUE,
        state=CommitmentState.ACCEPTED,
    )

    on(-3)

    mails = Mail.objects.filter(kind="reminder")
    assert [(len(each.args["keys"]), each.due_at) for each in mails] == [(1, None), (1, None)]


@pytest.mark.django_db
def test_new_day_brings_new_reminders_but_not_on_the_heels_of_the_last(promise, on):
    on(-3)
    Commitment.objects.update(due_on=DUE + 2 * DAY)

    assert [days for days in range(-2, 4) if on(days)] == [3]


@pytest.mark.django_db
def test_reminders_are_closed_once_it_is_done(promise, on):
    on(-3)
    assert Reminder.objects.unanswered().count() == 1

    Commitment.objects.update(state=CommitmentState.KEPT)
    on(-2)

    assert Reminder.objects.unanswered().count() == 0
