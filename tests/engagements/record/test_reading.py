"""The record as lines: in order, in pages without holes, each to exactly those who see it on its own page."""

import datetime
import itertools

import pytest
import time_machine
from django.utils import timezone

from engagements.lifecycle import services as lifecycle
from engagements.lifecycle.models import AuditEntry, PhaseChange, Waiver
from engagements.people.permissions import seat_of
from engagements.people.roles import Role
from engagements.record import lines, reading
from engagements.record.models import Approval, LogEntry
from tests.engagements.conftest import person, seat_for
from tests.engagements.helpers import url

DAY = datetime.date(2026, 3, 2)


def at(day, hour=12):
    return lines.start_of(DAY + datetime.timedelta(days=day)) + datetime.timedelta(hours=hour)


@pytest.fixture
def word(engagement, sponsor):
    """Return a function that stores somebody's word about the plan."""

    def say(when, kind="plan", **values):
        given = {"approved": True, "digest": "d", "content": {}, "role": sponsor.role} | values
        return Approval.objects.create(engagement=engagement, kind=kind, member=sponsor, at=when, **given)

    return say


@pytest.fixture
def full(engagement, manager, sponsor, word):
    """Lines of every kind over ten days, several at the very same moment."""
    for day in range(10):
        LogEntry.objects.bulk_create(
            LogEntry(
                engagement=engagement,
                author=manager,
                text=f"Entry {n}",
                happened_on=at(day).date(),
                audience="everyone",
            )
            for n in range(3)
        )
        for hour in (0, 12, 12, 23):
            word(at(day, hour), lapsed_at=at(day + 1, 12), lapsed_because="Changed", reason="Because")
            AuditEntry.objects.create(
                engagement=engagement,
                actor=manager,
                action="goal-reached",
                subject="On time",
                at=at(day, hour),
            )
            PhaseChange.objects.create(
                engagement=engagement,
                command="hold",
                from_phase="intake",
                to_phase="intake",
                from_standing="active",
                to_standing="on_hold",
                actor=sponsor.user,
                at=at(day, hour),
            )
    Waiver.objects.create(
        engagement=engagement, criterion="board_takes_part", reason="Later", actor=sponsor.user, at=at(5, 12)
    )
    return engagement


def pages(engagement, seat, most=7, **asked):
    before = ""
    while True:
        page = reading.read(engagement, seat, reading.Asked(**asked), before=before, most=most)
        yield page.lines
        if not page.older:
            return
        before = page.older


def found(engagement, user, **asked):
    """Return the kinds of line the user reads, with how often."""
    read = itertools.chain.from_iterable(pages(engagement, seat_of(user, engagement), most=100, **asked))
    kinds = [line.kind for line in read]
    return {kind: kinds.count(kind) for kind in kinds}


def test_pages_together_are_the_record_once_and_in_order(full, manager):
    seat = seat_of(manager, full)

    (whole,) = pages(full, seat, most=1000)
    read = [line for page in pages(full, seat) for line in page]

    assert [(line.kind, line.pk) for line in read] == [(line.kind, line.pk) for line in whole]
    assert len({(line.kind, line.pk) for line in read}) == len(read) == 30 + 3 * 40 + 40 + 1 + 1
    days = [line.day for line in read]
    assert days == sorted(days, reverse=True)
    moments = [line.at for line in read if line.at]
    assert moments == sorted(moments, reverse=True)


@pytest.mark.parametrize("hour", [0, 23])
def test_day_is_the_one_of_the_clock_here(engagement, manager, word, hour):
    word(at(0, hour))

    line = reading.read(engagement, seat_of(manager, engagement), reading.Asked(kinds=("approval",))).lines[0]

    assert line.day == DAY


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.MANAGER, {"entry": 30, "approval": 40, "lapsed": 40, "done": 40, "change": 41, "waiver": 1}),
        (Role.SPONSOR, {"entry": 30, "approval": 40, "lapsed": 40, "done": 40, "change": 41, "waiver": 1}),
        (Role.PROCESS_OWNER, {"entry": 30, "approval": 40, "lapsed": 40, "done": 40, "waiver": 1}),
        (Role.EMPLOYEE, {"entry": 30, "waiver": 1}),
        (Role.FINANCE, {"entry": 30, "waiver": 1}),
    ],
)
def test_each_role_reads_what_its_pages_show(full, manager, sponsor, role, kinds):
    people = {Role.MANAGER: manager, Role.SPONSOR: sponsor.user}

    assert found(full, people.get(role) or seat_for(full, role).user) == kinds


def test_private_entry_is_its_authors_and_the_shadow_manager_is_never_named(
    engagement, manager, sponsor, shadow, log
):
    log("Mine alone")
    log("Reflect", actor=shadow.user, audience="practice")
    seat = seat_of(sponsor.user, engagement)

    assert "entry" not in found(engagement, sponsor.user)
    assert found(engagement, manager)["entry"] == 2
    assert found(engagement, shadow.user)["entry"] == 1
    assert [each.name for each in reading.people_in(engagement, seat)] == ["Marit Manager"]  # who started it


def test_word_on_a_page_somebody_may_not_open_is_not_theirs(engagement, word):
    for kind in ("assignment", "plan", "goal", "case", "month"):
        word(at(0), kind=kind, content={"month": "2026-03"}, lapsed_at=at(1), lapsed_because="Changed")

    assert found(engagement, seat_for(engagement, Role.FINANCE).user) == {"approval": 1, "lapsed": 1}
    assert found(engagement, seat_for(engagement, Role.WORKS_COUNCIL).user) == {"approval": 2, "lapsed": 2}
    assert found(engagement, seat_for(engagement, Role.EMPLOYEE).user) == {}


