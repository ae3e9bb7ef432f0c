"""The page of today: whose it is, what one press does on it, and what it costs."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.execution.models import Commitment, GoalReading
from engagements.lifecycle.models import Engagement, Organisation
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.record.models import WorkedMonth, WorkedMonthState
from engagements.specification.models import Goal, GoalState
from tests.engagements.conftest import in_phase, person, seat_for
from tests.engagements.helpers import hidden

TODAY, DO, LIST = (reverse(f"engagements:{name}") for name in ("today", "today-do", "list"))
HTMX = {"HX-Request": "true"}


@pytest.fixture
def goal(engagement, owner):
    """A goal that is late, and whose latest reading is at its target."""
    in_phase(engagement, "execution")
    goal = Goal.objects.create(
        engagement=engagement,
        title="Start on time",
        baseline=54,
        target=80,
        due_on=timezone.localdate() - datetime.timedelta(days=3),
    )
    GoalReading.objects.create(engagement=engagement, goal=goal, value=81, member=owner)
    return goal


def press(browser, goal, **values):
    """Press the button that settles the goal."""
    given = {"deed": "goal-reached", "ref": goal.engagement.ref, "subject": goal.pk}
    return browser.post(DO, given | values.pop("data", {}), **values)


def test_manager_lands_on_today_and_client_on_their_page(client, manager, sponsor):
    client.force_login(sponsor.user)
    page = client.get(TODAY)
    assert page.url == sponsor.engagement.get_absolute_url()
    assert TODAY not in client.get(LIST).text

    client.force_login(manager)
    page = client.get(TODAY)
    assert page.status_code == 200
    assert f'class="brand" href="{TODAY}"' in page.text


def test_line_says_what_where_and_when_and_has_its_action(as_manager, goal):
    page = as_manager.get(TODAY)

    for words in (
        "Overdue",
        "Interim goal: Start on time",
        "3 days late",
        "Theatres on time",
        "Mark as reached",
    ):
        assert words in page.text
    assert hidden(page, "subject") == str(goal.pk)


def test_one_press_does_it_and_the_line_is_gone(as_manager, goal):
    answer = press(as_manager, goal)
    assert (answer.status_code, answer.url) == (302, TODAY)
    page = as_manager.get(TODAY)
    assert "The goal is settled as reached." in page.text
    assert "Mark as reached" not in page.text
    assert Goal.objects.get().state == GoalState.REACHED


def test_shortened_answer_is_the_region_of_the_page(as_manager, goal):
    answer = press(as_manager, goal, headers=HTMX)

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "The goal is settled as reached." in answer.text
    assert answer.text.strip().startswith('<div class="today"')


@pytest.mark.parametrize("shortened", [{}, HTMX])
def test_what_is_over_meanwhile_is_refused_with_its_sentence(as_manager, goal, shortened):
    Goal.objects.update(state=GoalState.DROPPED)

    answer = press(as_manager, goal, headers=shortened)

    assert answer.status_code == 409
    assert "This goal is settled already" in answer.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"deed": "advance"},
        {"deed": ""},
        {"ref": "nothere"},
        {"ref": "x" * 5000},
        {"subject": "0"},
        {"subject": "x"},
        {"subject": "9" * 40},
        {"subject": "a\x00b"},
    ],
)
def test_what_can_not_be_meant_is_not_found(as_manager, goal, wrong):
    assert press(as_manager, goal, data=wrong).status_code == 404
    assert Goal.objects.get().state == GoalState.OPEN


def test_stranger_and_client_settle_nothing(client, goal, stranger, sponsor):
    client.force_login(stranger)
    assert press(client, goal).status_code == 404
    theirs = stranger.memberships.get().engagement
    assert press(client, goal, data={"ref": theirs.ref}).status_code == 404
    assert "Start on time" not in client.get(TODAY).text

    client.force_login(sponsor.user)
    assert press(client, goal).status_code == 403
    assert Goal.objects.get().state == GoalState.OPEN
    assert client.get(DO).status_code == 405


def test_handing_in_worked_days_from_today_mails_the_sponsor(
    as_manager, engagement, sponsor, mailoutbox, django_capture_on_commit_callbacks
):
    past = (timezone.localdate().replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
    month = WorkedMonth.objects.create(engagement=engagement, month=past, days=12)
    assert "mails Sanne Sponsor" in as_manager.get(TODAY).text

    with django_capture_on_commit_callbacks(execute=True):
        as_manager.post(DO, {"deed": "worked-month-submit", "ref": engagement.ref, "subject": month.pk})

    assert WorkedMonth.objects.get().state == WorkedMonthState.SUBMITTED
    assert [mail.to for mail in mailoutbox] == [["sanne.sponsor@example.org"]]
    assert "wait for approval" in as_manager.get(TODAY).text


def test_empty_desk_is_told_kindly(client, as_manager, engagement):
    Engagement.objects.update(standing="completed")
    assert "Nothing asks for you today" in as_manager.get(TODAY).text

    client.force_login(person("Nora New", is_manager=True))
    assert "You lead no engagement yet" in client.get(TODAY).text


@pytest.mark.parametrize(("engagements", "queries"), [(1, 24), (3, 46), (300, 146)])
def test_today_asks_a_bounded_number_of_queries(
    client, manager, engagements, queries, django_assert_num_queries
):
    organisation = Organisation.objects.create(name="Zeezicht Hospital")
    made = Engagement.objects.bulk_create(
        Engagement(organisation=organisation, title=f"Engagement {number}") for number in range(engagements)
    )
    seats = Membership.objects.bulk_create(
        Membership(engagement=each, user=manager, role=Role.MANAGER) for each in made
    )
    late = timezone.localdate() - datetime.timedelta(days=1)
    Commitment.objects.bulk_create(
        Commitment(engagement=seat.engagement, member=seat, text="On time", due_on=late, state="accepted")
        for seat in seats
    )
    seat_for(made[0], Role.SPONSOR)
    client.force_login(manager)

    with django_assert_num_queries(queries):
        page = client.get(TODAY)

    assert page.text.count('<li class="item matter" data-urgency="overdue">') == min(engagements, 25)
    assert ("others were left out" in page.text) == (engagements == 300)
    assert ("and 275 more" in page.text) == (engagements == 300)
