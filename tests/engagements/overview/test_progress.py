"""The progress page: for each role what it comes for, nothing that is not theirs, and the same cost at any length."""

import datetime
import re

import pytest
from django.test.html import parse_html
from django.urls import reverse

from engagements.execution.models import Commitment, CommitmentStep, GoalReading
from engagements.lifecycle import services
from engagements.lifecycle.models import Engagement, Request, Waiver
from engagements.overview.progress import COMING, PAGES, PARTS, state_of
from engagements.people.permissions import PERMISSIONS, seat_of
from engagements.people.roles import ORGANISATION, PRACTICE, Role
from engagements.processes.models import CriticalProcess, Handhold, Rating
from engagements.record.models import LogEntry, WorkedMonth, WorkedMonthState
from engagements.specification.models import Goal, GoalState
from phases.definitions import BY_KEY, CRITERIA, PHASES, card_for
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.overview.conftest import SECRET
from tests.engagements.rendered import below, words_of

CLIENTS = sorted(ORGANISATION)


def url(engagement):
    return reverse("engagements:progress", args=[engagement.ref])


def page_for(client, engagement, role):
    """Return the page of somebody new in this role."""
    client.force_login(seat_for(engagement, role).user)
    return client.get(url(engagement))


def main_words(page):
    """Return the words of the page itself, without the tabs above it."""
    return next(words_of(each) for each in below(parse_html(page.text)) if each.name == "main")


@pytest.fixture
def full(engagement, owner, board, today):
    """The engagement in execution, with something in every part of the page."""
    engagement = in_phase(engagement, "execution")

    def make(model, **values):
        return model.objects.create(engagement=engagement, **values)

    process = make(CriticalProcess, name="Weekly planning", owner=owner, let_go_on=today)
    make(Rating, process=process, side="owner", rater=owner, rung=5)
    make(Handhold, process=process, kind="training", what="Course for planners")
    goal = make(Goal, title="Start on time", baseline=54, target=80, unit="%", due_on=today, owner=owner)
    make(GoalReading, goal=goal, value=60, member=owner, read_on=today - datetime.timedelta(days=9))
    make(GoalReading, goal=goal, value=66, member=owner, read_on=today)
    make(Goal, title="Dropped goal", state=GoalState.DROPPED)
    make(Commitment, member=board, text="Chair the review", due_on=today)
    make(WorkedMonth, month=today.replace(day=1), days=12, state=WorkedMonthState.SUBMITTED)
    make(
        LogEntry,
        author=engagement.memberships.get(role="manager").user,
        text="All hands",
        audience="everyone",
    )
    return engagement


@pytest.mark.parametrize("role", sorted(ORGANISATION | PRACTICE - {"administrator"}))
def test_page_says_where_we_are_and_what_this_role_is_asked(client, engagement, role):
    page = page_for(client, engagement, role)

    assert str(BY_KEY["intake"].public_title) in page.text
    assert str(card_for("intake", role).asked) in main_words(page)
    assert 'aria-current="step"' in page.text


#: What only some may read, by the page that shows it at length.
SHOWN = {
    "processes": "Weekly planning",
    "execution": "66 %",
    "commitments": "Chair the review",
    "worked-months": "12 days",
    "log": "All hands",
}


@pytest.mark.parametrize("role", CLIENTS)
def test_each_role_reads_what_the_table_gives_it_and_no_more(client, full, role):
    page = page_for(client, full, role)
    part = page.context["columns"]
    words = " ".join(
        words_of(each) for each in below(parse_html(page.text)) if each.name in {"h3", "li", "strong"}
    )

    for action, said in SHOWN.items():
        is_part = action == "log" or any(PAGES[name] == action for column in part for name in column)
        assert (said in words) or not is_part, action
        if role not in PERMISSIONS[action]:
            assert said not in words or said == SHOWN["processes"], action  # the gate names what is not ready


@pytest.mark.parametrize("role", CLIENTS)
def test_parts_of_a_role_are_pages_it_may_open(role):
    shown = [part for column in PARTS[role] for part in column]

    assert [part for part in shown if role not in PERMISSIONS[PAGES[part]]] == []
    assert set(PAGES) >= COMING.keys()


def test_what_each_role_comes_for_stands_first():
    first = {role: PARTS[role][0][0] for role in CLIENTS}

    assert first[Role.FINANCE] == "worked"
    assert first[Role.EMPLOYEE] == first[Role.PROCESS_OWNER] == first[Role.SPONSOR] == "ours"
    assert first[Role.BOARD] == first[Role.MANAGEMENT] == "promises"
    assert "effects" in PARTS[Role.WORKS_COUNCIL][0]
    assert "questions" in PARTS[Role.EMPLOYEE][1]


def test_works_council_reads_who_takes_over_and_who_is_trained(client, full):
    words = main_words(page_for(client, full, Role.WORKS_COUNCIL))

    assert "Weekly planning Omar Owner Nobody stands in yet. Training: Course for planners." in words


def test_employee_sees_their_own_processes_and_folds_the_others(client, full):
    member = seat_for(full, Role.EMPLOYEE)
    CriticalProcess.objects.create(engagement=full, name="Day start", deputy=member)
    client.force_login(member.user)

    page = client.get(url(full))

    assert [row.process.name for row in page.context["ours"].mine] == ["Day start"]
    assert "1 other process" in page.text
    assert reverse("engagements:questions", args=[full.ref]) in page.text


