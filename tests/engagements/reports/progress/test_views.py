"""Pages of the reports: what each reader sees, what is asked of them, and what typing survives."""

import datetime

import pytest
from django.utils import timezone

from engagements.people.roles import Role
from engagements.record.services import add_entry
from engagements.reports.progress import services
from engagements.reports.progress.models import ProgressReport, ReportSchedule, ReportSeen
from engagements.specification.models import Goal
from tests.engagements.conftest import seat_for
from tests.engagements.helpers import ANY_SCRIPT, assert_refused, assert_shown, hidden, refused, url
from tests.engagements.reports.progress.conftest import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_manager(client, manager):
    """A client signed in as the manager."""
    client.force_login(manager)
    return client


def typed(report, **changes):
    """Return what the form of a draft sends when nothing was changed but `changes`."""
    words = texts(report)
    fields = {name: words[name] for name in ("summary", "verdict", "because", "happened", "coming", "blocks")}
    for goal in report.goals:
        fields |= {f"goal_{goal['goal']}": goal["verdict"], f"goal_{goal['goal']}_because": goal["because"]}
    for number, row in enumerate(report.asked):
        fields |= {f"asked_{number}_{name}": row[name] for name in ("member", "text", "due_on")}
    return fields | {"seen": report.version} | changes


def test_report_is_drafted_changed_and_sent_by_hand(as_manager, running, sponsor, today):
    period = {"since": today - datetime.timedelta(days=28), "until": today}
    made = as_manager.post(url("report-add", running), period)
    report = ProgressReport.objects.get()
    assert made.url == url("report-change", running, report.pk)

    page = as_manager.get(made.url)
    asked = {"asked_0_member": sponsor.pk, "asked_0_text": "Sign it", "asked_0_due_on": today}
    fields = typed(report, summary="All is well", seen=hidden(page, "seen"), **asked)
    stored = as_manager.post(made.url, fields)
    assert stored.url == url("report", running, report.pk)
    assert "nobody outside the practice" in as_manager.get(stored.url).text

    send = url("report-send", running, report.pk)
    page = as_manager.get(send)
    assert "Sanne Sponsor, at once" in page.text
    assert as_manager.post(send, {"seen": hidden(page, "seen")}).status_code == 302
    assert ProgressReport.objects.get().content["summary"] == "All is well"


def test_steering_group_reads_it_and_that_is_noted(
    client, sent, running, board, sponsor, django_assert_num_queries
):
    page = url("report", running, sent.pk)
    client.force_login(board.user)
    assert client.head(page).status_code == 200
    assert not ReportSeen.objects.exists()

    with django_assert_num_queries(13):
        first = client.get(page)
    with django_assert_num_queries(10):
        second = client.get(page)

    assert "Progress report 1" in first.text
    assert "What happened" in first.text
    assert second.text.count("not yet") == 1  # the sponsor
    assert ReportSeen.objects.get().member == board


@pytest.mark.parametrize("role", [Role.PROCESS_OWNER, Role.EMPLOYEE, Role.FINANCE, Role.WORKS_COUNCIL])
def test_nobody_else_of_the_client_reads_it(role, client, sent, running):
    client.force_login(seat_for(running, role).user)

    assert client.get(url("report", running, sent.pk)).status_code == 403
    assert client.get(url("reports", running)).status_code == 403


def test_steering_group_never_sees_a_draft(client, draft, running, sponsor, manager):
    draft.summary = "Between us"
    draft.save()
    client.force_login(sponsor.user)

    assert client.get(url("report", running, draft.pk)).status_code == 404
    listed = client.get(url("reports", running))
    assert "No report has been sent yet" in listed.text
    assert "Between us" not in listed.text
    assert "Between us" not in client.get(url("search", running), {"q": "Between"}).text


def test_correction_of_a_draft_edition_stays_hidden_until_it_is_sent(client, sent, running, sponsor, manager):
    correction = services.correct_report(report=sent, actor=manager, reason="Oops, the secret number")
    client.force_login(sponsor.user)
    page = client.get(url("report", running, sent.pk))
    assert "secret number" not in page.text
    assert "Edition 2" not in page.text

    words = texts(correction, summary="Other words now")
    services.change_report(report=correction, actor=manager, **words)
    services.send_report(report=correction, actor=manager)
    assert "This edition was corrected" in client.get(url("report", running, sent.pk)).text
    corrected = client.get(url("report", running, correction.pk))
    assert "secret number" in corrected.text
    assert "<ins>" in corrected.text


def test_what_is_asked_of_the_reader_stands_above_the_report(
    client, draft, running, board, sponsor, manager, today
):
    words = texts(draft, asked=[(board, "Sign the contract", today)])
    services.change_report(report=draft, actor=manager, **words)
    services.send_report(report=draft, actor=manager)

    client.force_login(board.user)
    own = client.get(url("report", running, draft.pk)).text
    client.force_login(sponsor.user)
    other = client.get(url("report", running, draft.pk)).text

    assert (own.count("Sign the contract"), other.count("Sign the contract")) == (2, 1)


