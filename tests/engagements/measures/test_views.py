"""The pages of measures: who sees which, how many queries they take, how heavy they get, and their files."""

import datetime
import re
import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagements.execution.models import GoalReading
from engagements.intake.models import TrustAnswer, TrustRound
from engagements.lifecycle.models import Engagement
from engagements.measures.boards import MOST
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess, Rating
from engagements.record.models import LogEntry
from engagements.specification.models import Goal
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.measures.test_reading import SCORES, fill

pytestmark = pytest.mark.django_db
EVERYTHING = {"letting-go", "gap", "goals", "promises", "durability", "talks", "trust", "pendulum", "age"}


def page(user, engagement, name="measures", *args):
    """Return the answer to a page of the measures."""
    client = Client()
    client.force_login(user)
    return client.get(reverse(f"engagements:{name}", args=[engagement.ref, *args]))


def shown(response):
    """Return the keys of the measures on the page, those of parts left out."""
    return set(re.findall(r'<h2 id="([a-z-]+)"', response.content.decode()))


@pytest.fixture
def carried_out(engagement):
    """An engagement in execution with a row of everything."""
    fill(engagement)
    return in_phase(engagement, "execution")


@pytest.mark.parametrize(
    ("role", "hidden"),
    [
        (Role.SHADOW, {"pendulum", "talks"}),
        (Role.SPONSOR, {"pendulum", "talks"}),
        (Role.BOARD, {"pendulum", "talks", "trust"}),
        (Role.PROCESS_OWNER, {"pendulum", "talks", "trust"}),
        (Role.WORKS_COUNCIL, {"pendulum", "talks", "trust"}),
        (Role.EMPLOYEE, {"pendulum", "talks", "trust", "goals", "promises"}),
    ],
)
def test_each_role_sees_what_its_rooms_show(role, hidden, carried_out):
    user = seat_for(carried_out, role).user

    assert shown(page(user, carried_out)) == EVERYTHING - hidden


def test_the_manager_sees_everything(carried_out, manager):
    assert shown(page(manager, carried_out)) == EVERYTHING


def test_a_measure_somebody_may_not_see_does_not_exist_for_them(carried_out, board):
    for key in ("trust", "pendulum", "talks", "nothing", "letting-go-999"):
        for name in ("measure", "measure-svg", "measure-csv"):
            assert page(board.user, carried_out, name, key).status_code == 404, (name, key)


def test_finance_has_no_measures(carried_out):
    assert page(seat_for(carried_out, Role.FINANCE).user, carried_out).status_code == 403


def test_a_second_manager_sees_their_own_role_only(carried_out):
    other = seat_for(carried_out, Role.MANAGER, "Other Manager").user

    response = page(other, carried_out, "measure", "pendulum")

    assert "No role noted in this phase yet" in response.content.decode()


def test_an_empty_engagement_says_what_will_come(engagement, manager):
    content = page(manager, engagement).content.decode()

    assert "There is little to measure yet" in content
    assert 'class="chart"' not in content


@pytest.mark.parametrize("count", [1, 3, 300])
def test_as_many_queries_however_many_rows(count, engagement, manager, django_assert_num_queries):
    fill(engagement, count)
    engagement = in_phase(engagement, "execution")
    client = Client()
    client.force_login(manager)

    with django_assert_num_queries(13):
        response = client.get(reverse("engagements:measures", args=[engagement.ref]))

    assert response.status_code == 200


def test_what_does_not_fit_the_page_has_a_page_of_its_own(engagement, manager):
    fill(engagement, MOST + 2)

    content = page(manager, engagement).content.decode()

    assert content.count("On a page of their own") == 2  # processes and goals
    left = CriticalProcess.objects.order_by("pk").last()
    assert page(manager, engagement, "measure", f"letting-go-{left.pk}").status_code == 200


