"""Goals read and settled, promises made and followed, processes handed over: each service, and each of its refusals."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from engagements.execution import services
from engagements.execution.models import CommitmentState, FrictionNote, HandoverLine, LineState
from engagements.lifecycle.exceptions import NotNow, NotReady, Stale
from engagements.lifecycle.models import AuditEntry
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess
from engagements.specification.models import GoalState
from tests.engagements.conftest import in_phase, seat_for

DAY = datetime.timedelta(days=1)


def steps(commitment):
    return [step.what for step in commitment.steps.all()]


def told(engagement):
    return set(AuditEntry.objects.filter(engagement=engagement).values_list("action", flat=True))


# -- Goals


def test_reading_by_the_owner_is_kept_with_who_read_it(goal, owner, today):
    reading = services.add_reading(
        goal=goal, actor=owner.user, value=Decimal("61.5"), read_on=today, note="Week 9"
    )

    assert (reading.value, reading.member, reading.note) == (Decimal("61.5"), owner, "Week 9")


def test_reading_by_the_manager_is_kept(goal, manager, today):
    assert services.add_reading(goal=goal, actor=manager, value=Decimal(1), read_on=today).pk


def test_reading_by_the_owner_of_another_goal_is_refused(goal, other_owner, today):
    with pytest.raises(PermissionDenied, match="Only the owner of this goal"):
        services.add_reading(goal=goal, actor=other_owner.user, value=Decimal(1), read_on=today)


def test_reading_of_tomorrow_is_refused_beside_the_date(goal, manager, today):
    with pytest.raises(ValidationError) as refused:
        services.add_reading(goal=goal, actor=manager, value=Decimal(1), read_on=today + DAY)

    assert refused.value.message_dict == {"read_on": ["This day has not been yet."]}


def test_reading_of_a_dropped_goal_is_refused(goal, manager, today):
    services.drop_goal(goal=goal, actor=manager, reason="No longer counted")

    with pytest.raises(NotNow, match="dropped"):
        services.add_reading(goal=goal, actor=manager, value=Decimal(1), read_on=today)


def test_reading_of_a_reached_goal_is_kept(goal, manager, today):
    services.add_reading(goal=goal, actor=manager, value=Decimal(80), read_on=today)
    services.reach_goal(goal=goal, actor=manager)

    assert services.add_reading(goal=goal, actor=manager, value=Decimal(78), read_on=today).pk


def test_goal_is_reached_by_its_latest_reading(goal, manager, today):
    services.add_reading(goal=goal, actor=manager, value=Decimal(60), read_on=today - DAY)
    services.add_reading(goal=goal, actor=manager, value=Decimal(81), read_on=today)

    reached = services.reach_goal(goal=goal, actor=manager)

    assert (reached.state, reached.settled_on) == (GoalState.REACHED, today)
    assert "goal-reached" in told(goal.engagement)


@pytest.mark.parametrize("values", [[], [79], [85, 79]])
def test_goal_is_not_reached_while_the_latest_reading_is_short_of_it(goal, manager, today, values):
    for days, value in enumerate(reversed(values)):
        services.add_reading(goal=goal, actor=manager, value=Decimal(value), read_on=today - days * DAY)

    with pytest.raises(NotReady, match="not at the target yet"):
        services.reach_goal(goal=goal, actor=manager)


def test_goal_is_dropped_with_its_reason(goal, manager, today):
    dropped = services.drop_goal(goal=goal, actor=manager, reason=" The ward closed ")

    assert (dropped.state, dropped.settled_because, dropped.settled_on) == (
        GoalState.DROPPED,
        "The ward closed",
        today,
    )


def test_goal_is_not_dropped_without_a_reason(goal, manager):
    with pytest.raises(NotReady, match="no longer counts"):
        services.drop_goal(goal=goal, actor=manager, reason="  ")


def test_settled_goal_is_not_settled_again(goal, manager):
    services.drop_goal(goal=goal, actor=manager, reason="Closed")

    with pytest.raises(NotNow, match="settled already: dropped"):
        services.drop_goal(goal=goal, actor=manager, reason="Closed")
    with pytest.raises(NotNow, match="settled already"):
        services.reach_goal(goal=goal, actor=manager)


# -- Promises


def test_promise_asked_of_somebody_waits_for_their_answer(asked, board):
    assert (asked.state, asked.member) == (CommitmentState.PROPOSED, board)
    assert steps(asked) == ["proposed"]


def test_own_promise_is_accepted_at_once(running, sponsor, today):
    own = services.add_commitment(
        engagement=running, actor=sponsor.user, member=sponsor, text="I chair the review", due_on=today
    )

    assert own.state == CommitmentState.ACCEPTED
    assert steps(own) == ["accepted"]


def test_promise_asked_by_a_colleague_waits_for_an_answer(running, sponsor, board, today):
    found = services.add_commitment(
        engagement=running, actor=sponsor.user, member=board, text="Free up a planner", due_on=today
    )

    assert found.state == CommitmentState.PROPOSED


@pytest.mark.parametrize("who", ["employee", "finance", "manager", "ended", "elsewhere"])
def test_promise_is_only_asked_of_those_who_can_answer_it(running, manager, stranger, today, who):
    if who == "elsewhere":
        member = seat_for(stranger.memberships.get().engagement, Role.BOARD)
    elif who == "manager":
        member = running.memberships.get(user=manager)
    else:
        member = seat_for(running, Role.BOARD if who == "ended" else who)
        member.ended_on = today if who == "ended" else None

    with pytest.raises(ValidationError) as refused:
        services.add_commitment(engagement=running, actor=manager, member=member, text="X", due_on=today)

    assert list(refused.value.message_dict) == ["member"]


def test_promise_for_yesterday_is_refused_beside_the_date(running, manager, board, today):
    with pytest.raises(ValidationError) as refused:
        services.add_commitment(engagement=running, actor=manager, member=board, text="X", due_on=today - DAY)

    assert refused.value.message_dict == {"due_on": ["Choose today or a later day."]}


def test_question_is_changed_while_nobody_answered(asked, manager, today):
    changed = services.change_commitment(
        commitment=asked, actor=manager, text="Chair it twice", due_on=today, seen=1
    )

    assert (changed.text, changed.due_on) == ("Chair it twice", today)
    assert steps(changed) == ["proposed", "changed"]


def test_question_stored_unchanged_leaves_no_line_in_its_history(asked, manager):
    services.change_commitment(commitment=asked, actor=manager, text=asked.text, due_on=asked.due_on)

    assert steps(asked) == ["proposed"]


def test_answered_question_is_not_changed(promise, manager):
    with pytest.raises(NotNow, match="a promise stays as it was given"):
        services.change_commitment(commitment=promise, actor=manager, text="More", due_on=promise.due_on)


def test_promise_is_accepted_by_who_was_asked(promise):
    assert promise.state == CommitmentState.ACCEPTED
    assert steps(promise) == ["proposed", "accepted"]
    assert "commitment-accepted" in told(promise.engagement)


def test_promise_is_refused_with_a_reason(asked, board):
    refused = services.answer_commitment(commitment=asked, actor=board.user, accepted=False, reason="No time")

    assert refused.state == CommitmentState.REFUSED
    assert refused.steps.last().note == "No time"


def test_promise_is_not_refused_without_a_reason(asked, board):
    with pytest.raises(NotReady, match="Say why not"):
        services.answer_commitment(commitment=asked, actor=board.user, accepted=False)


def test_promise_is_not_answered_by_anybody_else(asked, sponsor):
    with pytest.raises(PermissionDenied, match="Only the person who is asked"):
        services.answer_commitment(commitment=asked, actor=sponsor.user, accepted=True)


def test_promise_is_answered_once(promise, board):
    with pytest.raises(NotNow, match="answered already"):
        services.answer_commitment(commitment=promise, actor=board.user, accepted=False, reason="After all")


def test_answer_to_a_question_that_changed_meanwhile_is_stale(asked, board, manager):
    services.change_commitment(commitment=asked, actor=manager, text="Something else", due_on=asked.due_on)

    with pytest.raises(Stale) as refused:
        services.answer_commitment(commitment=asked, actor=board.user, accepted=True, seen=asked.version)

    assert refused.value.current.text == "Something else"


@pytest.mark.parametrize("outcome", ["kept", "broken"])
def test_promise_is_settled_by_who_made_it_or_the_manager(promise, board, manager, outcome):
    actor = board.user if outcome == "kept" else manager

    settled = services.settle_commitment(
        commitment=promise, actor=actor, outcome=outcome, note="Done in March"
    )

    assert settled.state == outcome
    assert steps(settled) == ["proposed", "accepted", outcome]
    assert f"commitment-{outcome}" in told(promise.engagement)


def test_broken_promise_asks_what_came_of_it(promise, board):
    with pytest.raises(NotReady, match="what came of it"):
        services.settle_commitment(commitment=promise, actor=board.user, outcome="broken", note=" ")


def test_promise_is_settled_as_kept_or_broken_and_nothing_else(promise, board):
    with pytest.raises(ValidationError):
        services.settle_commitment(commitment=promise, actor=board.user, outcome="refused", note="X")


def test_promise_is_not_settled_by_somebody_else(promise, sponsor):
    with pytest.raises(PermissionDenied, match="who promised this"):
        services.settle_commitment(commitment=promise, actor=sponsor.user, outcome="kept")


def test_promise_that_was_never_given_is_not_settled(asked, manager):
    with pytest.raises(NotNow, match="was accepted"):
        services.settle_commitment(commitment=asked, actor=manager, outcome="kept")


def test_promise_agreed_anew_by_who_made_it_stays_theirs(promise, board, today):
    anew = services.renegotiate_commitment(
        commitment=promise, actor=board.user, text="Every second month", due_on=today, reason="Agenda full"
    )

    assert (anew.state, anew.text) == (CommitmentState.ACCEPTED, "Every second month")
    assert anew.steps.last().note == "Agenda full"
    assert anew.steps.last().due_on == today


def test_promise_agreed_anew_by_the_manager_is_asked_again(promise, manager, today):
    anew = services.renegotiate_commitment(
        commitment=promise, actor=manager, text=promise.text, due_on=today + DAY, reason="Moved the meeting"
    )

    assert anew.state == CommitmentState.PROPOSED


def test_broken_promise_can_be_agreed_anew(promise, board, today):
    services.settle_commitment(commitment=promise, actor=board.user, outcome="broken", note="Forgotten")

    anew = services.renegotiate_commitment(
        commitment=promise, actor=board.user, text=promise.text, due_on=today, reason="Once more"
    )

    assert anew.is_open
    assert steps(anew) == ["proposed", "accepted", "broken", "renegotiated"]


def test_kept_promise_is_not_agreed_anew(promise, board, today):
    services.settle_commitment(commitment=promise, actor=board.user, outcome="kept")

    with pytest.raises(NotNow, match="accepted or broken"):
        services.renegotiate_commitment(
            commitment=promise, actor=board.user, text="X", due_on=today, reason="Y"
        )


def test_promise_is_not_agreed_anew_without_a_reason(promise, board, today):
    with pytest.raises(NotReady, match="Say why"):
        services.renegotiate_commitment(
            commitment=promise, actor=board.user, text="X", due_on=today, reason=""
        )


def test_open_promise_gets_a_new_home_and_stays_open(promise, manager, sponsor):
    homed = services.rehome_commitment(
        commitment=promise, actor=manager, new_home=sponsor, new_home_note="Quarterly review"
    )

    assert (homed.new_home, homed.new_home_note, homed.is_open) == (sponsor, "Quarterly review", True)
    assert homed.steps.last().note == "Sanne Sponsor: Quarterly review"


def test_new_home_is_in_the_organisation(promise, manager):
    with pytest.raises(ValidationError):
        services.rehome_commitment(
            commitment=promise,
            actor=manager,
            new_home=Membership.objects.get(user=manager),
            new_home_note="Mine",
        )


def test_settled_promise_needs_no_new_home(promise, manager, sponsor):
    services.settle_commitment(commitment=promise, actor=manager, outcome="kept")

    with pytest.raises(NotNow, match="no longer open"):
        services.rehome_commitment(commitment=promise, actor=manager, new_home=sponsor, new_home_note="X")


def test_friction_is_noted_with_its_promise(running, promise, manager, today):
    note = services.add_friction(
        engagement=running, actor=manager, about="Did not show up", happened_on=today, commitment=promise
    )

    assert FrictionNote.objects.get() == note
    assert list(promise.frictions.all()) == [note]


def test_friction_about_a_promise_of_another_engagement_is_refused(promise, stranger, today):
    other = in_phase(stranger.memberships.get().engagement, "execution")

    with pytest.raises(ValidationError):
        services.add_friction(
            engagement=other, actor=stranger, about="X", happened_on=today, commitment=promise
        )


def test_friction_is_the_managers_to_note(running, sponsor, today):
    with pytest.raises(PermissionDenied):
        services.add_friction(engagement=running, actor=sponsor.user, about="X", happened_on=today)


# -- Handing over


def accept_everything(process, owner):
    for line in HandoverLine.objects.filter(process=process).exclude(state=LineState.ACCEPTED):
        services.accept_line(line=line, actor=owner.user)


@pytest.fixture
def theirs(process, line, owner):
    """The process after its owner took it over."""
    accept_everything(process, owner)
    return services.accept_handover(process=process, actor=owner.user)


def test_process_is_let_go_when_its_owner_accepts_every_line(theirs):
    assert theirs.is_let_go
    assert "handover-accept" in told(theirs.engagement)


def test_hand_over_is_not_accepted_while_a_line_is_open(process, line, owner, manager):
    services.accept_line(line=line, actor=owner.user)
    services.add_line(process=process, actor=manager, what="The roster")

    with pytest.raises(NotReady, match="1 of 2 lines are not accepted yet"):
        services.accept_handover(process=process, actor=owner.user)


def test_hand_over_without_a_line_is_not_accepted(process, owner):
    with pytest.raises(NotReady, match="nothing to accept yet"):
        services.accept_handover(process=process, actor=owner.user)


def test_hand_over_is_accepted_once(theirs, owner):
    with pytest.raises(NotNow, match="is let go"):
        services.accept_handover(process=theirs, actor=owner.user)

    assert AuditEntry.objects.filter(action="handover-accept").count() == 1


def test_only_the_owner_answers_lines_and_accepts(process, line, other_owner, sponsor):
    for actor in (other_owner.user, sponsor.user):
        with pytest.raises(PermissionDenied, match="Only the owner"):
            services.accept_line(line=line, actor=actor)
        with pytest.raises(PermissionDenied, match="Only the owner"):
            services.refuse_line(line=line, actor=actor, reason="X")
        with pytest.raises(PermissionDenied, match="Only the owner"):
            services.accept_handover(process=process, actor=actor)


def test_line_is_accepted_once(line, owner):
    services.accept_line(line=line, actor=owner.user)

    with pytest.raises(NotNow, match="accepted this line already"):
        services.accept_line(line=line, actor=owner.user)


def test_line_that_changed_meanwhile_is_not_accepted_unseen(line, owner, manager):
    services.change_line(line=line, actor=manager, what="And the budget too")

    with pytest.raises(Stale):
        services.accept_line(line=line, actor=owner.user, seen=line.version)


def test_line_is_refused_with_what_is_missing_and_offered_again(line, owner, manager, today):
    refused = services.refuse_line(line=line, actor=owner.user, reason="No deputy yet")
    assert (refused.state, refused.answer, refused.answered_on) == (LineState.REFUSED, "No deputy yet", today)

    offered = services.change_line(line=line, actor=manager, what=line.what, where="Tuesdays, with a deputy")

    assert (offered.state, offered.answer, offered.answered_on) == (LineState.OPEN, "", None)


def test_line_is_not_refused_without_a_reason(line, owner):
    with pytest.raises(NotReady, match="still missing"):
        services.refuse_line(line=line, actor=owner.user, reason=" ")


def test_accepted_line_is_not_changed_or_removed(line, owner, manager):
    services.accept_line(line=line, actor=owner.user)

    with pytest.raises(NotNow, match="accepted this line"):
        services.change_line(line=line, actor=manager, what="Less")
    with pytest.raises(NotNow, match="accepted this line"):
        services.remove_line(line=line, actor=manager)


def test_open_line_is_removed(line, manager):
    services.remove_line(line=line, actor=manager)

    assert not HandoverLine.objects.exists()


def test_manager_changes_nothing_on_a_process_that_is_let_go(theirs, line, manager):
    with pytest.raises(NotNow, match="its owner's"):
        services.add_line(process=theirs, actor=manager, what="One more thing")
    with pytest.raises(NotNow, match="its owner's"):
        services.change_line(line=line, actor=manager, what="Less")
    with pytest.raises(NotNow, match="its owner's"):
        services.remove_line(line=line, actor=manager)


def test_process_given_back_is_counted_and_its_lines_open_again(theirs, owner):
    back = services.give_back(process=theirs, actor=owner.user, reason="My deputy has left")

    assert (back.is_let_go, back.given_back) == (False, 1)
    assert [line.state for line in back.handover_lines.all()] == [LineState.OPEN]
    assert AuditEntry.objects.filter(action="handover-give-back").count() == 1
    assert AuditEntry.objects.get(action="handover-given-back-because").after == {
        "reason": "My deputy has left"
    }


def test_process_can_be_accepted_again_after_giving_it_back(theirs, owner):
    services.give_back(process=theirs, actor=owner.user, reason="My deputy has left")
    accept_everything(theirs, owner)

    again = services.accept_handover(process=theirs, actor=owner.user)
    services.give_back(process=again, actor=owner.user, reason="Again")

    assert CriticalProcess.objects.get().given_back == 2


def test_process_is_given_back_by_its_owner_alone_and_with_a_reason(theirs, owner, sponsor):
    with pytest.raises(PermissionDenied, match="Only the owner"):
        services.give_back(process=theirs, actor=sponsor.user, reason="X")
    with pytest.raises(NotReady, match="before it can be yours"):
        services.give_back(process=theirs, actor=owner.user, reason=" ")


def test_process_that_is_not_let_go_is_not_given_back(process, owner):
    with pytest.raises(NotNow, match="with the interim manager already"):
        services.give_back(process=process, actor=owner.user, reason="X")


def test_process_can_be_given_back_in_evaluation(theirs, owner):
    in_phase(theirs.engagement, "evaluation")

    assert services.give_back(process=theirs, actor=owner.user, reason="X").given_back == 1


# -- The moment


def test_nothing_is_handed_over_outside_execution(process, line, owner, manager, goal):
    in_phase(process.engagement, "specification")

    for act in (
        lambda: services.add_line(process=process, actor=manager, what="X"),
        lambda: services.accept_line(line=line, actor=owner.user),
        lambda: services.accept_handover(process=process, actor=owner.user),
        lambda: services.give_back(process=process, actor=owner.user, reason="X"),
        lambda: services.reach_goal(goal=goal, actor=manager),
        lambda: services.drop_goal(goal=goal, actor=manager, reason="X"),
    ):
        with pytest.raises(NotNow, match="This belongs to"):
            act()
