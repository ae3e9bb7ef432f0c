"""Lists as files: for whoever may open the page, with what the page shows them, and nothing else."""

import datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from engagements.execution.models import Commitment, FrictionNote
from engagements.lifecycle.lists import LISTS
from engagements.lifecycle.models import AuditEntry
from engagements.people.permissions import PERMISSIONS
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess, Rating
from engagements.questions.models import Question
from engagements.record.models import LogEntry
from engagements.sparring.models import SparringRequest
from phases import definitions as phases
from tests.engagements.conftest import seat_for
from tests.engagements.helpers import url
from tests.spreadsheets import sheets

SECRET = "Nobody else may know this"
TODAY = datetime.date(2026, 3, 2)


def rows_of(client, engagement, name, kind="csv", **asked):
    """Return the rows of a list below its headings, as whoever signed in gets them."""
    response = client.get(url("list-file", engagement, name, kind), asked)
    assert response.status_code == 200, name
    read = sheets.of_csv if kind == "csv" else sheets.of_xlsx
    return read(response)[1:]


@pytest.fixture
def private(engagement, manager, owner, board):
    """One row of everything that some readers of the same page may not read."""
    shadow = seat_for(engagement, Role.SHADOW, "Sjaak Shadow")
    LogEntry.objects.create(engagement=engagement, author=manager, text=SECRET)
    LogEntry.objects.create(engagement=engagement, author=shadow.user, text=SECRET)
    FrictionNote.objects.create(engagement=engagement, about=SECRET)
    SparringRequest.objects.create(
        engagement=engagement,
        owner=owner,
        opened_by=owner,
        started_by=owner.side,
        turn="manager",
        question=SECRET,
        decide_by=TODAY,
    )
    Question.objects.create(engagement=engagement, text=SECRET, shown_from=TODAY)
    Question.objects.create(
        engagement=engagement,
        text=SECRET,
        wording="In other words",
        answer="Yes",
        answered_on=TODAY,
        shown_from=TODAY,
    )
    return shadow


@pytest.mark.parametrize("name", sorted(LISTS))
def test_list_is_for_whoever_may_open_its_page(name):
    """A list without a page of the table would be nobody's to refuse."""
    listed = LISTS[name]

    assert listed.page in PERMISSIONS
    assert all(str(heading) for heading in listed.headings)


@pytest.mark.parametrize("name", sorted(LISTS))
def test_headings_are_words_in_both_languages(name):
    """A field without a name of its own would be called after the code."""
    with override("en"):
        english = [str(heading) for heading in LISTS[name].headings]
    with override("nl"):
        dutch = [str(heading) for heading in LISTS[name].headings]

    assert {heading for heading in english if heading in dutch} <= {"SHA-256", "Bytes"}


@pytest.mark.parametrize("role", [Role.SPONSOR, Role.EMPLOYEE, Role.FINANCE, Role.WORKS_COUNCIL])
def test_client_finds_in_no_list_what_is_not_theirs(client, engagement, private, role):
    member = seat_for(engagement, role)
    client.force_login(member.user)

    for name, listed in LISTS.items():
        response = client.get(url("list-file", engagement, name, "csv"))
        theirs = role in PERMISSIONS[listed.page] and not listed.for_practice
        assert response.status_code == (200 if theirs else 403), name
        if response.status_code == 200:
            text = str(sheets.of_csv(response))
            assert SECRET not in text, name
            assert "Sjaak" not in text, name


def test_stranger_finds_no_list(client, engagement, stranger, private):
    client.force_login(stranger)

    assert {client.get(url("list-file", engagement, name, "csv")).status_code for name in LISTS} == {404}


@pytest.mark.parametrize(("listed", "ending"), [("nothing", "csv"), ("people", "pdf"), ("people", "exe")])
def test_unknown_list_or_kind_is_not_found(client, engagement, manager, listed, ending):
    client.force_login(manager)

    assert client.get(url("list-file", engagement, listed, ending)).status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_manager_finds_a_row_for_everything(client, engagement, manager, private, kind):
    client.force_login(manager)

    found = {name: rows_of(client, engagement, name, kind) for name in LISTS if name != "audit-trail"}

    assert len(found["people"]) == 4
    assert len(found["frictions"]) == 1
    assert len(found["sparring"]) == 1
    assert len(found["questions"]) == 2
    assert SECRET in str(found["log"])


