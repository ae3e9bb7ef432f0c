"""What stands in whose calendar, and what never does."""

import datetime

import pytest

from engagements.calendar.models import Titles
from engagements.evaluation.models import DurabilityCheck, FineTuningAction
from engagements.execution.models import Commitment, CommitmentState
from engagements.lifecycle import services
from engagements.people.models import Membership
from engagements.people.roles import MANAGER_SIDE, ORGANISATION_SIDE, Role
from engagements.processes.models import CriticalProcess, Rating
from engagements.sparring.models import SparringRequest
from engagements.specification.models import Goal, GoalState
from tests.engagements.calendar.conftest import MAY, App
from tests.engagements.conftest import in_phase, person, seat_for

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def everything(executing, owner, board, manager):
    """An engagement with something of every kind, of the owner and of a board member."""
    planning = CriticalProcess.objects.create(
        engagement=executing, name="Planning", owner=owner, let_go_on=MAY
    )
    rest = {"engagement": executing}
    Goal.objects.create(title="Start on time", due_on=MAY, **rest)
    Goal.objects.create(title="Dropped long ago", due_on=MAY, state=GoalState.DROPPED, **rest)
    Goal.objects.create(title="Without a day", **rest)
    Commitment.objects.create(member=owner, text="Free two planners", due_on=MAY, **rest)
    Commitment.objects.create(member=board, text="Visit the floor weekly", due_on=MAY, **rest)
    Commitment.objects.create(
        member=owner, text="Kept already", due_on=MAY, state=CommitmentState.KEPT, **rest
    )
    SparringRequest.objects.create(
        owner=owner,
        opened_by=owner,
        started_by=ORGANISATION_SIDE,
        turn=MANAGER_SIDE,
        question="Do I let the head of planning go?",
        decide_by=MAY,
        **rest,
    )
    DurabilityCheck.objects.create(process=planning, day=30, due_on=MAY, **rest)
    FineTuningAction.objects.create(process=planning, text="Shorter list", owner=owner, due_on=MAY, **rest)
    Rating.objects.create(
        process=planning, side="owner", rater=owner, rung=5, rated_on=datetime.date(2026, 4, 1), **rest
    )
    return executing


GOAL, LETTING_GO = "Interim goal: Start on time", "Let-go date: Planning"
QUESTION, OWN, OTHER = (
    "Decision at the sparring desk",
    "Commitment: Free two planners",
    "Commitment: Visit the floor weekly",
)
SEEN = {
    Role.MANAGER: {GOAL, LETTING_GO, QUESTION, OWN, OTHER},
    Role.PROCESS_OWNER: {GOAL, LETTING_GO, QUESTION, OWN, "Say who really decides"},
    Role.BOARD: {GOAL, LETTING_GO, OTHER},
    Role.SPONSOR: {GOAL, LETTING_GO},
    Role.SHADOW: {GOAL, LETTING_GO},
    Role.WORKS_COUNCIL: {GOAL, LETTING_GO},
    Role.EMPLOYEE: {LETTING_GO},
    Role.FINANCE: set(),
}


def test_calendar_of_each_role_has_what_it_may_see_and_is_its_own_to_mind(everything, owner, board, manager):
    known = {Role.MANAGER: manager, Role.PROCESS_OWNER: owner.user, Role.BOARD: board.user}
    users = {role: known.get(role) or seat_for(everything, role).user for role in SEEN}

    assert {role: App(user).titles() for role, user in users.items()} == SEEN


def test_aftercare_brings_checks_and_adjustments_to_whom_they_belong(everything, owner, board, manager):
    in_phase(everything, "evaluation")
    theirs = {"Durability check: Planning", "Fine-tuning action: Shorter list"}

    assert theirs <= App(owner.user).titles()
    assert theirs <= App(manager).titles()
    assert App(board.user).titles() == {OTHER}


