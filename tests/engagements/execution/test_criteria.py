"""The gate out of execution: each criterion met and not met, in its own words."""

import datetime
from decimal import Decimal

import pytest

from engagements.execution import criteria, services
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess
from engagements.specification.models import Goal
from tests.engagements.conftest import in_phase, seat_for


def let_go(process, owner):
    for line in process.handover_lines.exclude(state="accepted"):
        services.accept_line(line=line, actor=owner.user)
    services.accept_handover(process=process, actor=owner.user)


def test_processes_let_go_without_a_process(running):
    answer = criteria.processes_let_go(running)

    assert (answer.met, answer.said) == (False, "There is no critical process yet.")
    assert answer.waits_for == (Role.MANAGER,)


def test_processes_let_go_counts_and_names_what_is_not(
    running, process, line, owner, django_assert_num_queries
):
    for name in "ABCD":
        CriticalProcess.objects.create(engagement=running, name=f"Process {name}", owner=owner)
    let_go(process, owner)

    with django_assert_num_queries(1):
        answer = criteria.processes_let_go(running)

    assert not answer.met
    assert answer.said == "1 of 5 processes are let go. Not yet: Process A, Process B, Process C and 1 more."


def test_processes_let_go_when_every_one_is(running, process, line, owner):
    let_go(process, owner)

    answer = criteria.processes_let_go(running)

    assert (answer.met, answer.said) == (True, "1 of 1 processes are let go.")


def test_processes_let_go_waits_for_whoever_can_move(running, process, owner, manager, board):
    assert criteria.processes_let_go(running).waits_for == (Role.MANAGER,)  # no line yet

    line = services.add_line(process=process, actor=manager, what="Roster")
    assert criteria.processes_let_go(running).waits_for == (Role.PROCESS_OWNER,)

    services.refuse_line(line=line, actor=owner.user, reason="No deputy")
    assert criteria.processes_let_go(running).waits_for == (Role.MANAGER,)

    other = CriticalProcess.objects.create(engagement=running, name="Capacity", owner=board)
    services.add_line(process=other, actor=manager, what="Contracts")
    assert criteria.processes_let_go(running).waits_for == (Role.BOARD, Role.MANAGER)


def test_goals_settled_without_a_goal(running):
    answer = criteria.goals_settled(running)

    assert (answer.met, answer.said) == (False, "There is no interim goal yet.")


def test_goals_settled_counts_and_names_what_is_open(
    running, goal, manager, today, django_assert_num_queries
):
    Goal.objects.create(engagement=running, title="Fewer cancellations")
    services.add_reading(goal=goal, actor=manager, value=Decimal(80), read_on=today)
    services.reach_goal(goal=goal, actor=manager)

    with django_assert_num_queries(1):
        answer = criteria.goals_settled(running)

    assert (answer.met, answer.said) == (
        False,
        "1 of 2 goals are reached or dropped. Not yet: Fewer cancellations.",
    )


def test_goals_settled_when_all_are(running, goal, manager):
    services.drop_goal(goal=goal, actor=manager, reason="Closed")

    answer = criteria.goals_settled(running)

    assert (answer.met, answer.said) == (True, "1 of 1 goals are reached or dropped.")


def test_commitments_rehomed_without_an_open_promise(running, promise, manager):
    services.settle_commitment(commitment=promise, actor=manager, outcome="kept")

    answer = criteria.commitments_rehomed(running)

    assert (answer.met, answer.said) == (True, "No promise is open any more.")


def test_commitments_rehomed_counts_the_homes(running, asked, manager, sponsor, board, today):
    services.add_commitment(engagement=running, actor=manager, member=board, text="Another", due_on=today)
    services.rehome_commitment(commitment=asked, actor=manager, new_home=sponsor, new_home_note="Review")

    answer = criteria.commitments_rehomed(running)

    assert (answer.met, answer.said) == (False, "1 of 2 open promises have a new home.")


def test_commitments_rehomed_when_every_open_one_is(
    running, asked, manager, sponsor, django_assert_num_queries
):
    services.rehome_commitment(commitment=asked, actor=manager, new_home=sponsor, new_home_note="Review")

    with django_assert_num_queries(1):
        answer = criteria.commitments_rehomed(running)

    assert (answer.met, answer.said) == (True, "1 of 1 open promises have a new home.")


@pytest.fixture
def specifying(engagement):
    return in_phase(engagement, "specification")


def test_commitment_named_when_nobody_promised(specifying, owner, manager, today):
    services.add_commitment(engagement=specifying, actor=manager, member=owner, text="X", due_on=today)

    answer = criteria.commitment_named(specifying)

    assert not answer.met
    assert answer.said == "Nobody of board or management has promised anything by name yet."
    assert answer.waits_for == ()


def test_commitment_named_waits_for_whoever_is_asked(
    specifying, board, manager, today, django_assert_num_queries
):
    services.add_commitment(engagement=specifying, actor=manager, member=board, text="X", due_on=today)

    with django_assert_num_queries(1):
        answer = criteria.commitment_named(specifying)

    assert (answer.met, answer.said) == (False, "Asked of Bente Board; not answered yet.")
    assert answer.waits_for == (Role.BOARD,)


def test_commitment_named_does_not_count_a_refusal(specifying, board, manager, today):
    asked = services.add_commitment(
        engagement=specifying, actor=manager, member=board, text="X", due_on=today
    )
    services.answer_commitment(commitment=asked, actor=board.user, accepted=False, reason="No")

    assert not criteria.commitment_named(specifying).met


def test_commitment_named_when_somebody_gave_their_word(specifying, sponsor, board, manager, today):
    for member in (sponsor, board, sponsor):
        services.add_commitment(
            engagement=specifying,
            actor=member.user if member is sponsor else manager,
            member=member,
            text="X",
            due_on=today,
        )

    answer = criteria.commitment_named(specifying)

    assert (answer.met, answer.said) == (True, "Promised by Sanne Sponsor.")


def test_commitment_named_by_management_counts(specifying, today):
    member = seat_for(specifying, Role.MANAGEMENT, "Maud Management")
    services.add_commitment(
        engagement=specifying,
        actor=member.user,
        member=member,
        text="X",
        due_on=today + datetime.timedelta(days=3),
    )

    assert criteria.commitment_named(specifying).said == "Promised by Maud Management."
