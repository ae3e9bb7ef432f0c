"""Goals, and the plan's way to the sponsor and back: what happens, and what is refused in which words."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from engagements.execution.models import GoalReading
from engagements.lifecycle.exceptions import NotNow, NotReady, Stale
from engagements.lifecycle.models import AuditEntry
from engagements.people.roles import Role
from engagements.processes import services as processes
from engagements.record import approvals
from engagements.record.models import Approval, ApprovalKind
from engagements.specification import services
from engagements.specification.content import goal_content, plan_content, read_plan
from engagements.specification.models import Goal, GoalState, PlanVersion
from engagements.specification.standing import (
    APPROVED,
    CHANGED,
    OUTDATED,
    RETURNED,
    UNSENT,
    WAITING,
    standing_of,
)
from tests.engagements.conftest import in_phase, seat_for


def standing(engagement):
    return standing_of(read_plan(type(engagement).objects.get(pk=engagement.pk)))


# -- The final goal and the interim goals ------------------------------------------------------------


def test_final_goal_is_kept_with_what_was_seen(specifying, manager):
    changed = services.change_final_goal(engagement=specifying, actor=manager, seen=1, final_goal="Calm")

    assert (changed.final_goal, changed.version) == ("Calm", 2)
    with pytest.raises(Stale):
        services.change_final_goal(engagement=specifying, actor=manager, seen=1, final_goal="More calm")


@pytest.mark.parametrize("nothing", ["", "  \n"])
def test_final_goal_is_not_emptied(whole, manager, nothing):
    with pytest.raises(ValidationError) as refused:
        services.change_final_goal(engagement=whole, actor=manager, final_goal=nothing)

    assert "final_goal" in refused.value.message_dict


def test_goal_of_the_manager_is_allowed(specifying, manager):
    mine = specifying.memberships.get(user=manager)

    assert services.add_goal(engagement=specifying, actor=manager, title="Mine", owner=mine).owner == mine


@pytest.mark.parametrize("role", [Role.SHADOW, Role.FINANCE, Role.WORKS_COUNCIL])
def test_goal_of_somebody_who_owns_nothing_is_refused(specifying, manager, role):
    with pytest.raises(ValidationError) as refused:
        services.add_goal(
            engagement=specifying, actor=manager, title="On time", owner=seat_for(specifying, role)
        )

    assert "owner" in refused.value.message_dict


def test_goal_takes_nobody_and_nothing_of_another_client(specifying, manager, stranger):
    other = stranger.memberships.get().engagement
    theirs = processes.add_process(engagement=other, actor=stranger, name="Theirs")

    for values in ({"owner": seat_for(other, Role.PROCESS_OWNER)}, {"process": theirs}):
        with pytest.raises(ValidationError):
            services.add_goal(engagement=specifying, actor=manager, title="On time", **values)


@pytest.mark.parametrize("phase", ["execution", "evaluation"])
def test_goals_are_fixed_while_the_plan_is_carried_out(whole, manager, goals, phase):
    in_phase(whole, phase)

    for attempt in (
        lambda: services.add_goal(engagement=whole, actor=manager, title="Another"),
        lambda: services.change_goal(goal=goals[0], actor=manager, title="Another"),
        lambda: services.remove_goal(goal=goals[0], actor=manager),
        lambda: services.change_final_goal(engagement=whole, actor=manager, final_goal="Another"),
    ):
        with pytest.raises(NotNow) as refused:
            attempt()
        assert "To revise it, the engagement first goes back one phase." in str(refused.value.reasons[-1])


@pytest.mark.parametrize("state", [GoalState.REACHED, GoalState.DROPPED])
def test_settled_goal_stays_as_it_was_after_a_step_back(whole, manager, goals, state):
    Goal.objects.filter(pk=goals[0].pk).update(state=state)

    for attempt in (
        lambda: services.change_goal(goal=goals[0], actor=manager, title="Another"),
        lambda: services.remove_goal(goal=goals[0], actor=manager),
    ):
        with pytest.raises(NotNow, match="is settled"):
            attempt()


def test_goal_with_readings_stays(whole, manager, owner, goals):
    GoalReading.objects.create(engagement=whole, goal=goals[0], value=60, member=owner)

    with pytest.raises(NotNow, match="has readings, so it stays"):
        services.remove_goal(goal=goals[0], actor=manager)

    assert Goal.objects.filter(pk=goals[0].pk).exists()


def test_stale_goal_is_refused(whole, manager, goals):
    services.change_goal(goal=goals[0], actor=manager, seen=1, title="On time, always")

    with pytest.raises(Stale):
        services.change_goal(goal=goals[0], actor=manager, seen=1, title="On time, mostly")


def test_goals_are_the_managers_to_write(whole, sponsor, owner, goals):
    for member in (sponsor, owner):
        with pytest.raises(PermissionDenied):
            services.change_goal(goal=goals[0], actor=member.user, title="Another")


# -- Sending -----------------------------------------------------------------------------------------


def test_plan_that_was_never_sent_says_so(whole):
    assert standing(whole).key == UNSENT
    assert standing(whole).said == "The plan has not been sent to the sponsor yet."


def test_sent_plan_is_frozen_and_waits(whole, sent):
    assert (sent.number, sent.content, standing(whole).key) == (1, plan_content(whole), WAITING)
    assert AuditEntry.objects.filter(action="plan-submit", subject="version 1").count() == 1


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("final goal", "Write down the final goal."),
        ("process", "Name at least one critical process."),
        ("goal", "Set at least one interim goal."),
    ],
)
def test_plan_in_which_there_is_nothing_to_read_is_not_sent(specifying, manager, missing, sentence):
    if missing != "final goal":
        services.change_final_goal(engagement=specifying, actor=manager, final_goal="Calm")
    if missing != "process":
        processes.add_process(engagement=specifying, actor=manager, name="Planning")
    if missing != "goal":
        services.add_goal(engagement=specifying, actor=manager, title="On time")

    with pytest.raises(NotReady) as refused:
        services.submit_plan(engagement=specifying, actor=manager)

    assert list(refused.value.reasons) == ["There is not enough in the plan yet to approve.", sentence]


def test_plan_with_gaps_may_be_sent(specifying, manager):
    services.change_final_goal(engagement=specifying, actor=manager, final_goal="Calm")
    processes.add_process(engagement=specifying, actor=manager, name="Planning")
    services.add_goal(engagement=specifying, actor=manager, title="On time")

    assert services.submit_plan(engagement=specifying, actor=manager).number == 1


def test_same_plan_is_not_sent_twice(whole, manager, sent):
    with pytest.raises(NotNow, match="Nothing has changed since version 1 was sent"):
        services.submit_plan(engagement=whole, actor=manager)


def test_approved_plan_is_not_sent_again(whole, manager, approved):
    with pytest.raises(NotNow, match="approved version 1"):
        services.submit_plan(engagement=whole, actor=manager)


def test_returned_plan_is_sent_again_only_when_changed(whole, manager, goals, sent, sponsor):
    services.return_plan(plan=sent, actor=sponsor.user, reason="Too soft")
    with pytest.raises(NotNow, match="Nothing has changed"):
        services.submit_plan(engagement=whole, actor=manager)
    services.change_goal(goal=goals[0], actor=manager, target=85)

    assert services.submit_plan(engagement=whole, actor=manager).number == 2
    assert standing(whole).key == WAITING


def test_changed_plan_is_sent_as_the_next_version_while_the_first_still_waits(
    whole, manager, goals, sent, sponsor
):
    services.change_goal(goal=goals[0], actor=manager, target=85)
    assert standing(whole).key == OUTDATED
    second = services.submit_plan(engagement=whole, actor=manager)

    assert (second.number, standing(whole).version) == (2, second)
    with pytest.raises(Stale, match="Another version was sent"):
        services.approve_plan(plan=sent, actor=sponsor.user, seen=sent.digest)


@pytest.mark.parametrize("phase", ["intake", "execution", "evaluation"])
def test_plan_is_sent_in_the_specification_only(whole, manager, phase):
    with pytest.raises(NotNow):
        services.submit_plan(engagement=in_phase(whole, phase), actor=manager)


# -- Approving ---------------------------------------------------------------------------------------


def test_approval_is_of_the_plan_and_of_each_goal(whole, goals, approved, sponsor):
    given = Approval.objects.filter(engagement=whole)

    assert {(each.kind, each.subject_id) for each in given} == {
        (ApprovalKind.PLAN, approved.pk),
        *((ApprovalKind.GOAL, goal.pk) for goal in goals),
    }
    assert {each.member for each in given} == {sponsor}
    assert standing(whole).key == APPROVED
    assert standing(whole).said.startswith("Sanne Sponsor approved version 1 on")


def test_approval_is_told_once(approved):
    assert AuditEntry.objects.filter(action="plan-approve", subject="version 1").count() == 1


def test_approval_of_what_was_not_seen_is_stale(sent, sponsor):
    with pytest.raises(Stale):
        services.approve_plan(plan=sent, actor=sponsor.user, seen="")
    assert not Approval.objects.exists()


def test_approval_of_a_plan_that_was_changed_since_is_stale(whole, manager, goals, sent, sponsor):
    services.change_goal(goal=goals[0], actor=manager, target=85)

    with pytest.raises(Stale) as refused:
        services.approve_plan(plan=sent, actor=sponsor.user, seen=sent.digest)

    assert list(refused.value.reasons) == [
        "The plan has changed since version 1 was sent.",
        "Ask the interim manager to send it again.",
    ]
    assert not Approval.objects.exists()


def test_second_approval_is_refused_with_what_stands(approved, sponsor):
    with pytest.raises(NotNow, match="approved version 1"):
        services.approve_plan(plan=approved, actor=sponsor.user)


def test_approval_is_the_sponsors_alone(sent, manager, owner, board):
    for user in (manager, owner.user, board.user):
        with pytest.raises(PermissionDenied):
            services.approve_plan(plan=sent, actor=user, seen=sent.digest)


def test_changed_goal_loses_its_approval_and_the_other_keeps_its(whole, manager, goals, approved):
    services.change_goal(goal=goals[0], actor=manager, target=85)

    words = approvals.words_on(whole, ApprovalKind.GOAL)
    holding = [
        approvals.holds(approvals.latest_of(words[goal.pk]), goal_content(Goal.objects.get(pk=goal.pk)))
        for goal in goals
    ]
    assert holding == [False, True]
    assert standing(whole).key == CHANGED
    assert "The plan has changed since" in standing(whole).said


def test_approving_anew_approves_only_the_goals_that_changed(whole, manager, goals, approved, sponsor):
    services.change_goal(goal=goals[0], actor=manager, target=85)
    second = services.submit_plan(engagement=whole, actor=manager)

    services.approve_plan(plan=second, actor=sponsor.user, seen=second.digest)

    assert Approval.objects.filter(kind=ApprovalKind.GOAL, subject_id=goals[0].pk).count() == 2
    assert Approval.objects.filter(kind=ApprovalKind.GOAL, subject_id=goals[1].pk).count() == 1


def test_dropped_goal_is_not_approved(whole, goals, sent, sponsor, manager):
    Goal.objects.filter(pk=goals[1].pk).update(state=GoalState.DROPPED)
    second = services.submit_plan(engagement=whole, actor=manager)

    services.approve_plan(plan=second, actor=sponsor.user)

    assert not Approval.objects.filter(kind=ApprovalKind.GOAL, subject_id=goals[1].pk).exists()


def test_plan_that_is_changed_back_to_an_older_approved_version_is_approved(
    whole, manager, goals, approved, sponsor
):
    services.change_goal(goal=goals[0], actor=manager, target=85)
    second = services.submit_plan(engagement=whole, actor=manager)
    services.return_plan(plan=second, actor=sponsor.user, reason="Leave it at 80")
    assert standing(whole).key == RETURNED

    services.change_goal(goal=goals[0], actor=manager, target=80)

    assert (standing(whole).key, standing(whole).version) == (APPROVED, approved)


# -- Asking for a change -----------------------------------------------------------------------------


def test_returned_plan_says_what_should_change(whole, sent, sponsor):
    services.return_plan(
        plan=sent, actor=sponsor.user, reason="The measure for triage is missing.", seen=sent.digest
    )

    now = standing(whole)
    assert (now.key, now.word.reason) == (RETURNED, "The measure for triage is missing.")
    assert now.said.startswith("Sanne Sponsor asked for a change in version 1 on")


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_asking_for_a_change_takes_a_reason(whole, sent, sponsor, reason):
    with pytest.raises(ValidationError) as refused:
        services.return_plan(plan=sent, actor=sponsor.user, reason=reason)

    assert "reason" in refused.value.message_dict
    assert standing(whole).key == WAITING


def test_returning_twice_is_refused(sent, sponsor):
    services.return_plan(plan=sent, actor=sponsor.user, reason="Too soft")

    with pytest.raises(NotNow, match="asked for a change"):
        services.return_plan(plan=sent, actor=sponsor.user, reason="Still too soft")


def test_sponsor_may_approve_after_all_what_they_returned(whole, sent, sponsor):
    services.return_plan(plan=sent, actor=sponsor.user, reason="Too soft")

    services.approve_plan(plan=sent, actor=sponsor.user, seen=sent.digest)

    assert standing(whole).key == APPROVED


def test_sponsor_may_come_back_on_an_approval(whole, approved, sponsor):
    services.return_plan(plan=approved, actor=sponsor.user, reason="On second thoughts")

    assert standing(whole).key == RETURNED


def test_changed_plan_that_was_approved_waits_for_no_answer(whole, manager, goals, approved, sponsor):
    services.change_goal(goal=goals[0], actor=manager, target=85)

    with pytest.raises(NotNow, match="The plan has changed since"):
        services.return_plan(plan=approved, actor=sponsor.user, reason="Change it")


def test_versions_are_numbered_per_engagement(whole, sent, stranger, manager):
    other = in_phase(stranger.memberships.get().engagement, "specification")
    services.change_final_goal(engagement=other, actor=stranger, final_goal="Calm")
    processes.add_process(engagement=other, actor=stranger, name="Planning")
    services.add_goal(
        engagement=other, actor=stranger, title="On time", due_on=timezone.localdate() + datetime.timedelta(9)
    )

    assert services.submit_plan(engagement=other, actor=stranger).number == 1
    assert PlanVersion.objects.count() == 2