def test_two_who_write_see_each_others_words_side_by_side(as_manager, draft, running, manager, board, today):
    Goal.objects.create(engagement=running, title="On time")
    draft = services.renew_report(report=draft, actor=manager)
    asked = {"asked_0_member": board.pk, "asked_0_text": "Mine", "asked_0_due_on": today}
    mine = typed(draft, summary="What I typed", **asked)
    services.change_report(report=draft, actor=manager, **texts(draft, summary="What was stored"))

    page = as_manager.post(url("report-change", running, draft.pk), mine)

    assert page.status_code == 409
    for words in ("What I typed", "What was stored", "Mine"):
        assert words in page.text
    again = as_manager.post(url("report-change", running, draft.pk), mine | {"seen": hidden(page, "seen")})
    assert again.status_code == 302
    assert ProgressReport.objects.get().summary == "What I typed"


@refused(summary="optional text", verdict="choice", happened="optional text", seen="seen")
def test_what_can_not_be_taken_comes_back(field, value, as_manager, draft, running):
    page = as_manager.post(url("report-change", running, draft.pk), typed(draft, **{field: value}))

    if field == "seen":
        assert page.status_code == 422
    elif field == "verdict":
        assert page.status_code == 422
        assert "id_verdict_error" in page.text
    else:
        assert_refused(page, field, value)


@pytest.mark.parametrize("missing", ["member", "text", "due_on"])
def test_half_a_line_is_asked_to_be_finished(missing, as_manager, draft, running, board, today):
    row = {"asked_0_member": board.pk, "asked_0_text": "Sign the contract", "asked_0_due_on": today}
    page = as_manager.post(
        url("report-change", running, draft.pk), typed(draft, **row | {f"asked_0_{missing}": ""})
    )

    assert page.status_code == 422
    assert f'id="id_asked_0_{missing}_error"' in page.text


def test_line_whose_words_are_taken_out_is_gone(as_manager, draft, running, manager, board, today):
    draft = services.change_report(
        report=draft, actor=manager, **texts(draft, asked=[(board, "Sign", today)])
    )

    as_manager.post(
        url("report-change", running, draft.pk),
        typed(draft, asked_0_text="", asked_0_member="", asked_0_due_on=""),
    )

    assert ProgressReport.objects.get().asked == []


@pytest.mark.parametrize("text", ANY_SCRIPT)
def test_any_script_is_shown_as_text(text, as_manager, draft, running):
    as_manager.post(url("report-change", running, draft.pk), typed(draft, happened=text, summary=text))

    assert_shown(as_manager.get(url("report", running, draft.pk)), text)


def test_form_of_what_was_sent_says_why_not(as_manager, sent, running):
    for name in ("report-change", "report-send", "report-discard"):
        assert as_manager.get(url(name, running, sent.pk)).status_code == 409
    posted = as_manager.post(url("report-change", running, sent.pk), typed(sent, summary="Kept by me"))
    assert posted.status_code == 409
    assert "Kept by me" in posted.text


def test_draft_offers_what_the_record_has_learnt_since(as_manager, draft, running, manager):
    add_entry(
        engagement=running,
        actor=manager,
        text="Brand new",
        happened_on=timezone.localdate(),
        audience="everyone",
    )
    page = as_manager.get(url("report-change", running, draft.pk))
    assert "Brand new" in page.text

    as_manager.post(url("report-renew", running, draft.pk))
    assert "Brand new" in ProgressReport.objects.get().happened


def test_rhythm_is_agreed_on_by_hand(as_manager, running, today):
    page = url("report-schedule", running)
    fields = {"every": "month", "weeks": "4", "day": "31", "begins_on": today}
    assert as_manager.post(page, fields).status_code == 302
    assert ReportSchedule.objects.get().day == 31
    assert "Report 1 is due on" in as_manager.get(url("reports", running)).text

    bad = as_manager.post(page, fields | {"day": "32", "seen": hidden(as_manager.get(page), "seen")})
    assert_refused(bad, "day", "32")


@pytest.mark.parametrize("number", [1, 3, 300])
def test_list_costs_the_same_however_long(number, client, sent, running, sponsor, django_assert_num_queries):
    kept = {
        name: getattr(sent, name) for name in ("since", "until", "author", "content", "digest", "sent_at")
    }
    ProgressReport.objects.bulk_create(
        ProgressReport(engagement=running, number=2 + n, language="en", verdict="on_track", **kept)
        for n in range(number - 1)
    )
    client.force_login(sponsor.user)

    with django_assert_num_queries(8):
        page = client.get(url("reports", running))

    assert page.text.count('class="item"') == min(number, 25)
    assert f"Progress report {number}" in " ".join(page.text.split())
