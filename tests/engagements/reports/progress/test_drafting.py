"""What a report is drafted from, and what never gets into one."""

import datetime
from decimal import Decimal

import pytest

from engagements.execution import services as execution
from engagements.execution.models import FrictionNote, GoalReading, HandoverLine
from engagements.intake.models import Claim, Observation, TrustRound
from engagements.lifecycle.models import AuditEntry, PhaseChange, Request
from engagements.people.permissions import PERMISSIONS
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess, Rating
from engagements.record.audiences import Audience
from engagements.record.models import LogEntry, WorkedMonth
from engagements.reports.progress.drafting import ASKED, MOST, SOURCES, draft
from engagements.reports.progress.permissions import READERS, audiences_of_all, open_to_all
from engagements.selfcheck.models import SelfCheck
from engagements.sparring.models import SparringRequest
from engagements.specification.models import Goal
from tests.engagements.conftest import seat_for

pytestmark = pytest.mark.django_db

WEEKS = datetime.timedelta(days=28)


@pytest.fixture
def drafted(running, today):
    """Return a function that drafts the four weeks until today."""
    return lambda: draft(running, today - WEEKS, today)


def everything_in(found):
    """Return all words of what was drafted."""
    return str((found.points, found.goals, found.asked))


def test_every_source_stands_on_a_page_that_all_readers_may_open():
    pages = {page for sources in SOURCES.values() for page, _read in sources} | {
        page for page, _read in ASKED
    }

    assert all(open_to_all(page) for page in pages)
    assert READERS == PERMISSIONS["reports"] == PERMISSIONS["report"]


def test_source_is_left_out_once_its_page_is_closed_to_one_reader(
    drafted, running, manager, today, monkeypatch
):
    LogEntry.objects.create(engagement=running, author=manager, text="Told to all", audience="everyone")
    monkeypatch.setitem(PERMISSIONS, "log", PERMISSIONS["log"] - {Role.MANAGEMENT})

    assert "Told to all" not in everything_in(drafted())


@pytest.mark.parametrize("audience", list(Audience))
def test_log_entry_is_told_when_every_reader_reads_it(audience, drafted, running, manager):
    LogEntry.objects.create(
        engagement=running, author=manager, text="Eyes of the beholder", audience=audience
    )

    told = "Eyes of the beholder" in everything_in(drafted())

    assert told == (audience in {Audience.STEERING, Audience.EVERYONE}) == (audience in audiences_of_all())


def test_nothing_that_is_kept_from_a_reader_gets_in(drafted, running, manager, sponsor, board, owner, today):
    """Something secret in every room that some of the readers can't open."""
    secret = "SECRET-7"
    shadow = seat_for(running, Role.SHADOW, f"Sam {secret}")
    process = CriticalProcess.objects.create(engagement=running, name="Planning", owner=owner)

    def make(model, **values):
        return model.objects.create(engagement=running, **values)

    make(LogEntry, author=manager, text=secret, audience="private")
    make(LogEntry, author=shadow.user, text=secret, audience="practice")
    make(LogEntry, author=manager, text=secret, audience="sponsor")
    make(FrictionNote, about=secret)
    make(Observation, area="people", text=secret, author=manager)
    make(Claim, party=secret, text=secret)
    make(TrustRound)
    make(SelfCheck, author=manager)
    make(WorkedMonth, month=today.replace(day=1), days=Decimal(12), note=secret)
    talk = {
        "owner": owner,
        "opened_by": owner,
        "started_by": owner.side,
        "turn": "manager",
        "decide_by": today,
    }
    make(SparringRequest, question=secret, **talk)
    make(SparringRequest, question=secret, decision=secret, decided_on=today, **talk)
    make(Request, criterion="sponsor_signed_in", member=sponsor, asker=manager, text=secret)
    make(Request, criterion="sponsor_signed_in", member=shadow, asker=manager, text=secret)
    make(Rating, process=process, side="owner", rater=owner, rung=3, note=secret)
    for action in ("worked-month-submit", "assignment-return", "shadow-add", "trust-answer", "case-ask"):
        make(AuditEntry, actor=manager, action=action, subject=secret)

    found = drafted()

    assert secret not in everything_in(found)
    assert [each["who"] for each in found.asked] == ["Sanne Sponsor (Sponsor)"]


