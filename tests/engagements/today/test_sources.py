"""Each kind of thing that is due or waits: found when it is, with its words and its spot; not before, not elsewhere."""

import datetime

import pytest
from django.utils import timezone

from engagements.cases.models import Case, CaseState
from engagements.evaluation.models import DurabilityCheck, Evaluation, FineTuningAction
from engagements.execution.models import Commitment, CommitmentState, GoalReading, HandoverLine
from engagements.intake.models import AssignmentVersion, TrustAnswer, TrustRound
from engagements.intake.services import draft_assignment, sign_assignment
from engagements.lifecycle.models import AuditEntry, Request
from engagements.people.roles import MANAGER_SIDE, Role
from engagements.processes.models import CriticalProcess
from engagements.record.models import Approval, ApprovalKind, WorkedMonth, WorkedMonthState
from engagements.specification.models import Goal, PlanVersion
from engagements.today import asked, due, waiting
from engagements.today.desk import desk_of
from tests.engagements.conftest import in_phase, seat_for


def day(offset):
    """Return the day so many days from today."""
    return timezone.localdate() + datetime.timedelta(days=offset)


@pytest.fixture
def process(engagement, owner):
    """A critical process with an owner."""
    return CriticalProcess.objects.create(engagement=engagement, name="Planning", owner=owner)


def put(engagement, standing, **values):
    """Put an engagement in a standing without walking there."""
    type(engagement).objects.filter(pk=engagement.pk).update(standing=standing, **values)


# -- Due -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("offset", "words"), [(-12, "12 days late"), (0, "today"), (8, None)])
def test_goal_is_there_when_it_is_due(told, engagement, owner, offset, words):
    in_phase(engagement, "execution")
    goal = Goal.objects.create(
        engagement=engagement, title="Start on time", owner=owner, due_on=day(offset), baseline=54, target=80
    )
    GoalReading.objects.create(engagement=engagement, goal=goal, value=74, member=owner)

    found = told(due.everything_due)

    assert [(when, what) for _urgency, when, what, _matter in found] == (
        [(words, "Interim goal: Start on time")] if words else []
    )
    if found:
        matter = found[0][-1]
        assert matter.detail == "Owner: Omar Owner. Now at 74, to be 80."
        assert matter.url.endswith(f"/{engagement.ref}/execution/#goal-{goal.pk}")
        assert matter.deed is None


def test_goal_whose_reading_is_at_the_target_can_be_marked_on_the_spot(told, engagement, owner):
    in_phase(engagement, "execution")
    goal = Goal.objects.create(
        engagement=engagement, title="Start on time", due_on=day(-1), baseline=54, target=80
    )
    GoalReading.objects.create(engagement=engagement, goal=goal, value=81, member=owner)

    ((*_words, matter),) = told(due.goals)

    assert (matter.deed.key, matter.deed.subject) == ("goal-reached", goal.pk)


def test_promise_is_followed_up_when_given_and_waits_while_it_is_not(told, engagement, board):
    in_phase(engagement, "execution")
    promise = Commitment.objects.create(engagement=engagement, member=board, text="Fill it", due_on=day(-10))

    assert told(due.promises) == []
    ((urgency, when, what, _matter),) = told(waiting.promises)
    assert (urgency, when) == ("WAITING", "since today")
    assert what == "Bente Board has not answered yet: “Fill it”"

    Commitment.objects.filter(pk=promise.pk).update(state=CommitmentState.ACCEPTED)
    assert told(waiting.promises) == []
    ((urgency, when, what, _matter),) = told(due.promises)
    assert (urgency, when, what) == ("OVERDUE", "10 days late", "Bente Board promised: “Fill it”")


def test_process_that_should_be_let_go_and_lines_that_wait_for_its_owner(told, engagement, process):
    in_phase(engagement, "execution")
    CriticalProcess.objects.filter(pk=process.pk).update(let_go_on=day(3))
    HandoverLine.objects.create(engagement=engagement, process=process, what="Roster")

    ((urgency, _when, what, matter),) = told(due.processes)
    assert (urgency, what) == ("THIS_WEEK", "Let go of Planning")
    ((urgency, when, what, _matter),) = told(waiting.handovers)
    assert (urgency, when) == ("WAITING", "since today")
    assert what == "Omar Owner has 1 line to answer in the hand-over of Planning"

    CriticalProcess.objects.filter(pk=process.pk).update(let_go_at=timezone.now())
    assert told(due.processes) == told(waiting.handovers) == []
    assert matter.url.endswith(f"#process-{process.pk}")


