"""The page over all engagements: who may open it, what it never tells, and what it costs."""

import datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagements.evaluation.models import DurabilityCheck
from engagements.execution.models import Commitment, CommitmentStep
from engagements.lifecycle.models import Engagement, Organisation, PhaseChange
from engagements.measures.practice.boards import NAMES
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess, Rating
from tests.engagements.conftest import person, seat_for
from tests.spreadsheets.sheets import of_csv, of_xlsx

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
ADDRESS = "/engagements/practice/"


def run(count, manager, *, kind="change", begun=400, clients=None, word="Secret"):
    """Store engagements that ran well over a year, each with a row of everything; of as many clients unless told."""
    today = timezone.localdate()
    start = today - DAY * begun
    names = [f"{word} client {place}" for place in range(clients or count)]
    known = Organisation.objects.bulk_create(Organisation(name=each, sector=word) for each in names)
    made = Engagement.objects.bulk_create(
        Engagement(
            organisation=known[place % len(known)],
            title=f"{word} title {place}",
            situation=word,
            kind=kind,
            starts_on=start,
            phase="evaluation",
            phase_entered_on=start + DAY * 200,
        )
        for place in range(count)
    )
    members = Membership.objects.bulk_create(
        Membership(engagement=each, user=manager, role="manager") for each in made
    )
    steps = ("", "intake", "specification", "execution", "evaluation")
    PhaseChange.objects.bulk_create(
        PhaseChange(
            engagement=each,
            command="advance" if place else "start",
            from_phase=steps[place],
            to_phase=steps[place + 1],
            from_standing="active" if place else "",
            to_standing="active",
            actor=manager,
            at=timezone.make_aware(
                datetime.datetime.combine(start + DAY * (0, 28, 70, 196)[place], datetime.time(12))
            ),
        )
        for each in made
        for place in range(4)
    )

    def many(model, **values):
        return model.objects.bulk_create(
            model(
                engagement=each,
                **{
                    name: value[place] if isinstance(value, list) else value for name, value in values.items()
                },
            )
            for place, each in enumerate(made)
        )

    let_go = timezone.make_aware(datetime.datetime.combine(start + DAY * 180, datetime.time(12)))
    processes = many(CriticalProcess, name=f"{word} process", let_go_on=start + DAY * 170, let_go_at=let_go)
    many(
        Rating,
        process=processes,
        side="owner",
        rater=members,
        rung=2,
        rated_on=start + DAY * 100,
        note=word,
    )
    many(DurabilityCheck, process=processes, day=180, due_on=today, verdict="holds", remark=word)
    promises = many(Commitment, member=members, text=word, due_on=today, state="kept")
    CommitmentStep.objects.bulk_create(
        CommitmentStep(commitment=each, what="renegotiated", actor=manager, due_on=today) for each in promises
    )
    return made


def page(user, query="", client=None):
    client = client or Client()
    client.force_login(user)
    return client.get(f"{ADDRESS}?{query}")


def words(user, query=""):
    return page(user, query).content.decode()


@pytest.fixture
def colleague(db):
    """An interim manager of the practice with engagements of their own."""
    return person("Colin Colleague", is_manager=True)


@pytest.fixture
def administrator(db):
    """The practice administrator."""
    return person("Ada Administrator", is_administrator=True)


ADDRESSES = [
    ADDRESS,
    f"{ADDRESS}kept/drawing.svg",
    f"{ADDRESS}kept/file/csv/",
    f"{ADDRESS}kept/file/xlsx/",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.MANAGER, Role.SHADOW)])
def test_a_client_may_not_look(address, role, engagement, colleague, client):
    run(5, colleague)
    client.force_login(seat_for(engagement, role).user)

    response = client.get(address)

    assert response.status_code == 403
    assert b"Secret" not in response.content


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_anonymous_go_to_sign_in_and_nothing_is_written_here(address, client, manager):
    assert client.get(address).url.startswith("/accounts/login/")
    client.force_login(manager)
    assert client.post(address).status_code == 405


def test_who_leads_nothing_of_it_reads_figures_without_a_name(colleague, manager):
    run(5, colleague)

    text = words(manager)

    assert "Secret" not in text
    assert "Colin" not in text
    assert "Execution takes 18 weeks for the middle one" in text
    assert "About 0% of the processes whose day has come were let go by then." in text
    assert "owners are then 1.2 rungs below what is expected" in text  # 3.21 less 2
    assert "About 100% of the processes that were checked after 180 days still hold" in text
    assert "About 100% of the promises that were settled were kept: about 100% after" in text


def test_four_clients_with_many_engagements_stay_four(colleague, manager):
    run(12, colleague, clients=4)

    text = words(manager)

    assert "<svg" not in text.partition('id="measured"')[2].partition("</main>")[0]
    for name in NAMES.values():
        assert str(name) in text
    assert "It takes at least 5 clients, besides those you see anyway" in text
    assert "weeks" not in text


