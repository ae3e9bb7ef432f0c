"""The list, a new engagement, the overview and the client's progress page over HTTP."""

import datetime

import pytest
from django.urls import reverse

from engagements.lifecycle import services
from engagements.lifecycle.models import Engagement, Organisation
from engagements.people.models import Membership
from engagements.people.roles import ORGANISATION, Role
from engagements.processes.models import CriticalProcess
from engagements.record.models import LogEntry
from engagements.specification.models import Goal
from phases.definitions import BY_KEY, CRITERIA
from tests.engagements.conftest import in_phase, seat_for

LIST = reverse("engagements:list")
NEW = reverse("engagements:new")


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def url(name, engagement):
    return reverse(f"engagements:{name}", args=[engagement.ref])


def start(manager, number, **values):
    values = {"title": f"Engagement {number}"} | values
    return services.start_engagement(actor=manager, organisation={"name": f"Client {number}"}, **values)


def many(manager, number):
    """Put many engagements of the manager in the list; how they came there is not what these tests are about."""
    client = Organisation.objects.create(name="Client")
    made = Engagement.objects.bulk_create(
        Engagement(title=f"Engagement {each}", organisation=client) for each in range(number)
    )
    Membership.objects.bulk_create(
        Membership(engagement=each, user=manager, role=Role.MANAGER) for each in made
    )


def test_list_shows_mine_and_nobody_elses(as_manager, engagement, stranger):
    page = as_manager.get(LIST)

    assert "Theatres on time" in page.text
    assert "Another engagement" not in page.text
    assert "Other Client" not in page.text


@pytest.mark.parametrize(
    ("words", "found"), [("zeezicht", 1), ("TIME theatres", 1), ("nothing like it", 0), ("other", 0)]
)
def test_search_finds_words_of_title_and_organisation_among_mine(
    as_manager, engagement, stranger, words, found
):
    page = as_manager.get(LIST, {"q": words})

    assert page.context["page"].paginator.count == found


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"phase": "intake"}, {"Theatres on time"}),
        ({"phase": "execution"}, {"Engagement 1"}),
        ({"standing": "active"}, {"Theatres on time", "Engagement 1"}),
        ({"standing": "completed"}, set()),
        ({"phase": "intake", "standing": "completed"}, set()),
    ],
)
def test_list_is_filtered_by_phase_and_standing(as_manager, manager, engagement, query, titles):
    in_phase(start(manager, 1), "execution")

    assert {each.title for each in as_manager.get(LIST, query).context["page"]} == titles


@pytest.mark.parametrize(
    "query",
    [
        {"page": "0"},
        {"page": "99999999999999999999"},
        {"page": "x"},
        {"q": "x" * 5000},
        {"q": "a\x00"},
        {"phase": "nonsense"},
    ],
)
def test_list_survives_any_query(as_manager, engagement, query):
    assert as_manager.get(LIST, query).status_code == 200


@pytest.mark.parametrize(
    ("role", "said"),
    [(Role.SPONSOR, "Think it through together"), (Role.SHADOW, "Specification")],
)
def test_filter_calls_the_phases_what_the_reader_calls_them(client, engagement, role, said):
    client.force_login(seat_for(engagement, role).user)

    phases = dict(client.get(LIST).context["form"].fields["phase"].choices)

    assert phases["specification"] == said


@pytest.mark.parametrize("engagements", [1, 3, 300])
def test_list_costs_the_same_whatever_its_length(as_manager, manager, engagements, django_assert_num_queries):
    many(manager, engagements)

    with django_assert_num_queries(5):
        as_manager.get(LIST)


def test_list_in_pages_shows_all_in_the_end(as_manager, manager):
    many(manager, 45)

    seen = {each.pk for page in (1, 2, 3) for each in as_manager.get(LIST, {"page": page}).context["page"]}

    assert len(seen) == 45


def test_list_answer_for_htmx_is_part_of_the_whole_page(as_manager, engagement):
    whole = as_manager.get(LIST, {"q": "theatres"}).text
    part = as_manager.get(LIST, {"q": "theatres"}, headers={"HX-Request": "true"}).text

    assert part.strip() in whole
    assert "<html" not in part


def test_list_names_phases_in_the_words_of_the_visitors_side(as_manager, client, engagement, sponsor):
    mine = as_manager.get(LIST).text
    client.force_login(sponsor.user)
    theirs = client.get(LIST).text

    assert str(BY_KEY["intake"].title) in mine
    assert str(BY_KEY["intake"].public_title) in theirs