def test_checks_and_adjustments_are_there_in_the_evaluation(told, engagement, process, owner):
    check = DurabilityCheck.objects.create(engagement=engagement, process=process, due_on=day(-2))
    FineTuningAction.objects.create(
        engagement=engagement, process=process, text="Order list", owner=owner, due_on=day(2)
    )
    assert told(due.everything_due) == []  # of another phase
    in_phase(engagement, "evaluation")

    assert [(urgency, what) for urgency, _when, what, _matter in told(due.everything_due)] == [
        ("OVERDUE", "Check of Planning, by Omar Owner"),
        ("THIS_WEEK", "Fine-tuning by Omar Owner: “Order list”"),
    ]
    DurabilityCheck.objects.filter(pk=check.pk).update(skipped_because="Stopped")
    assert told(due.checks) == []


def test_nothing_is_due_on_hold_but_coming_back(told, engagement, process):
    in_phase(engagement, "execution")
    CriticalProcess.objects.filter(pk=process.pk).update(let_go_on=day(-3))
    put(engagement, "on_hold", expected_return=day(-1))

    ((urgency, when, what, matter),) = told(due.everything_due)

    assert (urgency, when) == ("OVERDUE", "since yesterday")
    assert what.startswith("On hold until ")
    assert matter.url.endswith("/resume/")


# -- Waiting ---------------------------------------------------------------------------------------


def test_plan_waits_until_it_is_answered_or_changed(told, engagement, sponsor):
    in_phase(engagement, "specification")
    version = PlanVersion.objects.create(
        engagement=engagement, number=2, content={}, digest="x", submitted_on=day(-4)
    )

    ((urgency, when, what, _matter),) = told(waiting.plans)
    assert (urgency, what) == ("WAITING", "Version 2 of the plan waits for the sponsor")
    assert when.startswith("for 4 days, since ")

    answer = Approval.objects.create(
        engagement=engagement,
        kind=ApprovalKind.PLAN,
        subject_id=version.pk,
        member=sponsor,
        role=Role.SPONSOR,
        approved=False,
        digest="x",
        content={},
    )
    assert told(waiting.plans) == []
    answer.delete()
    AuditEntry.objects.create(engagement=engagement, actor=sponsor.user, action="goal-change")
    assert told(waiting.plans) == []


def test_assignment_waits_for_the_sponsor_once_the_manager_signed(told, engagement, manager, sponsor):
    words = dict.fromkeys(("purpose", "result", "authority"), "So")
    version = draft_assignment(engagement=engagement, actor=manager, **words)
    assert told(waiting.assignments) == []
    sign_assignment(assignment=AssignmentVersion.objects.get(pk=version.pk), actor=manager)

    ((urgency, when, what, _matter),) = told(waiting.assignments)

    assert (urgency, when) == ("WAITING", "since today")
    assert what == "Version 1 of the assignment waits for the sponsor's signature"


