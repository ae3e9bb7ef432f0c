"""The board: whose engagements are on it, in which order, and what is computed for each."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.evaluation.models import DurabilityCheck
from engagements.lifecycle.models import Engagement, Organisation, PhaseChange
from engagements.overview import board
from engagements.people.models import Membership
from engagements.people.roles import ORGANISATION, Role
from engagements.processes.models import CriticalProcess
from phases.definitions import PHASES
from tests.engagements.conftest import person, seat_for

BOARD = reverse("engagements:board")


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def ago(days):
    return timezone.localdate() - datetime.timedelta(days=days)


def many(manager, number, phase="execution", **values):
    """Put many engagements of the manager on the board; each a day longer in its phase than the one before."""
    client = Organisation.objects.create(name="Client")
    made = Engagement.objects.bulk_create(
        Engagement(
            title=f"Number {each:03}", organisation=client, phase=phase, phase_entered_on=ago(each), **values
        )
        for each in range(number)
    )
    Membership.objects.bulk_create(
        Membership(engagement=each, user=manager, role=Role.MANAGER) for each in made
    )
    return made


def titles(page):
    """Return the titles on the page, phase by phase."""
    return [row.engagement.title for column in page.context["columns"] for row in column.rows]


def test_board_shows_by_phase_what_somebody_leads_and_nothing_else(as_manager, engagement, manager, stranger):
    many(manager, 1)

    page = as_manager.get(BOARD)

    assert [(column.phase.key, column.count) for column in page.context["columns"]] == [
        (phase.key, {"intake": 1, "execution": 1}.get(phase.key, 0)) for phase in PHASES
    ]
    assert "Other Client" not in page.text
    assert "Another engagement" not in page.text


@pytest.mark.parametrize(
    "query", [{"q": "another"}, {"standing": "all", "q": "Other Client"}, {"phase": "intake"}]
)
def test_no_filter_shows_what_belongs_to_others(as_manager, engagement, stranger, query):
    assert "Another engagement" not in as_manager.get(BOARD, query).text


def test_key_of_somebody_elses_engagement_tells_nothing(as_manager, engagement, manager, stranger):
    theirs = stranger.memberships.get().engagement_id

    page = as_manager.get(BOARD, {"phase": "intake", "after": theirs})

    assert titles(page) == ["Theatres on time"]


def test_manager_sees_no_engagement_where_they_sit_on_the_clients_side(as_manager, manager, stranger):
    theirs = stranger.memberships.get().engagement
    Membership.objects.create(engagement=theirs, user=manager, role=Role.BOARD)

    assert titles(as_manager.get(BOARD)) == []


@pytest.mark.parametrize("role", sorted(ORGANISATION))
def test_client_has_no_board(client, engagement, role):
    client.force_login(seat_for(engagement, role).user)

    assert client.get(BOARD).status_code == 403
    assert BOARD not in client.get(reverse("engagements:list")).text


def test_administrator_sees_everybodys_with_who_leads_it(client, engagement, stranger):
    client.force_login(person("Ada Administrator", is_administrator=True))

    page = client.get(BOARD)

    for words in ("Theatres on time", "Marit Manager", "Another engagement", "Stan Stranger"):
        assert words in page.text


@pytest.mark.parametrize(
    ("sort", "first"),
    [("", "Number 007"), ("oldest", "Number 007"), ("newest", "Number 000"), ("title", "Number 000")],
)
def test_board_is_sorted(as_manager, manager, sort, first):
    many(manager, 8)

    page = as_manager.get(BOARD, {"sort": sort})

    assert titles(page)[0] == first
    assert len(titles(page)) == board.IN_A_COLUMN
    assert "Show all 8" in " ".join(page.text.split())


@pytest.mark.parametrize("sort", board.SORTS)
def test_phase_is_read_to_its_end_by_key_without_gap_or_repetition(as_manager, manager, sort):
    many(manager, 60)
    Engagement.objects.update(phase_entered_on=ago(3), title="The same")  # only the key tells them apart
    seen, after = [], ""

    for _page in range(3):
        page = as_manager.get(BOARD, {"phase": "execution", "sort": sort, "after": after})
        (column,) = page.context["columns"]
        seen += [row.engagement.pk for row in column.rows]
        after = column.after

    assert len(seen) == len(set(seen)) == 60
    assert after is None


def test_rows_that_arrive_meanwhile_do_not_shift_the_next_page(as_manager, manager):
    many(manager, 30)
    (first,) = as_manager.get(BOARD, {"phase": "execution", "sort": "title"}).context["columns"]
    Engagement.objects.create(
        title="Before all", organisation=Organisation.objects.get(), phase="execution"
    ).memberships.create(user=manager, role=Role.MANAGER)

    page = as_manager.get(BOARD, {"phase": "execution", "sort": "title", "after": first.after})

    assert titles(page) == [f"Number {each:03}" for each in range(25, 30)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 1),
        ({"standing": "on_hold"}, 1),
        ({"standing": "all"}, 2),
        ({"standing": "completed"}, 0),
        ({"q": "waiting", "standing": "all"}, 1),
        ({"q": "waiting"}, 0),
    ],
)
def test_board_is_filtered_and_shows_what_runs_to_begin_with(as_manager, engagement, manager, query, found):
    many(manager, 1, standing="on_hold")
    Engagement.objects.filter(standing="on_hold").update(title="Waiting")

    assert len(titles(as_manager.get(BOARD, query))) == found


@pytest.mark.parametrize(
    "query",
    [
        {"after": "x"},
        {"phase": "execution", "after": "9" * 40},
        {"phase": "execution", "after": "-1"},
        {"phase": "nonsense", "after": "1"},
        {"sort": "password"},
        {"standing": "\x00"},
        {"q": "x" * 5000},
        {"q": "a\x00"},
    ],
)
def test_board_survives_any_query(as_manager, engagement, query):
    assert as_manager.get(BOARD, query).status_code == 200


def test_lag_counts_from_the_let_go_date_and_waits_while_on_hold(as_manager, engagement, manager):
    for days in (3, 40):  # ten days of pause later: not late yet, and 30 days
        CriticalProcess.objects.create(engagement=engagement, name=f"Late {days}", let_go_on=ago(days))
    CriticalProcess.objects.create(
        engagement=engagement, name="Let go", let_go_on=ago(50), let_go_at=timezone.now()
    )
    Engagement.objects.filter(pk=engagement.pk).update(starts_on=ago(100))
    for from_standing, to_standing, days in (("active", "on_hold", 60), ("on_hold", "active", 50)):
        PhaseChange.objects.create(
            engagement=engagement,
            command="hold",
            from_phase="intake",
            to_phase="intake",
            from_standing=from_standing,
            to_standing=to_standing,
            actor=manager,
            at=timezone.now() - datetime.timedelta(days=days),
        )
    ((row,),) = [column.rows for column in as_manager.get(BOARD).context["columns"] if column.rows]
    Engagement.objects.filter(pk=engagement.pk).update(standing="on_hold")
    ((held,),) = [
        column.rows
        for column in as_manager.get(BOARD, {"standing": "on_hold"}).context["columns"]
        if column.rows
    ]

    assert (row.lagging, row.lag_days) == (1, 30)
    assert (held.lagging, held.lag_days) == (0, 0)


def test_checks_are_due_when_they_wait_for_an_answer_now_or_soon(as_manager, engagement):
    process = CriticalProcess.objects.create(engagement=engagement, name="Planning")
    for day, due, settled in (
        (30, ago(1), {}),
        (90, ago(-board.OPENS_BEFORE.days), {}),
        (180, ago(-board.OPENS_BEFORE.days - 1), {}),
        (None, ago(1), {"skipped_because": "Merged"}),
    ):
        DurabilityCheck.objects.create(engagement=engagement, process=process, day=day, due_on=due, **settled)

    assert "2 checks due" in " ".join(as_manager.get(BOARD).text.split())


@pytest.mark.parametrize("rows", [1, 3, 300])
@pytest.mark.parametrize(("query", "queries"), [({}, 11), ({"phase": "execution"}, 8)])
def test_board_costs_the_same_however_much_is_on_it(
    as_manager, manager, rows, query, queries, django_assert_num_queries
):
    for each in many(manager, rows)[:30]:
        CriticalProcess.objects.create(engagement=each, name="Planning", let_go_on=ago(9))

    with django_assert_num_queries(queries):
        as_manager.get(BOARD, query)


def test_board_for_htmx_is_part_of_the_whole_page(as_manager, engagement):
    whole = as_manager.get(BOARD).text
    part = as_manager.get(BOARD, headers={"HX-Request": "true"}).text

    assert part.strip() in whole
    assert "<html" not in part
