"""Worked days that were approved and turn out wrong: corrected in the open; settled also after the end; exported."""

import datetime
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from engagements.lifecycle.commands import Standing
from engagements.lifecycle.exceptions import NotNow, Stale
from engagements.lifecycle.models import AuditEntry, Engagement
from engagements.people.roles import Role
from engagements.record import corrections, services
from engagements.record.models import Approval, WorkedMonth
from tests.engagements.conftest import seat_for
from tests.engagements.helpers import assert_refused, hidden, refused, url
from tests.spreadsheets import sheets

CORRECTION = {"days": "11.5", "note": "", "reason": "The 5th was counted twice"}


@pytest.fixture
def approved(handed_in, sponsor):
    return services.approve_worked_month(worked_month=handed_in, actor=sponsor.user)


def put(engagement, standing, **values):
    Engagement.objects.filter(pk=engagement.pk).update(standing=standing, **values)


def test_approval_of_a_month_is_kept_with_what_was_approved(approved, sponsor):
    word = Approval.objects.get()

    assert (word.kind, word.subject_id, word.approved, word.member) == ("month", approved.pk, True, sponsor)
    assert word.content == {"month": "2026-03", "days": "12.5", "note": "Kick-off included"}


def test_correction_waits_for_approval_again_and_shows_what_it_replaces(approved, manager, sponsor, client):
    corrected = corrections.correct_worked_month(worked_month=approved, actor=manager, **CORRECTION)
    client.force_login(sponsor.user)

    word = Approval.objects.get()
    page = client.get(url("worked-months", approved.engagement)).text

    assert (corrected.state, corrected.days, corrected.answered_by) == ("submitted", Decimal("11.5"), None)
    assert (word.lapsed_at is not None, word.lapsed_because) == (True, CORRECTION["reason"])
    assert CORRECTION["reason"] in page
    assert "approved 12.5 days" in page
    services.approve_worked_month(worked_month=corrected, actor=sponsor.user, seen=corrected.version)
    assert Approval.objects.standing().get().content["days"] == "11.5"


def test_correction_is_audited_with_its_reason(approved, manager):
    corrections.correct_worked_month(worked_month=approved, actor=manager, **CORRECTION)

    change, because = AuditEntry.objects.filter(action__startswith="worked-month-correct").order_by("pk")
    assert (change.before["days"], change.after["days"]) == ("12.5", "11.5")
    assert because.after == {"reason": CORRECTION["reason"]}


def test_correction_mails_those_who_approve(approved, manager, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        corrections.correct_worked_month(worked_month=approved, actor=manager, **CORRECTION)

    (message,) = mail.outbox
    assert message.to == ["sanne.sponsor@example.org"]
    assert "have been corrected, and wait for approval again: 11.5" in message.body
    assert CORRECTION["reason"] in message.body


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"days": "12.5", "note": "Kick-off included"}, "days"),
        ({"days": "32"}, "days"),
    ],
)
def test_correction_that_says_nothing_new_or_cannot_be_is_refused(approved, manager, values, field):
    with pytest.raises(ValidationError) as refusal:
        corrections.correct_worked_month(worked_month=approved, actor=manager, **CORRECTION | values)

    assert field in refusal.value.message_dict
    assert Approval.objects.standing().count() == 1


def test_only_what_is_approved_is_corrected(month, manager):
    with pytest.raises(NotNow, match="simply change it"):
        corrections.correct_worked_month(worked_month=month, actor=manager, **CORRECTION)
    with pytest.raises(NotNow, match="waits for the client"):
        corrections.correct_worked_month(
            worked_month=services.submit_worked_month(worked_month=month, actor=manager),
            actor=manager,
            **CORRECTION,
        )


def test_only_the_manager_corrects_and_not_what_changed_meanwhile(approved, manager, sponsor):
    with pytest.raises(PermissionDenied):
        corrections.correct_worked_month(worked_month=approved, actor=sponsor.user, **CORRECTION)
    with pytest.raises(Stale):
        corrections.correct_worked_month(worked_month=approved, actor=manager, seen=1, **CORRECTION)


def test_month_is_corrected_on_a_page_that_says_what_happens(approved, client, manager):
    client.force_login(manager)
    page = client.get(url("worked-month-correct", approved.engagement, approved.pk))
    answer = client.post(
        url("worked-month-correct", approved.engagement, approved.pk),
        CORRECTION | {"seen": hidden(page, "seen")},
    )

    assert "This mails: Sanne Sponsor" in page.text
    assert answer.url == url("worked-months", approved.engagement) + f"#month-{approved.pk}"
    assert client.get(url("worked-month-correct", approved.engagement, approved.pk)).status_code == 409


@refused(days="number", note="optional text", reason="text")
def test_correction_that_cannot_be_taken_comes_back_beside_its_field(client, approved, manager, field, value):
    client.force_login(manager)

    answer = client.post(
        url("worked-month-correct", approved.engagement, approved.pk),
        CORRECTION | {"seen": approved.version, field: value},
    )

    assert_refused(answer, field, value)


# -- after the end