def test_formula_that_somebody_typed_is_a_text_in_the_list(client, engagement, manager, owner):
    promise = '=HYPERLINK("https://example.org")'
    Commitment.objects.create(engagement=engagement, member=owner, text=promise, due_on=TODAY)
    client.force_login(manager)

    ((_who, text, *_more),) = rows_of(client, engagement, "commitments")

    assert text == f"'{promise}"


def test_log_is_narrowed_as_the_page_is_and_read_on_past_one_part(client, engagement, manager):
    LogEntry.objects.bulk_create(
        LogEntry(engagement=engagement, author=manager, text=f"Entry {number}", happened_on=TODAY)
        for number in range(1201)
    )
    client.force_login(manager)

    everything = rows_of(client, engagement, "log", kind="csv")
    narrowed = rows_of(client, engagement, "log", q="Entry 7", since="2026-03-01")

    assert sum(row[4].startswith("Entry") for row in everything) == 1201
    assert 0 < len(narrowed) < 1201
    assert all("7" in row[4] for row in narrowed)


def test_people_are_without_their_addresses_for_the_client(client, engagement, manager, sponsor):
    client.force_login(sponsor.user)
    assert "@" not in str(rows_of(client, engagement, "people"))

    client.force_login(manager)
    assert sponsor.user.email in str(rows_of(client, engagement, "people"))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_list_asks_the_same_few_queries_however_long_it_is(
    client, engagement, manager, count, django_assert_num_queries
):
    member = engagement.memberships.get()
    process = CriticalProcess.objects.create(engagement=engagement, name="Planning", owner=member)
    Rating.objects.bulk_create(
        Rating(engagement=engagement, process=process, side="manager", rater=member, rung=3, rated_on=TODAY)
        for _each in range(count)
    )
    client.force_login(manager)

    with django_assert_num_queries(5):
        assert len(rows_of(client, engagement, "ratings")) == count


def test_page_offers_its_lists_narrowed_as_it_is(client, engagement, manager):
    client.force_login(manager)

    page = client.get(url("log", engagement), {"q": "late", "before": "x", "page": "2"}).text

    assert f'href="{url("list-file", engagement, "log", "csv")}?q=late"' in page
    assert f'href="{url("list-file", engagement, "log", "xlsx")}?q=late"' in page


def test_client_is_offered_nothing_of_the_practice_alone(client, engagement, manager, sponsor):
    offers = {}
    for user in (manager, sponsor.user):
        client.force_login(user)
        offers[user] = (
            url("list-file", engagement, "frictions", "csv") in client.get(url("execution", engagement)).text
        )

    assert offers == {manager: True, sponsor.user: False}


def test_page_without_a_list_offers_none(client, engagement, manager):
    client.force_login(manager)

    assert "downloads" not in client.get(url("engagement", engagement)).text


def test_download_of_the_trail_leaves_no_line_in_it(client, engagement, sponsor):
    before = AuditEntry.objects.count()
    client.force_login(sponsor.user)

    assert len(rows_of(client, engagement, "audit-trail")) == before
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("name", ["engagements-file", "board-file"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_practice_has_its_engagements_as_a_file(client, engagement, manager, stranger, name, kind):
    client.force_login(manager)

    response = client.get(reverse(f"engagements:{name}", args=[kind]))
    (row,) = (sheets.of_csv if kind == "csv" else sheets.of_xlsx)(response)[1:]

    values = list(row) if kind == "csv" else list(row.values())
    assert values[:2] == ["Theatres on time", "Zeezicht Hospital"]


def test_client_has_no_board_as_a_file(client, engagement, sponsor):
    client.force_login(sponsor.user)

    assert client.get(reverse("engagements:board-file", args=["csv"])).status_code == 403
    (row,) = sheets.of_csv(client.get(reverse("engagements:engagements-file", args=["csv"])))[1:]
    assert row[2] == phases.BY_KEY["intake"].public_title


def test_practice_has_no_file_of_another_kind(client, manager):
    client.force_login(manager)

    assert client.get(reverse("engagements:engagements-file", args=["pdf"])).status_code == 404
    assert client.get(reverse("engagements:board-file", args=["pdf"])).status_code == 404
