"""Every address of an engagement × every role × a stranger of another client.

Drawn from the URLs and the permission table. On PostgreSQL only whoever may enter walks: that a role is refused is
decided from the table, by the same words beside any database, and takes two of three requests to ask.

An address that the table does not know, or that takes an id of a kind nobody made a specimen of, fails here.
"""

import datetime
import os
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagements.documents.models import Document, DocumentVersion
from engagements.evaluation.models import DurabilityCheck, FineTuningAction
from engagements.execution.models import Commitment, HandoverLine
from engagements.intake.models import (
    AssignmentVersion,
    Claim,
    ClaimConflict,
    IntendedChange,
    Observation,
    TrustRound,
)
from engagements.lifecycle import services
from engagements.lifecycle.models import Request
from engagements.people.models import Delegation
from engagements.people.permissions import OUTSIDE, PERMISSIONS
from engagements.people.roles import ADMINISTRATOR, Role
from engagements.processes.models import CriticalProcess, Handhold
from engagements.questions.models import Question
from engagements.record.models import LogEntry, WorkedMonth, WorkedMonthState
from engagements.reports.progress.content import compose
from engagements.reports.progress.models import ProgressReport
from engagements.reports.typesetting.models import Making
from engagements.selfcheck.models import SelfCheck
from engagements.sparring.models import SparringRequest
from engagements.specification.models import Goal
from engagements.urls import urlpatterns
from outbox.models import Mail
from outbox.topics import topic
from tests.engagements.conftest import person, seat_for

pytestmark = pytest.mark.django_db

ADDRESSES = sorted(pattern.name for pattern in urlpatterns)
PLAYERS = (*Role.values, ADMINISTRATOR)
STRANGER = "stranger"
SIGN_IN = "/accounts/login/"
TODAY = datetime.date(2026, 3, 2)
WITH_THE_REFUSED = os.environ.get("TEST_DB", "sqlite") == "sqlite"


@pytest.fixture(scope="module")
def table(django_db_setup, django_db_blocker):
    """One person in every role, an administrator, a stranger, and one specimen of everything an address can name.

    Laid once for all tests of this module, which undo whatever they write: making it takes longer than asking.
    """
    with django_db_blocker.unblock():
        manager, stranger = person("Marit Manager", is_manager=True), person("Stan Stranger", is_manager=True)
        engagement = services.start_engagement(
            actor=manager, organisation={"name": "Zeezicht Hospital"}, title="Theatres on time", language="en"
        )
        theirs = services.start_engagement(
            actor=stranger, organisation={"name": "Other Client"}, title="Another engagement"
        )
        members = {role: seat_for(engagement, role) for role in Role.values if role != Role.MANAGER}
        users = {Role.MANAGER: manager, ADMINISTRATOR: person("Ada Administrator", is_administrator=True)}
        users |= {role: member.user for role, member in members.items()} | {STRANGER: stranger}
        yield SimpleNamespace(
            engagement=engagement,
            theirs=theirs,
            found=specimens(engagement, manager, members),
            sessions={name: session_of(user) for name, user in users.items()},
        )
        call_command("flush", interactive=False, verbosity=0)


def specimens(engagement, manager, members):
    """Return, by the start of an address' name, an object whose id it takes; all of them in `engagement`."""

    def make(model, **values):
        return model.objects.create(engagement=engagement, **values)

    first = make(Claim, party="Board", text="Faster")
    process = make(CriticalProcess, name="Planning", owner=members[Role.PROCESS_OWNER])
    paper = make(Document, author=manager, title="Contract")
    goal = make(Goal, title="On time")
    entry = make(LogEntry, author=manager, text="Private word")
    return {
        "member": members[Role.EMPLOYEE],
        "view-as": members[Role.EMPLOYEE],
        "mail": Mail.objects.create(
            kind="phase-changed",
            recipient=manager,
            topic=topic("engagement", engagement.pk),
            weight="binding",
            message_id="<one>",
        ),
        "delegation": make(Delegation, giver=members[Role.BOARD], receiver=members[Role.MANAGEMENT]),
        "log": entry,
        "record-line": entry,
        "worked-month": make(WorkedMonth, month=TODAY, days=12, state=WorkedMonthState.SUBMITTED),
        "process": process,
        "rating": process,
        "handhold-add": process,
        "handhold": make(Handhold, process=process, kind="document", what="Manual"),
        "observation": (
            seen := make(Observation, area="people", text="Absence", author=manager, seen_on=TODAY)
        ),
        "fresh-wind": seen,
        "intended-change": make(IntendedChange, from_state="Late", to_state="On time"),
        "claim": first,
        "document": paper,
        "question": make(Question, text="Why?", shown_from=TODAY),
        "document-file": make(
            DocumentVersion,
            document=paper,
            number=1,
            audience="everyone",
            file="aa/not-there",
            name="c.pdf",
            size=1,
            uploaded_by=manager,
        ),
        "conflict": make(ClaimConflict, first=first, second=make(Claim, party="Nurses", text="Calmer")),
        "assignment": make(AssignmentVersion, number=1, purpose="P", result="R", authority="A"),
        "trust": make(TrustRound),
        "request": make(
            Request, criterion="sponsor_signed_in", member=members[Role.SPONSOR], asker=manager, text="Please"
        ),
        "selfcheck": make(SelfCheck, author=manager),
        "goal": goal,
        "reading": goal,
        "commitment": make(Commitment, member=members[Role.BOARD], text="Review", due_on=TODAY),
        "friction": goal,
        "handover-line-add": process,
        "handover-line": make(HandoverLine, process=process, what="Roster"),
        "handover": process,
        "making": make(Making, asked_by=manager, role=Role.MANAGER, kind="handover", language="en"),
        "sparring": make(
            SparringRequest,
            owner=members[Role.PROCESS_OWNER],
            opened_by=members[Role.PROCESS_OWNER],
            started_by=members[Role.PROCESS_OWNER].side,
            turn="manager",
            question="Hire or train?",
            decide_by=TODAY,
        ),
        "report": report_sent(engagement, members[Role.SPONSOR]),
        "check-again": process,
        "check": make(DurabilityCheck, process=process, day=30, due_on=TODAY),
        "fine-tuning": make(
            FineTuningAction,
            process=process,
            text="Order list",
            owner=members[Role.PROCESS_OWNER],
            due_on=TODAY,
        ),
    }