def three_years(engagement, processes=MOST, goals=MOST):
    """Write what both sides note every week for three years."""
    today = timezone.localdate()
    start = today - datetime.timedelta(weeks=156)
    Engagement.objects.filter(pk=engagement.pk).update(phase="execution", starts_on=start)
    member = engagement.memberships.get(role="manager")
    weeks = [start + datetime.timedelta(weeks=place) for place in range(157)]

    def many(model, rows):
        return model.objects.bulk_create([model(engagement=engagement, **row) for row in rows])

    named = many(CriticalProcess, [{"name": f"Process {place}"} for place in range(processes)])
    set_ = many(Goal, [{"title": f"Goal {place}", "baseline": 10, "target": 90} for place in range(goals)])
    many(
        Rating,
        [
            {
                "process": each,
                "side": side,
                "rater": member,
                "rung": 1 + (place * 7 // 158 + len(side)) % 7,
                "rated_on": day,
            }
            for each in named
            for side in ("manager", "owner")
            for place, day in enumerate(weeks)
        ],
    )
    many(
        GoalReading,
        [
            {"goal": each, "value": 10 + place / 2, "read_on": day, "member": member}
            for each in set_
            for place, day in enumerate(weeks)
        ],
    )
    rounds = many(TrustRound, [{"asked_on": day} for day in weeks])
    many(
        TrustAnswer,
        [
            {"round": each, "side": side, "member": member, **dict.fromkeys(SCORES, 1 + place % 5)}
            for place, each in enumerate(rounds)
            for side in ("manager", "organisation")
        ],
    )
    many(
        LogEntry,
        [
            {"author": member.user, "text": "Talk", "stance": place % 5 - 2, "happened_on": day}
            for place, day in enumerate(weeks)
        ],
    )


def test_three_years_of_weeks_stay_a_page(engagement, manager, django_assert_num_queries):
    three_years(engagement)
    client = Client()
    client.force_login(manager)

    with django_assert_num_queries(13):
        response = client.get(reverse("engagements:measures", args=[engagement.ref]))

    assert len(response.content) < 100_000
    content = response.content.decode()
    assert content.count('class="chart__drawing"') == 2 * MOST + 4
    assert "Of 157 values in a line about 36 are drawn" in content


def test_a_long_list_is_cut_and_says_so(engagement, manager):
    fill(engagement, 40)

    content = page(manager, engagement).content.decode()

    assert content.count("The first 24 of 40 are shown here") == 2  # goals, and durability checks


def test_every_number_of_three_years_is_in_the_file(engagement, manager):
    three_years(engagement, processes=1, goals=0)
    process = CriticalProcess.objects.get()

    response = page(manager, engagement, "measure-csv", f"letting-go-{process.pk}")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()

    assert lines[0] == "Date,Interim manager,Owner,Expected from,Expected to"
    assert len(lines) == 1 + 157


def test_a_month_without_a_rating_is_a_line_of_the_file(engagement, manager):
    process = CriticalProcess.objects.create(engagement=engagement, name="=cmd()")
    member = engagement.memberships.get(role="manager")
    for day in ("2026-01-10", "2026-03-10"):
        Rating.objects.create(
            engagement=engagement, process=process, side="owner", rater=member, rung=3, rated_on=day
        )

    response = page(manager, engagement, "measure-csv", f"letting-go-{process.pk}")
    content = b"".join(response.streaming_content).decode("utf-8-sig")

    assert "2026-02,not rated,not rated" in content
    gap = page(manager, engagement, "measure-csv", "gap")
    assert "'=cmd()" in b"".join(gap.streaming_content).decode()


def test_the_drawing_is_a_file_of_its_own(carried_out, manager):
    Goal.objects.update(title='<script>alert("x")</script> & \x0b")}')
    rated = CriticalProcess.objects.get().ratings.get()
    rated.pk, rated.side = None, "manager"
    rated.save()
    for key in ("letting-go", "gap", "goals", "promises", "durability", "talks", "trust", "pendulum", "age"):
        response = page(manager, carried_out, "measure-svg", key)
        assert response["Content-Type"].startswith("image/svg+xml")
        assert response["Content-Disposition"].startswith("attachment")
        drawing = ET.fromstring(response.content)  # noqa: S314 - our own answer
        words = {each.tag.rpartition("}")[2] for each in drawing.iter()}
        assert {"title", "desc"} <= words
        assert words <= {"svg", "title", "desc", "rect", "text", "path", "circle"}
        assert b"style" not in response.content


def test_page_of_one_measure_shows_every_number(carried_out, manager):
    process = CriticalProcess.objects.get()

    content = page(manager, carried_out, "measure", f"letting-go-{process.pk}").content.decode()

    assert "Every number" in content
    assert reverse("engagements:measure-svg", args=[carried_out.ref, f"letting-go-{process.pk}"]) in content


def test_what_is_not_drawn_yet_has_no_file(engagement, manager):
    CriticalProcess.objects.create(engagement=engagement, name="Planning")

    assert page(manager, engagement, "measure-svg", "gap").status_code == 404
    assert page(manager, engagement, "measure", "gap").status_code == 200


def test_the_client_reads_it_in_its_own_words(carried_out, manager, sponsor):
    assert "How much is already ours" in page(sponsor.user, carried_out).content.decode()
    assert "How much is already ours" not in page(manager, carried_out).content.decode()