def test_strangers_administrators_and_those_who_left_find_nothing(everything, stranger, board):
    app = App(board.user)
    Membership.objects.filter(pk=board.pk).update(ended_on=MAY)
    administrator = person("Ada Administrator", is_administrator=True)

    for reader in (App(stranger), app, App(administrator)):
        assert reader.events() == {}
        assert "Planning" not in reader.get().text
        assert "Theatres" not in reader.get().text


def test_calendar_gathers_every_engagement_of_its_person_and_no_other(everything, owner, stranger):
    theirs = services.start_engagement(
        actor=stranger, organisation={"name": "Second Client"}, title="Another one", language="en"
    )
    Goal.objects.create(engagement=in_phase(theirs, "execution"), title="Elsewhere", due_on=MAY)
    assert "Interim goal: Elsewhere" not in App(owner.user).titles()

    Membership.objects.create(engagement=theirs, user=owner.user, role=Role.BOARD)

    assert {GOAL, "Interim goal: Elsewhere"} <= App(owner.user).titles()


def test_question_and_other_peoples_names_never_leave(everything, owner, board, manager):
    Goal.objects.filter(title="Start on time").update(title="Omar plans, Bente agrees")
    Commitment.objects.filter(member=owner).update(text="Ask marit.manager@example.org for help")
    everything.title = "After Sanne's departure"
    everything.save()
    seat_for(everything, Role.SPONSOR, "Sanne Sponsor")

    for user in (manager, owner.user, board.user):
        text = App(user).get().text.replace("\r\n ", "")
        for secret in ("head of planning", "Bente", "Sanne", "marit", "Omar"):
            assert secret not in text, (user, secret)


def test_titles_say_only_the_kind_where_their_person_wants_that(everything, owner):
    text = App(owner.user, Titles.KIND).get().text

    assert "SUMMARY:Interim goal\r\n" in text
    for word in ("Start on time", "Planning", "Theatres", "Zeezicht", "planners"):
        assert word not in text
    assert "DESCRIPTION" not in text


def test_titles_are_in_the_language_of_the_reader(goal, owner):
    type(owner.user).objects.filter(pk=owner.user.pk).update(language="nl")

    assert App(owner.user).titles() == {"Tussendoel: Start on time"}


def test_days_wait_while_the_engagement_is_on_hold(everything, owner, manager, april):
    app = App(owner.user)
    before = app.events()[GOAL]
    services.change(
        engagement=everything,
        actor=manager,
        command="hold",
        seen=everything.moves,
        reason="Merger",
        expected_return=datetime.date(2026, 5, 20),
    )

    waiting = app.events()
    april.shift(datetime.timedelta(days=5))
    later = app.events()

    assert before.dtstart == MAY
    assert (waiting[GOAL].dtstart, waiting[GOAL].status) == (MAY + 30 * DAY, "TENTATIVE")
    assert (waiting[GOAL].uid, waiting[GOAL].sequence) == (before.uid, 1)
    assert later[GOAL] == waiting[GOAL]  # not another day every day
    assert waiting["Expected to go on: Theatres on time"].dtstart == datetime.date(2026, 5, 20)
    assert waiting["Say who really decides"].status == "CANCELLED"


def test_nothing_has_a_day_while_nobody_knows_when_work_goes_on(everything, owner, manager):
    app = App(owner.user)
    assert GOAL in app.titles()

    services.change(
        engagement=everything, actor=manager, command="hold", seen=everything.moves, reason="Merger"
    )

    assert app.titles() == set()


def test_nothing_is_left_once_the_engagement_has_ended(everything, owner, manager):
    app = App(owner.user)
    assert GOAL in app.titles()

    services.change(
        engagement=everything,
        actor=manager,
        command="end-early",
        seen=everything.moves,
        reason="Sold",
        last_working_day=MAY,
    )

    assert app.titles() == set()
    assert {each.status for each in app.events().values()} == {"CANCELLED"}