def report_sent(engagement, author):
    """Return a progress report that was sent: a draft is known to the practice alone."""
    days = {"since": TODAY, "until": TODAY}
    report = ProgressReport(
        engagement=engagement, number=1, language="en", author=author, verdict="on_track", **days
    )
    report.content, report.digest, report.sent_at = compose(report), "0" * 64, timezone.now()
    report.save()
    return report


def address_of(name, engagement, found):
    """Return the address with this name, its id taken from the specimen whose name fits best."""
    pattern = next(each for each in urlpatterns if each.name == name)
    kwargs = {}
    for argument in pattern.pattern.converters:
        if argument == "ref":
            kwargs[argument] = engagement.ref
        elif argument == "criterion":
            kwargs[argument] = "board_takes_part"
        elif argument == "kind":
            kwargs[argument] = "entry"
        elif argument == "listed":
            kwargs[argument] = "people"
        elif argument == "ending":
            kwargs[argument] = "csv"
        elif argument == "key":
            kwargs[argument] = "age"
        elif argument == "language":
            kwargs[argument] = "en"
        else:
            kwargs[argument] = found[max((key for key in found if name.startswith(key)), key=len)].pk
    return reverse(f"engagements:{name}", kwargs=kwargs)


def session_of(user):
    """Return the key of a session made by hand: signing in every person would take longer than all they ask."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def signed_in(table, name):
    """Return a client of somebody at the table."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = table.sessions[name]
    return client


def answer(client, method, address):
    """Return the response to one request, and undo whatever it wrote."""
    with transaction.atomic():
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    return response


#: Where being let in by role is not enough to know that a thing exists: only its author knows of a private entry, only
#: the two who talk of what is said at the sparring desk.
TALKS = {name for name in PERMISSIONS if name.startswith("sparring-")}
FILES = {"making", "making-file", "making-again"}
KNOWN_TO_ITS_AUTHOR_ALONE = {"record-line", "log-change"} | TALKS | FILES


def expected(name, role):
    """Return the statuses with which an address may answer a role: let in, or refused with a reason of its own."""
    if role not in PERMISSIONS[name]:
        return {403, 405}
    hidden = {404} if name in KNOWN_TO_ITS_AUTHOR_ALONE and role != Role.MANAGER else set()
    return {200, 302, 403, 405, 409, 422} | hidden


def test_permission_table_and_addresses_are_the_same_set():
    assert set(ADDRESSES) == PERMISSIONS.keys() | OUTSIDE.keys()


@pytest.mark.parametrize("name", sorted(PERMISSIONS))
def test_address_answers_each_role_as_the_table_says(name, table):
    address = address_of(name, table.engagement, table.found)
    walkers = [role for role in PLAYERS if WITH_THE_REFUSED or role in PERMISSIONS[name]]
    clients = {role: signed_in(table, role) for role in walkers}
    answers = {
        (role, method): answer(clients[role], method, address)
        for role in walkers
        for method in ("get", "post")
    }
    statuses = {asked: response.status_code for asked, response in answers.items()}

    unexpected = {
        asked: status for asked, status in statuses.items() if status not in expected(name, asked[0])
    }
    stored = {asked for asked, response in answers.items() if "no-store" not in response["Cache-Control"]}

    assert unexpected == {}
    assert set(statuses.values()) - {403, 404, 405}, "nobody gets in"
    assert stored == set()
    for method in ("get", "post"):
        assert answer(signed_in(table, STRANGER), method, address).status_code in {404, 405}, method


@pytest.mark.parametrize("name", ADDRESSES)
def test_address_sends_the_anonymous_to_sign_in_and_knows_no_other_method(name, table):
    address = address_of(name, table.engagement, table.found)

    for method in ("get", "post"):
        response = answer(Client(), method, address)
        assert response.status_code == 405 or response.url.startswith(SIGN_IN), method
    assert answer(signed_in(table, Role.MANAGER), "delete", address).status_code == 405


WITH_ID = [each.name for each in urlpatterns if "pk" in each.pattern.converters]


@pytest.mark.parametrize("name", sorted(WITH_ID))
def test_id_of_another_engagement_is_not_found(name, table):
    """The stranger manages an engagement of their own, and puts an id of this one into its addresses."""
    address = address_of(name, table.theirs, table.found)

    for method in ("get", "post"):
        allowed = {404, 405} if Role.MANAGER in PERMISSIONS[name] else {403, 405}
        assert answer(signed_in(table, STRANGER), method, address).status_code in allowed, method