@pytest.mark.parametrize("standing", [Standing.ENDED_EARLY, Standing.COMPLETED, Standing.WITHDRAWN])
def test_what_was_worked_is_settled_after_the_end(handed_in, manager, sponsor, standing):
    put(handed_in.engagement, standing, last_working_day=datetime.date(2026, 3, 20))

    services.dispute_worked_month(worked_month=handed_in, actor=sponsor.user, reason="One day less")
    services.change_worked_month(worked_month=handed_in, actor=manager, days=Decimal("11.5"))
    again = services.submit_worked_month(worked_month=handed_in, actor=manager)

    assert services.approve_worked_month(worked_month=again, actor=sponsor.user).state == "approved"


def test_month_after_the_last_working_day_is_refused(engagement, manager):
    put(engagement, Standing.ENDED_EARLY, last_working_day=datetime.date(2026, 3, 20))

    with pytest.raises(ValidationError, match="ended on"):
        services.add_worked_month(
            engagement=engagement, actor=manager, month=datetime.date(2026, 4, 1), days=Decimal(2)
        )
    services.add_worked_month(
        engagement=engagement, actor=manager, month=datetime.date(2026, 3, 1), days=Decimal(2)
    )


def test_who_must_settle_is_asked_after_the_end_too(client, handed_in, sponsor):
    put(handed_in.engagement, Standing.ENDED_EARLY)
    client.force_login(sponsor.user)

    assert "Approve the worked days of March 2026" in client.get(url("progress", handed_in.engagement)).text
    assert 'value="Approve"' not in (page := client.get(url("worked-months", handed_in.engagement)).text)
    assert url("worked-month-approve", handed_in.engagement, handed_in.pk) in page


def test_worked_days_wait_while_on_hold(handed_in, sponsor):
    put(handed_in.engagement, Standing.ON_HOLD)

    with pytest.raises(NotNow):
        services.approve_worked_month(worked_month=handed_in, actor=sponsor.user)


# -- files


def download(client, engagement, **asked):
    return client.get(url("worked-months-export", engagement), {"kind": "csv"} | asked)


def test_file_has_every_month_with_what_it_replaces(client, approved, manager, sponsor):
    corrections.correct_worked_month(
        worked_month=approved, actor=manager, days=Decimal("11.5"), reason="=1+1 was wrong"
    )
    services.add_worked_month(
        engagement=approved.engagement, actor=manager, month=datetime.date(2025, 12, 1), days=Decimal(3)
    )
    client.force_login(manager)

    head, first, second = sheets.of_csv(download(client, approved.engagement))

    assert head[:4] == ["Organisation", "Engagement", "Month", "Days"]
    assert first[:6] == ["Zeezicht Hospital", "Theatres on time", "2025-12", "3", "Draft", ""]
    assert second[2:5] == ["2026-03", "11.5", "Handed in"]
    assert second[9:] == ["12.5", "'=1+1 was wrong"]
    assert len(sheets.of_csv(download(client, approved.engagement, year="2026"))) == 2
    assert len(sheets.of_xlsx(download(client, approved.engagement, kind="xlsx"))) == 3


def test_client_gets_no_draft_and_a_file_in_their_own_language(client, month, sponsor):
    sponsor.user.language = "nl"
    sponsor.user.save(update_fields=["language"])
    client.force_login(sponsor.user)

    response = download(client, month.engagement)

    assert "gewerkte-dagen" in response["Content-Disposition"]
    (head,) = sheets.of_csv(response, ";")
    assert head[:4] == ["Organisatie", "Opdracht", "Maand", "Dagen"]


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "pdf"},
        {"kind": "CSV"},
        {"year": "0"},
        {"year": "9" * 5000},
        {"year": "a\x00b"},
        {"kind": "a\x00b"},
    ],
)
def test_file_nobody_makes_is_not_found(client, engagement, manager, asked):
    client.force_login(manager)

    assert download(client, engagement, **asked).status_code == 404


def test_stranger_learns_nothing_and_the_works_council_has_no_business_with_it(client, approved, stranger):
    client.force_login(stranger)
    assert download(client, approved.engagement).status_code == 404
    client.force_login(seat_for(approved.engagement, Role.WORKS_COUNCIL).user)
    assert download(client, approved.engagement).status_code == 403


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_file_asks_the_same_few_queries_however_long_it_is(
    client, engagement, manager, sponsor, rows, django_assert_num_queries
):
    WorkedMonth.objects.bulk_create(
        WorkedMonth(
            engagement=engagement, month=datetime.date(2000 + n // 12, n % 12 + 1, 1), days=10, state="draft"
        )
        for n in range(rows)
    )
    client.force_login(manager)

    with django_assert_num_queries(6):
        found = sheets.of_csv(download(client, engagement))

    assert len(found) == rows + 1


def test_what_was_approved_before_gets_its_approval(approved, sponsor):
    kept = Approval.objects.values("member", "role", "digest", "content", "at").get()
    Approval.objects.all().delete()

    import_module("engagements.migrations.0010_record").keep_what_was_approved(apps, None)

    again = Approval.objects.values("member", "role", "digest", "content", "at").get()
    assert again | {"at": None} == kept | {"at": None}
    assert again["at"] == approved.answered_at
