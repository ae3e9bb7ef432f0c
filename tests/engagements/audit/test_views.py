"""The audit trail over HTTP: the page, its filter and pages, and the file."""

import datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from engagements.lifecycle import services as lifecycle
from engagements.lifecycle.models import AuditEntry, PhaseChange
from engagements.people.roles import Role
from tests.engagements.audit.conftest import SECRET
from tests.engagements.conftest import seat_for
from tests.engagements.helpers import url
from tests.spreadsheets import sheets


@pytest.fixture
def as_sponsor(client, sponsor):
    client.force_login(sponsor.user)
    return client


def test_sponsor_reads_before_and_after_and_nothing_private(as_sponsor, engagement, process, private):
    page = as_sponsor.get(url("audit", engagement)).text

    assert "Late every" in page
    assert "<del>" in page
    assert "Omar Owner" in page
    for word in (SECRET, "Tjitske", "hadow", "situation", "present_state"):
        assert word not in page


def test_administrator_reads_it_without_private_words(client, administrator, engagement, private):
    client.force_login(administrator)

    page = client.get(url("audit", engagement)).text

    assert "Tjitske Shadow" in page
    assert "Log entry" in page


@pytest.mark.parametrize("role", [role for role in Role.values if role not in (Role.SPONSOR, Role.MANAGER)])
def test_nobody_else_may(client, engagement, role):
    client.force_login(seat_for(engagement, role).user)

    assert client.get(url("audit", engagement)).status_code == 403
    assert client.get(url("list-file", engagement, "audit-trail", "csv")).status_code == 403


def test_stranger_learns_nothing(client, engagement, stranger, manager):
    client.force_login(stranger)
    assert client.get(url("audit", engagement)).status_code == 404
    assert client.get(url("list-file", engagement, "audit-trail", "csv")).status_code == 404
    client.force_login(manager)
    assert client.get(url("audit", engagement)).status_code == 403


def test_every_change_of_phase_and_standing_is_in_the_trail(as_sponsor, engagement, manager):
    lifecycle.change(
        engagement=engagement, actor=manager, command="hold", seen=engagement.moves, reason="Summer"
    )

    entry = AuditEntry.objects.get(action="hold")

    assert (entry.before, entry.after) == (
        {"standing": "active"},
        {"standing": "on_hold", "reason": "Summer"},
    )
    page = as_sponsor.get(url("audit", engagement)).text
    assert "paused" in page
    assert "Summer" in page


def test_trail_is_narrowed_by_person_kind_and_period(as_sponsor, engagement, process, manager, sponsor):
    lifecycle.change(
        engagement=engagement, actor=sponsor.user, command="hold", seen=engagement.moves, reason="Summer"
    )

    def shown(**asked):
        return as_sponsor.get(url("audit", engagement), asked).text.count('id="audit-')

    assert shown() == 4
    assert shown(person=sponsor.user.pk) == 1
    assert shown(kind="criticalprocess") == 2
    assert shown(until="2020-01-01") == 0
    assert shown(since="2020-01-01") == 4
    assert shown(kind="observation") == 4  # no kind of theirs: said, and not narrowed
    for person in ("0", "9" * 5000, "a\x00b"):
        assert shown(person=person) == 4


def test_filter_names_only_whom_the_reader_knows(as_sponsor, engagement, private, shadow):
    page = as_sponsor.get(url("audit", engagement), {"person": shadow.user.pk}).text

    assert "Tjitske" not in page
    assert 'id="filter-person_error"' in page


def test_pages_follow_each_other(as_sponsor, engagement, manager):
    lunch = timezone.now() + datetime.timedelta(hours=1)
    AuditEntry.objects.bulk_create(
        AuditEntry(
            engagement=engagement,
            actor=manager,
            action="goal-add",
            subject_kind="goal",
            subject=f"Goal {n}.",
            at=lunch,  # all at the same moment
        )
        for n in range(30)
    )

    first = as_sponsor.get(url("audit", engagement))
    older = first.context["page"].older
    last = as_sponsor.get(url("audit", engagement), {"before": older}).text

    assert first.text.count('id="audit-') == 25
    assert last.count('id="audit-') == 6
    assert "Goal 4." in last
    assert as_sponsor.get(url("audit", engagement), {"before": "1"}).status_code == 200
    for place in ("0", "-1", "x", "٣", "a\x00b", "9" * 5000):
        assert as_sponsor.get(url("audit", engagement), {"before": place}).status_code == 200