def test_worked_days_are_to_be_handed_in_and_then_wait(told, engagement, sponsor):
    past = (timezone.localdate().replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
    month = WorkedMonth.objects.create(engagement=engagement, month=past, days=12)
    WorkedMonth.objects.create(engagement=engagement, month=timezone.localdate().replace(day=1), days=1)

    ((urgency, _when, what, matter),) = told(waiting.drafts)
    assert (urgency, what) == ("ASKED", f"The worked days of {past:%B %Y} are not handed in")
    assert (matter.deed.key, matter.deed.note) == ("worked-month-submit", "mails Sanne Sponsor at once")
    assert matter.since == timezone.localdate().replace(day=1)

    WorkedMonth.objects.filter(pk=month.pk).update(state=WorkedMonthState.SUBMITTED)
    ((urgency, when, _what, _matter),) = told(waiting.months)
    assert (urgency, when) == ("WAITING", "since today")


def test_trust_pulse_and_evaluation_wait_once_the_managers_side_has_answered(told, engagement, manager):
    in_phase(engagement, "evaluation")
    member = engagement.memberships.get(user=manager)
    asked_on = TrustRound.objects.create(engagement=engagement)
    assert told(waiting.pulses) == told(waiting.evaluations) == []
    scores = dict.fromkeys(
        (
            field.name
            for field in TrustAnswer._meta.fields
            if field.get_internal_type() == "PositiveSmallIntegerField"
        ),
        4,
    )
    TrustAnswer.objects.create(
        engagement=engagement, round=asked_on, member=member, side=MANAGER_SIDE, **scores
    )
    Evaluation.objects.create(
        engagement=engagement, member=member, side=MANAGER_SIDE, score=4, went_well="The board"
    )

    assert [what for *_words, what, _matter in told(waiting.pulses) + told(waiting.evaluations)] == [
        "The trust pulse waits for the sponsor's answer",
        "The sponsor has not looked back yet",
    ]


def test_case_waits_for_consent_and_is_then_the_managers_turn(told, engagement):
    put(engagement, "completed")
    case = Case.objects.create(engagement=engagement, state=CaseState.ASKED)

    assert [what for *_words, what, _matter in told(waiting.cases)] == [
        "The case waits for the sponsor's consent"
    ]
    Case.objects.filter(pk=case.pk).update(state=CaseState.CONSENTED)
    assert told(waiting.cases) == []
    assert [(urgency, what) for urgency, _when, what, _matter in told(asked.everything_asked)] == [
        ("ASKED", "Publish the case: the sponsor agrees")
    ]


def test_sponsor_who_never_signed_in_and_what_was_asked_by_hand(told, engagement, manager, sponsor):
    Request.objects.create(
        engagement=engagement, criterion="assignment_signed", member=sponsor, asker=manager
    )

    ((urgency, _when, what, matter),) = told(waiting.invitations)
    assert (urgency, what) == ("WAITING", "Sanne Sponsor, the sponsor, has not signed in yet")
    assert (matter.deed.key, matter.deed.subject) == ("member-resend", sponsor.pk)
    ((urgency, when, what, _matter),) = told(waiting.requests)
    assert (urgency, when) == ("WAITING", "since today")
    assert what.startswith("You asked Sanne Sponsor: ")


# -- Whose desk ------------------------------------------------------------------------------------


def test_desk_holds_what_one_manages_and_nothing_else(told, engagement, stranger, manager):
    theirs = stranger.memberships.get().engagement
    seat_for(theirs, Role.SPONSOR)
    engagement.memberships.update(role=Role.SHADOW)

    assert desk_of(manager).engagements == {}
    assert told(waiting.everything_waiting) == told(asked.everything_asked) == []
    assert list(desk_of(stranger).engagements) == [theirs.pk]


def test_gate_with_little_left_and_an_open_one(told, engagement, monkeypatch):
    criteria = asked.criteria
    answers = {
        key: (lambda engagement: criteria.Answer(met=True, said="Done.", spot="intake"))
        for key in criteria.REGISTRY
    }
    left = criteria.Answer(met=False, said="Nobody yet.", spot="people")
    monkeypatch.setattr(criteria, "REGISTRY", answers | {"board_takes_part": lambda engagement: left})

    found = [each for each in told(asked.everything_asked) if each[0] == "NEARLY"]
    assert [what for *_words, what, _matter in found] == ["1 criterion is open before “Specification”"]
    assert [line.answer.said for line in found[0][-1].lines] == ["Nobody yet."]
    assert found[0][-1].url.endswith("/gate/")

    monkeypatch.setattr(criteria, "REGISTRY", answers)
    ((*_words, what, matter),) = [each for each in told(asked.everything_asked) if each[0] == "NEARLY"]
    assert what == "Everything stands for “Specification”"
    assert matter.url.endswith("/advance/")


def test_next_step_stands_there_where_nothing_else_is_asked(told, engagement):
    ((urgency, when, what, matter),) = told(asked.everything_asked)

    assert (urgency, when) == ("ASKED", "")
    assert what == "At least three observations are recorded, from two or more areas."
    assert matter.detail == "Observations so far: 0; areas: 0."
    assert matter.url.endswith("/intake/")