def test_record_of_the_period_becomes_points_by_day(drafted, running, manager, owner, today):
    process = CriticalProcess.objects.create(engagement=running, name="Planning", owner=owner)
    PhaseChange.objects.create(
        engagement=running,
        command="advance",
        from_phase="specification",
        to_phase="execution",
        from_standing="active",
        to_standing="active",
        actor=manager,
    )
    AuditEntry.objects.create(engagement=running, actor=manager, action="goal-reached", subject="Chair")
    for day, text in ((today, "Newest\nof all"), (today - WEEKS, "Oldest"), (today - WEEKS * 2, "Before")):
        LogEntry.objects.create(
            engagement=running, author=manager, text=text, happened_on=day, audience="everyone"
        )
    SparringRequest.objects.create(
        engagement=running,
        owner=owner,
        opened_by=owner,
        started_by=owner.side,
        turn="manager",
        question="Close Fridays?",
        decision="We close them",
        decide_by=today,
        decided_on=today,
        shared=True,
    )
    for day, rung in ((today - WEEKS * 2, 2), (today, 4)):
        Rating.objects.create(
            engagement=running, process=process, side="owner", rater=owner, rung=rung, rated_on=day
        )

    happened = drafted().points["happened"]

    day = f"{today.day} {today:%B}"
    assert happened[0].endswith("Oldest")
    assert set(happened[1:]) >= {
        f"{day}: Newest of all",
        f"{day}: Interim goal reached: Chair",
        f"{day}: Omar Owner decided on “Close Fridays?”: We close them",
        f"{day}: Who decides in Planning, from 1 to 7: not said (interim manager), 4, was 2 (owner)",
    }
    assert sum("On to:" in line for line in happened) == 1
    assert "Before" not in str(happened)


def test_rating_that_says_the_same_once_more_is_not_told(drafted, running, owner, today):
    process = CriticalProcess.objects.create(engagement=running, name="Planning", owner=owner)
    for day in (today - WEEKS * 2, today):
        Rating.objects.create(
            engagement=running, process=process, side="owner", rater=owner, rung=4, rated_on=day
        )

    assert "Planning" not in everything_in(drafted())


def test_goals_are_told_as_they_stood_at_the_end_of_the_period(drafted, running, owner, today):
    goal = Goal.objects.create(
        engagement=running,
        title="On time",
        baseline=Decimal(50),
        target=Decimal(80),
        unit="%",
        owner=owner,
        due_on=today + datetime.timedelta(days=10),
    )
    Goal.objects.create(engagement=running, title="Dropped", state="dropped")
    for day, value in ((today - WEEKS, "60"), (today, "65"), (today + datetime.timedelta(days=1), "79")):
        GoalReading.objects.create(
            engagement=running, goal=goal, value=Decimal(value), read_on=day, member=owner
        )

    found = drafted()

    (told,) = found.goals
    assert (told["title"], told["value"], told["owner"]) == ("On time", "65", "Omar Owner")
    assert told["verdict"] == told["proposed"] == "on_track"
    assert [line for line in found.points["coming"] if "Reach “On time”" in line]


def test_promises_and_hand_overs_are_asked_of_whom_by_when(drafted, running, manager, board, owner, today):
    def promise(text, days, accepted):
        asked = execution.add_commitment(
            engagement=running,
            actor=manager,
            member=board,
            text=text,
            due_on=today + datetime.timedelta(days=days),
        )
        if accepted:
            execution.answer_commitment(commitment=asked, actor=board.user, accepted=True)
        return asked

    promise("Chair the review", 60, accepted=False)
    late = promise("Sign the contract", 5, accepted=True)
    type(late).objects.filter(pk=late.pk).update(due_on=today - datetime.timedelta(days=2))
    missed = promise("Fill the vacancy", 5, accepted=True)
    execution.settle_commitment(commitment=missed, actor=manager, outcome="broken", note="Nobody wanted it")
    process = CriticalProcess.objects.create(
        engagement=running, name="Planning", owner=owner, let_go_on=today - datetime.timedelta(days=3)
    )
    HandoverLine.objects.create(engagement=running, process=process, what="Roster")
    HandoverLine.objects.create(
        engagement=running, process=process, what="Rules", state="refused", answer="Nobody backs them"
    )

    found = drafted()

    assert [(each["who"], each["text"]) for each in found.asked] == [
        ("Bente Board (Board)", "Sign the contract"),
        ("Bente Board (Board)", "Say whether you promise: “Chair the review”"),
        ("Omar Owner (Process owner)", "Answer 1 line in the hand-over of Planning"),
    ]
    assert len(found.points["blocks"]) == 3
    assert "Not accepted yet in Planning, “Rules”: Nobody backs them" in found.points["blocks"]
    assert found.counts == {"broken": 1, "late": 1, "held": 1}
    assert found.proposal.verdict == "attention"


def test_report_over_a_long_period_leaves_points_out_and_says_so(
    drafted, running, manager, today, django_assert_max_num_queries
):
    LogEntry.objects.bulk_create(
        LogEntry(
            engagement=running, author=manager, text="word " * 90, audience="everyone", happened_on=today
        )
        for _each in range(300)
    )

    with django_assert_max_num_queries(20):
        found = drafted()

    assert len(found.points["happened"]) <= MOST + 1
    assert "more points are left out here" in found.points["happened"][-1]
    assert len("\n".join(found.points["happened"])) < 10_000


def test_report_is_written_in_the_language_of_the_engagement(running, today):
    type(running).objects.filter(pk=running.pk).update(language="nl")
    running.refresh_from_db()

    found = draft(running, today, today)

    (started,) = found.points["happened"]
    assert started.endswith(": De opdracht begon")
    assert found.proposal.why == "Niets staat de doelen in de weg."