def test_ones_own_engagements_hide_nobody(colleague, manager):
    run(9, manager, word="Mine")
    run(4, colleague)

    text = words(manager)

    assert "It takes at least 5 clients, besides those you see anyway" in text
    assert "Secret" not in text


def test_ones_own_stand_beside_it_by_name(colleague, manager):
    run(5, colleague)
    (mine,) = run(1, manager, word="Mine")

    text = words(manager)

    assert "Mine title 0" in text
    assert reverse("engagements:measures", args=[mine.ref]) in text
    assert "1 of 1" in text
    assert "Mine client" not in text


def test_an_administrator_sees_all_of_them_anyway_but_not_fewer_than_five(colleague, administrator):
    run(4, colleague)
    assert "It takes at least 5 clients to say nothing about one of them." in words(administrator)

    run(1, colleague)
    text = words(administrator)
    assert "Execution takes 18 weeks" in text
    assert "Your own engagements" not in text


def test_a_choice_that_leaves_too_few_is_widened_and_says_so(colleague, manager):
    run(6, colleague)
    run(3, colleague, kind="crisis")

    assert "Shown for" not in words(manager)
    for kind in ("change", "crisis"):
        text = words(manager, f"kind={kind}")
        assert text.count("Shown for all years, all kinds together") == 5
        assert page(manager, f"kind={kind}").context["shown"] != []


def test_a_choice_that_leaves_enough_is_shown_alone(colleague, manager):
    run(6, colleague)
    run(5, colleague, kind="crisis", begun=800)
    year = (timezone.localdate() - DAY * 800).year

    text = words(manager, f"kind=crisis&year={year}")

    assert "Shown for" not in text
    rows = of_csv(page_of_file(manager, "kept", f"kind=crisis&year={year}"))
    assert rows[1][-1] == "5"


def test_a_phase_of_too_few_is_not_shown(colleague, manager):
    made = run(9, colleague)
    Engagement.objects.filter(pk__in=[each.pk for each in made[:5]]).update(phase="execution")

    rows = of_csv(page_of_file(manager, "phases"))

    assert [row[-1] for row in rows[1:]] == ["9", "9", "too few", "too few"]


def page_of_file(user, key, query="", ending="csv"):
    client = Client()
    client.force_login(user)
    return client.get(f"{ADDRESS}{key}/file/{ending}/?{query}")


@pytest.mark.parametrize("key", sorted(NAMES))
def test_what_can_be_kept_is_what_stands_there(key, colleague, manager):
    run(5, colleague)
    client = Client()
    client.force_login(manager)

    rows = of_csv(page_of_file(manager, key))
    drawing = client.get(f"{ADDRESS}{key}/drawing.svg")

    assert len(rows) > 1
    assert not any("Secret" in cell for row in rows for cell in row)
    assert len(of_xlsx(page_of_file(manager, key, ending="xlsx"))) == len(rows)
    ET.fromstring(drawing.content)  # noqa: S314 - our own answer
    assert b"Secret" not in drawing.content


@pytest.mark.parametrize("key", [*sorted(NAMES), "nothing"])
def test_what_is_not_shown_can_not_be_kept(key, colleague, manager):
    run(4, colleague)
    client = Client()
    client.force_login(manager)

    for rest in ("drawing.svg", "file/csv/", "file/pdf/"):
        assert client.get(f"{ADDRESS}{key}/{rest}").status_code == 404


@pytest.mark.parametrize("query", ["year=0", "year=abc", "kind=nothing", "year=2026%00", "kind=%F0%9F%98%80"])
def test_what_can_not_be_read_counts_as_not_chosen(query, colleague, manager):
    run(5, colleague)

    response = page(manager, query)

    assert response.status_code == 200
    assert "Execution takes 18 weeks" in response.content.decode()


def test_htmx_gets_the_same_without_the_rest_of_the_page(colleague, manager, client):
    run(5, colleague)
    client.force_login(manager)

    whole = client.get(ADDRESS).content.decode()
    part = client.get(ADDRESS, headers={"HX-Request": "true"}).content.decode()

    assert part.strip().startswith('<div id="measured"')
    assert part.strip() in whole


@pytest.mark.parametrize("count", [5, 1000])
def test_a_thousand_engagements_take_one_query_for_each_measure(
    count, colleague, manager, client, django_assert_num_queries
):
    """Session, visitor; all engagements; days, letting go, ratings, checks, promises; the visitor's own."""
    run(count, colleague)
    client.force_login(manager)

    with django_assert_num_queries(9):
        response = client.get(ADDRESS)

    assert len(response.context["shown"]) == len(NAMES)
    assert len(response.content) < 60_000