def test_empty_list_says_what_to_do(as_manager, manager):
    assert "Start your first one" in as_manager.get(LIST).text


def test_title_and_organisation_are_enough_to_start(as_manager, manager):
    page = as_manager.get(NEW)
    data = {
        name: value
        for name, value in {n: page.context["form"][n].value() for n in page.context["form"].fields}.items()
        if value is not None
    }

    answer = as_manager.post(NEW, data | {"title": "New start", "organisation_name": "New client"})

    started = Engagement.objects.get()
    assert answer.status_code == 302
    assert (started.title, started.organisation.name, started.phase) == ("New start", "New client", "intake")


def test_everything_given_at_the_start_is_set_up(
    as_manager, manager, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        as_manager.post(
            NEW,
            {
                "title": "New start",
                "kind": "crisis",
                "language": "en",
                "days_per_week": "3",
                "starts_on": "2026-03-02",
                "final_goal": "Runs without me",
                "processes": "Planning\n\n Day start \nPlanning",
                "organisation_name": "New client",
                "sponsor_name": "Sue Sponsor",
                "sponsor_email": "sue@example.org",
            },
        )

    started = Engagement.objects.get()
    assert started.final_goal == "Runs without me"
    assert [each.name for each in CriticalProcess.objects.filter(engagement=started)] == [
        "Planning",
        "Day start",
    ]
    assert started.memberships.get(role=Role.SPONSOR).user.email == "sue@example.org"
    assert [mail.to for mail in mailoutbox] == [["sue@example.org"]]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 121),
        ("title", "a\x00b"),
        ("organisation_name", ""),
        ("organisation_headcount", "-1"),
        ("organisation_headcount", "9" * 40),
        ("kind", "nonsense"),
        ("days_per_week", "many"),
        ("starts_on", "0000-00-00"),
        ("starts_on", "0001-01-01"),
        ("situation", "x" * 1_000_000),
        ("planned_end_on", "2025-01-01"),
        ("processes", "x" * 121),
        ("processes", "\n".join(map(str, range(13)))),
        ("sponsor_email", "not an address"),
        ("sponsor_email", "marit.manager@example.org"),  # who takes part already
        ("sponsor_email", ".".join(["x" * 60] * 5) + "@example.org"),
        ("sponsor_name", "Name without address"),
    ],
)
def test_unusable_input_starts_nothing_and_is_kept_beside_its_message(as_manager, manager, field, value):
    data = {
        "title": "Kept title",
        "kind": "change",
        "language": "en",
        "days_per_week": "3",
        "starts_on": "2026-03-02",
        "organisation_name": "Kept client",
    }

    page = as_manager.post(NEW, data | {field: value})

    assert page.status_code == 422
    assert not Engagement.objects.exists()
    assert page.text.count('aria-invalid="true"') == 1
    assert "Kept title" in page.text or field == "title"


def test_client_may_not_start_an_engagement(client, engagement, sponsor):
    client.force_login(sponsor.user)

    assert client.get(NEW).status_code == 403
    assert client.post(NEW, {"title": "X", "organisation_name": "Y"}).status_code == 403
    assert Engagement.objects.count() == 1


def test_overview_shows_gate_log_and_people(as_manager, engagement, manager, sponsor):
    LogEntry.objects.create(engagement=engagement, author=manager, text="Talked with the planners")

    page = as_manager.get(url("engagement", engagement))

    for words in (str(CRITERIA["observations"].manager), "Talked with the planners", "Sanne Sponsor"):
        assert words in page.text


@pytest.mark.parametrize("role", sorted(ORGANISATION))
def test_overview_sends_the_client_to_their_own_page(client, engagement, role):
    client.force_login(seat_for(engagement, role).user)

    answer = client.get(url("engagement", engagement))

    assert (answer.status_code, answer.url) == (302, url("progress", engagement))


@pytest.mark.parametrize("rows", [1, 3, 300])
@pytest.mark.parametrize(("name", "queries"), [("engagement", 26)])
def test_page_costs_the_same_whatever_it_lists(
    as_manager, engagement, manager, name, queries, rows, django_assert_num_queries
):
    for number in range(rows):
        CriticalProcess.objects.create(engagement=engagement, name=f"Process {number}")
        Goal.objects.create(engagement=engagement, title=f"Goal {number}", due_on=datetime.date(2026, 5, 1))
        LogEntry.objects.create(engagement=engagement, author=manager, text=f"Entry {number}")

    with django_assert_num_queries(queries):
        as_manager.get(url(name, engagement))