def test_file_holds_what_the_page_holds(as_sponsor, engagement, process, private):
    head, *rows = sheets.of_csv(as_sponsor.get(url("list-file", engagement, "audit-trail", "csv")))

    assert head == ["When", "By whom", "About what", "Name", "What was done", "Field", "Before", "After"]
    assert [row[1:] for row in rows[:2]] == [
        [
            "Marit Manager",
            "Critical process",
            "Planning",
            "owner named",
            "Present state",
            "Late every day",
            "Late every Monday",
        ],
        ["Marit Manager", "Critical process", "Planning", "owner named", "Owner", "", "Omar Owner"],
    ]
    assert SECRET not in str(rows)
    assert "Tjitske" not in str(rows)
    address = url("list-file", engagement, "audit-trail", "csv")
    (_head, *some) = sheets.of_csv(as_sponsor.get(address, {"kind": "engagement"}))
    assert [row[4] for row in some] == ["started"]


def test_file_is_written_on_past_what_is_read_at_once(as_sponsor, engagement, manager):
    AuditEntry.objects.bulk_create(
        AuditEntry(
            engagement=engagement, actor=manager, action="goal-add", subject_kind="goal", subject="=1+1"
        )
        for n in range(401)
    )

    rows = sheets.of_csv(as_sponsor.get(url("list-file", engagement, "audit-trail", "csv"), {"kind": "goal"}))

    assert len(rows) == 402
    assert rows[1][3] == "'=1+1"


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_trail_asks_the_same_few_queries_however_long_it_is(
    as_sponsor, engagement, manager, owner, process, rows, django_assert_num_queries
):
    AuditEntry.objects.bulk_create(
        AuditEntry(
            engagement=engagement,
            actor=manager,
            action="process-change",
            subject_kind="criticalprocess",
            subject_id=process.pk,
            subject="Planning",
            before={"owner": None, "let_go_on": None},
            after={
                "owner": owner.pk,
                "manager": manager.pk,
                "let_go_on": datetime.date(2026, 3, n % 28 + 1).isoformat(),
            },
        )
        for n in range(rows)
    )

    with django_assert_num_queries(9):
        page = as_sponsor.get(url("audit", engagement))

    assert page.text.count('id="audit-') == min(rows + 3, 25)


def test_changes_of_phase_from_before_the_trail_told_of_them_are_in_it_once_and_in_their_place(
    as_sponsor, engagement, manager
):
    lifecycle.change(
        engagement=engagement, actor=manager, command="hold", seen=engagement.moves, reason="Summer"
    )
    told = AuditEntry.objects.get(action="hold")
    long_ago = timezone.now() - datetime.timedelta(days=90)
    PhaseChange.objects.create(
        engagement=engagement,
        command="advance",
        from_phase="intake",
        to_phase="specification",
        from_standing="active",
        to_standing="active",
        actor=manager,
        at=long_ago,
    )
    tell = import_module("engagements.migrations.0016_trail_of_phase_changes").tell_of_phase_changes

    for _each in range(2):
        tell(apps, None)

    assert AuditEntry.objects.get(action="hold") == told
    late = AuditEntry.objects.get(action="advance")
    assert (late.at, late.actor, late.before, late.after) == (
        long_ago,
        manager,
        {"phase": "intake"},
        {"phase": "specification"},
    )
    lines = as_sponsor.get(url("audit", engagement)).context["page"].lines
    assert [line.pk for line in lines][-1] == late.pk
    assert [(each.before, each.after) for each in lines[-1].changes] == [
        ("Look and listen", "Think it through together")
    ]
