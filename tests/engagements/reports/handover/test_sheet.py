"""Who is left with what: every process with who holds it, what was said to each line, and when it is asked again."""

import datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from engagements.evaluation.models import DurabilityCheck
from engagements.execution import services as execution
from engagements.execution.models import HandoverLine
from engagements.people.models import Delegation
from engagements.people.permissions import seat_of
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess, Handhold, Rating
from engagements.reports.handover.sheet import entries
from engagements.reports.typesetting.models import Making, MakingState
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.reports.typesetting.test_typeset import read

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 2)


@pytest.fixture(autouse=True)
def english():
    """Have everybody read English."""
    with override("en"):
        yield


@pytest.fixture
def running(engagement):
    return in_phase(engagement, "execution")


@pytest.fixture
def planning(running, owner):
    """A process with an owner, a deputy, something to hold on to, and both sides' view."""
    deputy = seat_for(running, Role.PROCESS_OWNER, "Dirk Deputy")
    process = CriticalProcess.objects.create(
        engagement=running, name="Planning", owner=owner, deputy=deputy, let_go_on=DAY
    )
    Handhold.objects.create(engagement=running, process=process, kind="rhythm", what="Monday", where="Room 3")
    for side, rung in (("manager", 5), ("owner", 3), ("owner", 4)):
        Rating.objects.create(
            engagement=running, process=process, side=side, rater=owner, rung=rung, rated_on=DAY
        )
    return process


def line_of(process, **values):
    return HandoverLine.objects.create(engagement=process.engagement, process=process, **values)


def only(engagement, user):
    (entry,) = entries(engagement, seat_of(user, engagement))
    return entry


def test_sheet_has_everybody_and_everything_of_a_process(planning, running, manager):
    entry = only(running, manager)

    assert [str(each)[:6] for each in entry.rated] == ["5 of 7", "4 of 7"]
    assert [each.what for each in entry.handholds] == ["Monday"]
    assert entry.standing == "With the interim manager"
    assert entry.when == ("Let-go date", "2 March 2026")
    assert entry.still_open == "No lines yet"
    assert entry.next_check == "30, 90 and 180 days after the execution"


def test_line_says_who_accepted_it_and_that_it_lapsed(planning, running, owner, manager):
    line, other = line_of(planning, what="Roster"), line_of(planning, what="Keys")
    execution.accept_line(line=line, actor=owner.user)
    execution.refuse_line(line=other, actor=owner.user, reason="The safe does not open")
    first, second = only(running, manager).lines

    assert first.said.startswith("Accepted by Omar Owner (Process owner) on ")
    assert "exactly as it stands here" in first.said
    assert "Not yet, said Omar Owner" in second.said
    assert "The safe does not open" in second.said
    assert only(running, manager).still_open == "1 line is still open"

    HandoverLine.objects.filter(pk=line.pk).update(what="Another roster")
    assert "lapsed: It has been changed since." in only(running, manager).lines[0].said


def test_line_accepted_for_somebody_says_on_whose_behalf(planning, running, owner, manager):
    colleague = seat_for(running, Role.PROCESS_OWNER, "Cas Colleague")
    Delegation.objects.create(engagement=running, giver=owner, receiver=colleague, kind="handover")
    execution.accept_line(line=line_of(planning, what="Roster"), actor=colleague.user)

    assert "Cas Colleague (Process owner) on behalf of Omar Owner" in only(running, manager).lines[0].said


def test_next_check_is_the_earliest_that_is_open(planning, running, manager):
    for day, answered in ((30, DAY), (90, None), (180, None)):
        DurabilityCheck.objects.create(
            engagement=running,
            process=planning,
            day=day,
            due_on=DAY + datetime.timedelta(days=day),
            answered_on=answered,
        )
    assert only(running, manager).next_check == "31 May 2026"

    DurabilityCheck.objects.update(answered_on=DAY)
    assert only(running, manager).next_check == "All of them are behind us"


@pytest.mark.parametrize("count", [1, 3, 300])
def test_sheet_of_any_length_asks_the_same(count, running, manager, client, django_assert_num_queries):
    CriticalProcess.objects.bulk_create(
        CriticalProcess(engagement=running, name=f"Process {number}") for number in range(count)
    )
    lines = [
        HandoverLine(engagement=running, process=process, what="Roster")
        for process in CriticalProcess.objects.all()
    ]
    HandoverLine.objects.bulk_create(lines)
    client.force_login(manager)

    with django_assert_num_queries(11):
        page = client.get(reverse("engagements:handover-sheet", args=[running.ref])).content.decode()
    assert page.count('<section class="section handover-sheet"') == count


def test_pdf_of_the_sheet_says_what_the_page_says(
    planning, running, owner, client, django_capture_on_commit_callbacks
):
    line_of(planning, what="Roster #1 *x* שלום", where="Drawer")
    execution.accept_line(line=line_of(planning, what="Keys"), actor=owner.user)
    client.force_login(owner.user)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("engagements:handover-sheet-file", args=[running.ref]))
    row = Making.objects.get()

    assert response.url == reverse("engagements:making", args=[running.ref, row.pk])
    assert (row.state, row.name) == (MakingState.DONE, f"hand-over {running.ref}.pdf")
    with row.file.open() as file:
        _document, text = read(file.read())
    words = " ".join(text.split())
    for said in (
        "Planning",
        "Omar Owner",
        "Dirk Deputy",
        "Monday",
        "Room 3",
        "5 of 7",
        "4 of 7",
        "Roster #1 *x*",
    ):
        assert said in words
    assert "Accepted by Omar Owner (Process owner) on" in words
    assert "Not answered yet" in words


def test_letter_without_a_typeface_is_told_beside_the_button(
    planning, running, manager, client, django_capture_on_commit_callbacks
):
    line_of(planning, what="日本 roster")
    client.force_login(manager)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("engagements:handover-sheet-file", args=[running.ref]))

    page = client.get(response.url).content.decode()
    assert "There is no typeface here for “日”" in page
    assert "日本 roster" in page
    assert "Try again" in page


def test_stranger_finds_no_sheet(planning, running, stranger, client):
    client.force_login(stranger)

    assert client.get(reverse("engagements:handover-sheet", args=[running.ref])).status_code == 404
    assert client.post(reverse("engagements:handover-sheet-file", args=[running.ref])).status_code == 404
    assert not Making.objects.exists()


def test_hand_over_page_leads_to_the_sheet(planning, running, owner, client):
    client.force_login(owner.user)
    page = client.get(reverse("engagements:handover", args=[running.ref])).content.decode()

    assert reverse("engagements:handover-sheet", args=[running.ref]) in page
