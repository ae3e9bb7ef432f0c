"""The frame of every writing service: locked, permitted, at its moment, audited, all or nothing."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from engagements.intake.models import Claim
from engagements.lifecycle.exceptions import NotNow, Stale
from engagements.lifecycle.models import AuditEntry, Engagement
from engagements.lifecycle.work import plain, work_on


def audited():
    return [
        (entry.action, entry.before, entry.after)
        for entry in AuditEntry.objects.exclude(action="new").order_by("pk")
    ]


@pytest.fixture
def claim(engagement, manager):
    with work_on(engagement, manager, "claim-add") as work:
        return work.add(Claim, party="Board", text="Faster")


def test_added_row_belongs_to_the_engagement_and_is_audited(engagement, claim):
    assert claim.engagement == engagement
    assert audited() == [("claim-add", {}, {"party": "Board", "text": "Faster"})]


def test_change_stores_what_differs_with_before_and_after(engagement, manager, claim):
    with work_on(engagement, manager, "claim-change") as work:
        now = work.change(claim, seen=1, party="Board", text="Calmer")

    assert (now.text, now.version) == ("Calmer", 2)
    assert audited()[-1] == ("claim-change", {"text": "Faster"}, {"text": "Calmer"})


def test_change_that_changes_nothing_writes_nothing(engagement, manager, claim):
    with work_on(engagement, manager, "claim-change") as work:
        now = work.change(claim, seen=1, text="Faster")

    assert now.version == 1
    assert len(audited()) == 1


def test_change_of_another_version_is_stale_and_shows_what_is_stored(engagement, manager, claim):
    with work_on(engagement, manager, "claim-change") as work:
        work.change(claim, text="Calmer")

    with pytest.raises(Stale) as refusal, work_on(engagement, manager, "claim-change") as work:
        work.change(claim, seen=1, text="Mine")

    assert refusal.value.current.text == "Calmer"


def test_change_of_something_removed_meanwhile_is_stale(engagement, manager, claim):
    with work_on(engagement, manager, "claim-remove") as work:
        work.remove(claim)

    with pytest.raises(Stale), work_on(engagement, manager, "claim-change") as work:
        work.change(claim, text="Mine")


def test_removed_row_lives_on_in_the_audit_trail(engagement, manager, claim):
    with work_on(engagement, manager, "claim-remove") as work:
        work.remove(claim)

    assert audited()[-1] == ("claim-remove", {"party": "Board", "text": "Faster"}, {})


def test_refused_values_leave_nothing_behind(engagement, manager, claim):
    def change_and_add():
        with work_on(engagement, manager, "claim-change") as work:
            work.change(claim, text="Calmer")
            work.add(Claim, party="", text="")

    with pytest.raises(ValidationError):
        change_and_add()

    assert Claim.objects.get().text == "Faster"
    assert len(audited()) == 1


def test_role_the_table_does_not_name_gets_no_work(engagement, sponsor, stranger):
    for user in (sponsor.user, stranger):
        with pytest.raises(PermissionDenied), work_on(engagement, user, "claim-add"):
            pytest.fail("let in")


def test_work_in_an_ended_engagement_is_refused(engagement, manager):
    Engagement.objects.filter(pk=engagement.pk).update(standing="declined")

    with pytest.raises(NotNow), work_on(engagement, manager, "claim-add"):
        pytest.fail("let in")


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (Decimal("54.00"), "54"),
        (Decimal("0.00"), "0"),
        (Decimal("100"), "100"),
        (Decimal("9.50"), "9.5"),
        (datetime.date(2026, 3, 2), "2026-03-02"),
        (None, None),
        (True, True),
    ],
)
def test_values_are_stored_as_json_can_hold_them(value, stored):
    assert plain(value) == stored
