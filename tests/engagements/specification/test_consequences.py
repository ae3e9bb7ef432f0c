"""A step back out of the execution: whose approval lapses, visibly; and what ending early would leave behind."""

import pytest

from engagements.lifecycle import consequences
from engagements.lifecycle import services as lifecycle
from engagements.lifecycle.models import AuditEntry, Engagement
from engagements.processes.models import CriticalProcess
from engagements.record import approvals
from engagements.record.models import Approval, ApprovalKind
from engagements.specification import services
from engagements.specification.consequences import affected_goals
from engagements.specification.content import goal_content, read_plan
from engagements.specification.models import Goal, GoalState
from engagements.specification.standing import APPROVED, LAPSED, standing_of
from tests.engagements.conftest import in_phase
from tests.engagements.helpers import hidden, url
from tests.engagements.processes.conftest import let_go

REASON = "The largest customer has left."


@pytest.fixture
def executing(whole, approved):
    """The engagement in execution, its plan approved."""
    return in_phase(whole, "execution")


def step_back(engagement, manager, **answers):
    now = Engagement.objects.get(pk=engagement.pk)
    lifecycle.change(
        engagement=now, actor=manager, command="step-back", seen=now.moves, reason=REASON, **answers
    )
    return Engagement.objects.get(pk=engagement.pk)


def holding(engagement):
    """Return the titles of the goals whose approval holds."""
    words = approvals.words_on(engagement, ApprovalKind.GOAL)
    return {
        goal.title
        for goal in Goal.objects.filter(engagement=engagement)
        if approvals.holds(approvals.latest_of(words.get(goal.pk, ())), goal_content(goal))
    }


def test_plan_and_the_chosen_goals_lapse_with_the_reason(executing, manager, goals):
    back = step_back(executing, manager, goals=[goals[0]])

    standing = standing_of(read_plan(back))
    assert (standing.key, standing.word.lapsed_because) == (LAPSED, REASON)
    assert holding(back) == {"Own chair"}
    assert Approval.objects.get(kind=ApprovalKind.GOAL, subject_id=goals[0].pk).lapsed_because == REASON


def test_every_open_goal_lapses_when_nobody_chose(executing, manager):
    assert holding(step_back(executing, manager)) == set()


def test_plan_lapses_even_when_no_goal_is_chosen(executing, manager, goals):
    back = step_back(executing, manager, goals=Goal.objects.none())

    assert standing_of(read_plan(back)).key == LAPSED
    assert holding(back) == {goal.title for goal in goals}


@pytest.mark.parametrize("state", [GoalState.REACHED, GoalState.DROPPED])
def test_settled_goals_keep_their_approval_whoever_chose_them(executing, manager, goals, state):
    Goal.objects.filter(pk=goals[0].pk).update(state=state)

    back = step_back(executing, manager, goals=list(goals))

    assert holding(back) == {"Start on time"}
    assert Goal.objects.get(pk=goals[0].pk).state == state


def test_let_go_processes_stay_let_go(executing, manager, process):
    let_go(process)

    step_back(executing, manager)

    assert CriticalProcess.objects.get(pk=process.pk).is_let_go


def test_nothing_lapses_in_another_engagement(executing, manager, goals, stranger):
    other = stranger.memberships.get().engagement
    theirs = Goal.objects.create(engagement=other, title="Theirs")
    Approval.objects.create(
        engagement=other,
        kind=ApprovalKind.GOAL,
        subject_id=theirs.pk,
        member=other.memberships.get(),
        role="sponsor",
        approved=True,
        digest="x",
        content={},
    )

    step_back(executing, manager, goals=[theirs, goals[0]])

    assert Approval.objects.get(engagement=other).lapsed_at is None


@pytest.mark.parametrize(("phase", "target"), [("evaluation", "execution"), ("specification", "intake")])
def test_nothing_lapses_on_any_other_step_back(executing, manager, phase, target):
    in_phase(executing, phase)

    back = step_back(executing, manager)

    assert back.phase == target
    assert standing_of(read_plan(back)).key == APPROVED