@pytest.mark.parametrize("phase", ["intake", "execution"])
@pytest.mark.parametrize("role", CLIENTS)
def test_page_leaks_nothing_that_is_not_theirs(client, full, secrets, role, phase):
    in_phase(full, phase)
    page = page_for(client, full, role)
    words = main_words(page)

    assert SECRET not in page.text
    internal = [each for each in CRITERIA.values() if str(each.manager) != str(each.client)]
    assert [each.key for each in internal if str(each.manager) in words] == []
    titles = [str(each.title) for each in PHASES if str(each.title) != str(each.public_title)]
    everywhere = re.sub(r"<[^>]*>", " ", page.text)
    assert [title for title in titles if title in everywhere] == []
    assert [word for word in ("Crisis", "on_hold", "in_progress", "submitted") if word in words] == []


def test_word_of_one_member_to_another_reaches_nobody_else(client, full, sponsor, owner):
    asked = {"criterion": "processes_let_go", "asker": sponsor.user, "text": f"{SECRET} please"}
    Request.objects.create(engagement=full, member=owner, **asked)

    client.force_login(owner.user)
    assert f"{SECRET} please" in client.get(url(full)).text
    assert SECRET not in page_for(client, full, Role.BOARD).text


def test_one_thing_is_asked_on_top_and_the_rest_below(client, full, sponsor):
    client.force_login(sponsor.user)

    page = client.get(url(full))

    assert page.text.count('class="btn btn--primary"') == 1
    assert page.text.index('id="ask"') < page.text.index("path__drawing") < page.text.index('id="part"')


@pytest.mark.parametrize("role", CLIENTS)
def test_first_visit_says_what_will_appear_and_what_can_be_done(client, engagement, role):
    page = page_for(client, engagement, role)

    expected = [part for column in PARTS[role] for part in column if part in COMING]
    assert [COMING[part] for part in expected] == page.context["coming"]
    assert reverse("engagements:people", args=[engagement.ref]) in main_links(page)
    assert reverse("accounts:preferences") in main_links(page)


def main_links(page):
    """Return where the page itself leads."""
    main = next(each for each in below(parse_html(page.text)) if each.name == "main")
    return {dict(each.attributes).get("href") for each in below(main) if each.name == "a"}


@pytest.mark.parametrize("role", CLIENTS)
def test_every_link_of_the_page_opens_for_its_reader(client, full, role):
    page = page_for(client, full, role)

    refused = {
        link: client.get(link.partition("#")[0]).status_code
        for link in main_links(page)
        if link and link.startswith("/engagements/")
    }

    assert {link: status for link, status in refused.items() if status != 200} == {}


def test_every_waiver_is_told_with_its_reason(client, engagement, manager):
    Waiver.objects.create(
        engagement=engagement, criterion="board_takes_part", reason="There is no board yet", actor=manager
    )

    page = page_for(client, engagement, Role.EMPLOYEE)

    assert "There is no board yet" in page.text
    assert str(CRITERIA["board_takes_part"].client) in page.text


def test_paused_engagement_asks_nothing_and_says_until_when(client, full, manager, sponsor, today):
    services.change(
        engagement=full,
        actor=manager,
        command="hold",
        seen=full.moves,
        reason="Illness",
        expected_return=today + datetime.timedelta(days=30),
    )
    client.force_login(sponsor.user)

    page = client.get(url(full))

    assert "We stand still at" in page.text
    assert "Nothing at the moment" in page.text
    assert "Paused since" in page.text


def test_ended_engagement_tells_the_day_and_asks_for_nothing_more(client, full, sponsor, today):
    services.change(
        engagement=full,
        actor=sponsor.user,
        command="end-early",
        seen=full.moves,
        reason="Merger",
        last_working_day=today,
    )
    client.force_login(sponsor.user)

    page = client.get(url(full))

    assert "Ended on" in page.text
    assert page.context["coming"] == []
    assert "next" not in [part for column in page.context["columns"] for part in column]
    assert "You are here" not in page.text


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_page_costs_the_same_whatever_it_lists(
    client, full, sponsor, owner, manager, rows, today, django_assert_num_queries
):
    names = range(rows)
    CriticalProcess.objects.bulk_create(
        CriticalProcess(engagement=full, name=f"Process {name}", owner=owner) for name in names
    )
    goals = Goal.objects.bulk_create(
        Goal(engagement=full, title=f"Goal {name}", baseline=1, target=9, owner=owner, due_on=today)
        for name in names
    )
    GoalReading.objects.bulk_create(
        GoalReading(engagement=full, goal=goal, value=2, member=owner) for goal in goals
    )
    made = Commitment.objects.bulk_create(
        Commitment(engagement=full, member=owner, text=f"Promise {name}", due_on=today) for name in names
    )
    CommitmentStep.objects.bulk_create(
        CommitmentStep(commitment=each, what="proposed", actor=manager, due_on=today) for each in made
    )
    LogEntry.objects.bulk_create(
        LogEntry(engagement=full, author=manager, text=f"Entry {name}", audience="everyone") for name in names
    )
    client.force_login(sponsor.user)

    with django_assert_num_queries(36):
        client.get(url(full))


def test_plan_dates_the_line_for_everybody_alike(full, today):
    CriticalProcess.objects.update(let_go_on=today + datetime.timedelta(days=60))
    seats = [seat_of(seat_for(full, role).user, full) for role in (Role.SPONSOR, Role.FINANCE)]

    lines = [state_of(Engagement.objects.get(pk=full.pk), seat)["line"] for seat in seats]

    assert lines[0].here == lines[1].here
    assert lines[0].legs[2].planned_until == today + datetime.timedelta(days=60)