def test_word_is_told_once_to_whom_reads_it_and_as_a_deed_to_others(engagement, manager, sponsor):
    AuditEntry.objects.create(engagement=engagement, actor=manager, action="assignment-in-force", subject="1")

    assert "done" not in found(engagement, sponsor.user)
    assert found(engagement, seat_for(engagement, Role.EMPLOYEE).user) == {"done": 1}


def test_what_a_word_is_about_is_said_in_words(engagement, manager, word):
    word(at(0), kind="month", content={"month": "2026-03"})
    word(at(1), kind="assignment", content={"number": 2}, approved=False, reason="Too wide")
    word(at(2), kind="goal", content={"id": 7, "title": "On time"}, lapsed_at=at(3), lapsed_because="Changed")

    read = reading.read(
        engagement, seat_of(manager, engagement), reading.Asked(kinds=("approval", "lapsed"))
    ).lines

    assert [(line.title, line.text) for line in read] == [
        ("No longer approved: Interim goal, On time", "Changed"),
        ("Approved: Interim goal, On time", ""),
        ("Change asked: Assignment, version 2", "Too wide"),
        ("Approved: Worked days, March 2026", ""),
    ]


def test_record_is_narrowed(full, manager, sponsor):
    day = at(3).date()

    assert found(full, manager, person=sponsor.user) == {"approval": 40, "change": 40, "waiver": 1}
    assert found(full, manager, words="later") == {"waiver": 1}
    assert found(full, manager, words="LATER because") == {}
    assert found(full, manager, audience="everyone") == {"entry": 30}
    assert found(full, manager, since=day, until=day) == {
        "entry": 3,
        "approval": 4,
        "done": 4,
        "change": 4,
        "lapsed": 4,
    }


# -- over HTTP


def test_line_has_an_address_that_stays(client, full, sponsor):
    client.force_login(sponsor.user)
    change = full.changes.last()
    start = full.changes.first()

    shown = client.get(url("record-line", full, "change", start.pk))

    assert "The engagement started" in shown.text
    assert (
        url("record-line", full, "change", change.pk)
        in client.get(url("log", full), {"since": "2026-03-11"}).text
    )
    for kind, pk in (("change", 10**17), ("nothing", 1), ("entry", 10**17)):
        assert client.get(url("record-line", full, kind, pk)).status_code == 404


def test_line_somebody_may_not_read_is_not_there(client, full, log, stranger):
    private = log("Mine alone")
    change = full.changes.first()
    client.force_login(seat_for(full, Role.EMPLOYEE).user)
    assert client.get(url("record-line", full, "entry", private.pk)).status_code == 404
    assert client.get(url("record-line", full, "change", change.pk)).status_code == 404
    client.force_login(stranger)
    assert client.get(url("record-line", full, "change", change.pk)).status_code == 404
    theirs = stranger.memberships.get().engagement
    assert client.get(url("record-line", theirs, "change", change.pk)).status_code == 404


def test_filter_offers_only_what_there_can_be(client, full, sponsor):
    client.force_login(sponsor.user)
    whole = client.get(url("log", full))
    client.force_login(seat_for(full, Role.EMPLOYEE).user)
    part = client.get(url("log", full), {"kind": "changes"})

    assert '<option value="changes">' in whole.text
    assert 'id="filter-kind_error"' in part.text
    assert "On hold" not in part.text


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_record_asks_the_same_few_queries_however_much_of_each_there_is(
    client, engagement, manager, sponsor, word, rows, django_assert_num_queries
):
    actors = {"engagement": engagement, "actor": manager}
    AuditEntry.objects.bulk_create(
        AuditEntry(action="goal-reached", subject="On time", at=at(n % 90), **actors) for n in range(rows)
    )
    Approval.objects.bulk_create(
        Approval(
            engagement=engagement,
            kind="plan",
            member=sponsor,
            role=sponsor.role,
            approved=True,
            content={},
            at=at(n % 90),
            lapsed_at=at(n % 90 + 1),
        )
        for n in range(rows)
    )
    LogEntry.objects.bulk_create(
        LogEntry(engagement=engagement, author=manager, text="Entry", audience="everyone")
        for n in range(rows)
    )
    client.force_login(sponsor.user)

    with django_assert_num_queries(12):
        page = client.get(url("log", engagement))

    assert page.text.count('class="log__entry"') == min(4 * rows + 1, 25)


def test_two_engagements_never_meet(full, client, stranger):
    theirs = stranger.memberships.get().engagement

    assert found(theirs, stranger) == {"change": 1}
    assert found(theirs, person("Ada", is_administrator=True), person=full.changes.first().actor) == {}


def test_change_tells_what_was_asked_with_it(client, engagement, sponsor, manager):
    with time_machine.travel(timezone.now()):
        lifecycle.change(
            engagement=engagement,
            actor=manager,
            command="hold",
            seen=engagement.moves,
            reason="Summer",
            expected_return=datetime.date(2026, 8, 17),
        )
    client.force_login(sponsor.user)

    page = client.get(url("log", engagement)).text

    assert "On hold" in page
    assert "Summer" in page
    assert "17" in page