def test_what_lapsed_is_audited_per_goal(executing, manager, goals):
    step_back(executing, manager, goals=[goals[0]])

    (entry,) = AuditEntry.objects.filter(action="goal-approval-lapsed")
    assert (entry.subject, entry.after) == ("Start on time", {"because": REASON})


def test_same_plan_may_be_sent_again_after_it_lapsed_and_only_what_lapsed_is_approved_anew(
    executing, manager, goals, sponsor
):
    back = step_back(executing, manager, goals=[goals[0]])

    second = services.submit_plan(engagement=back, actor=manager, note="As it was.")
    services.approve_plan(plan=second, actor=sponsor.user, seen=second.digest)

    assert standing_of(read_plan(back)).key == APPROVED
    assert Approval.objects.filter(kind=ApprovalKind.GOAL, subject_id=goals[0].pk).count() == 2
    assert Approval.objects.filter(kind=ApprovalKind.GOAL, subject_id=goals[1].pk).count() == 1


def test_plan_that_lapsed_is_not_approved_without_being_sent_again(executing, manager, approved, sponsor):
    step_back(executing, manager)

    with pytest.raises(services.NotNow, match="lapsed when the plan was taken up again"):
        services.approve_plan(plan=approved, actor=sponsor.user, seen=approved.digest)


def test_changing_back_what_lapsed_does_not_restore_it(executing, manager, goals):
    back = step_back(executing, manager)
    services.change_goal(goal=goals[0], actor=manager, target=85)
    services.change_goal(goal=goals[0], actor=manager, target=80)

    assert standing_of(read_plan(back)).key == LAPSED


# -- The question on the page ------------------------------------------------------------------------


def test_page_asks_which_goals_and_ticks_all(client, executing, manager, goals):
    client.force_login(manager)

    page = client.get(url("step-back", executing))

    assert "Which interim goals is this about?" in page.text
    assert page.text.count('name="goals"') == page.text.count("checked") == 2


def test_what_is_ticked_on_the_page_lapses(client, executing, manager, goals):
    client.force_login(manager)
    page = client.get(url("step-back", executing))

    answer = client.post(
        url("step-back", executing), {"seen": hidden(page, "seen"), "reason": REASON, "goals": [goals[1].pk]}
    )

    assert answer.status_code == 302
    assert holding(executing) == {"Start on time"}


@pytest.mark.parametrize("value", ["x", "a\x00b", "-1", str(10**30), "settled", "theirs"])
def test_goals_that_can_not_be_chosen_are_refused_beside_the_field(
    client, executing, manager, goals, stranger, value
):
    Goal.objects.filter(pk=goals[0].pk).update(state=GoalState.REACHED)
    theirs = Goal.objects.create(engagement=stranger.memberships.get().engagement, title="Theirs")
    client.force_login(manager)
    choice = {"settled": goals[0].pk, "theirs": theirs.pk}.get(value, value)

    page = client.get(url("step-back", executing))
    answer = client.post(
        url("step-back", executing), {"seen": hidden(page, "seen"), "reason": REASON, "goals": [choice]}
    )

    assert "Theirs" not in page.text
    assert answer.status_code == 422
    assert 'id="id_goals_error"' in answer.text
    assert Engagement.objects.get(pk=executing.pk).phase == "execution"


@pytest.mark.parametrize("phase", ["intake", "specification", "evaluation"])
def test_question_is_asked_out_of_the_execution_only(executing, phase):
    assert affected_goals(in_phase(executing, phase)) == {}


def test_nothing_is_asked_when_no_goal_is_open(executing):
    Goal.objects.update(state=GoalState.REACHED)

    assert affected_goals(executing) == {}


# -- Left behind -------------------------------------------------------------------------------------


def test_open_goals_are_left_behind_with_their_owner(whole, goals, owner, manager):
    Goal.objects.filter(pk=goals[1].pk).update(state=GoalState.REACHED)
    services.add_goal(engagement=whole, actor=manager, title="Some day")

    mine = [item for item in consequences.still_open(whole) if str(item.sentence).startswith("Interim goal")]

    assert {(str(item.sentence), item.owner) for item in mine} == {
        ("Interim goal by 1 March 2027: Start on time", owner),
        ("Interim goal: Some day", None),
    }
