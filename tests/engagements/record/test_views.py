"""The log and the worked days over HTTP: what is shown to whom, kept, refused and shortened."""

import datetime
import re

import pytest
from django.utils import timezone

from engagements.lifecycle.commands import Standing
from engagements.lifecycle.models import Engagement
from engagements.people.roles import Role
from engagements.record import services
from engagements.record.models import LogEntry, WorkedMonth, WorkedMonthState
from tests.engagements.conftest import seat_for
from tests.engagements.helpers import ANY_SCRIPT, assert_refused, assert_shown, hidden, refused, url

TODAY = timezone.localdate()
ENTRY = {"text": "Met the planners", "happened_on": TODAY.isoformat(), "audience": "private", "stance": ""}
MONTH = {"month": "2026-02", "days": "12.5", "note": ""}


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def as_sponsor(client, sponsor):
    client.force_login(sponsor.user)
    return client


def put(engagement, standing):
    Engagement.objects.filter(pk=engagement.pk).update(standing=standing)


# -- the log


def test_quick_entry_stores_and_comes_back_to_the_log(as_manager, engagement):
    answer = as_manager.post(
        url("log-add", engagement), ENTRY | {"stance": "-2", "audience": "sponsor"}, follow=True
    )

    assert answer.redirect_chain == [(url("log", engagement), 302)]
    entry = LogEntry.objects.get()
    assert (entry.text, entry.happened_on, entry.audience, entry.stance) == (
        "Met the planners",
        TODAY,
        "sponsor",
        -2,
    )
    assert "Logged. Who can read it: Practice and sponsor." in answer.text


def test_quick_entry_of_the_overview_comes_back_to_the_overview(as_manager, engagement):
    answer = as_manager.post(url("log-add", engagement), ENTRY | {"back": "engagement"})

    assert answer.url == url("engagement", engagement) + "#quick-log"


def test_quick_entry_of_the_overview_that_was_refused_still_knows_the_way_back(as_manager, engagement):
    answer = as_manager.post(url("log-add", engagement), ENTRY | {"back": "engagement", "text": ""})

    assert answer.status_code == 422
    assert hidden(answer, "back") == "engagement"


def test_quick_entry_never_leads_elsewhere(as_manager, engagement):
    answer = as_manager.post(url("log-add", engagement), ENTRY | {"back": "https://example.com/"})

    assert answer.url == url("log", engagement)


def test_quick_entry_offers_each_audience_with_the_names_of_its_readers(
    as_manager, engagement, sponsor, board, shadow
):
    page = as_manager.get(url("log", engagement))

    for words in (
        "Only me",
        "The practice: Tjitske Shadow, practice administrator",
        "The sponsor too: Sanne Sponsor",
        "The steering group too: Bente Board",
        "Everyone who takes part: 3 other people",
    ):
        assert words in page.text
    assert 'value="private" selected' in page.text


def test_many_readers_are_counted_instead_of_named(as_manager, engagement, board):
    for number in range(4):
        seat_for(engagement, Role.MANAGEMENT, f"Mo {number}")

    page = as_manager.get(url("log-add", engagement))

    assert "The steering group too: Bente Board, Mo 0, 3 more" in page.text


def test_shadow_manager_is_offered_nothing_the_client_would_read(client, engagement, shadow, sponsor):
    client.force_login(shadow.user)

    page = client.get(url("log-add", engagement))

    assert "The sponsor too" not in page.text
    assert "Role you played" not in page.text


@refused(text="text", happened_on="day", audience="choice")
def test_log_entry_that_cannot_be_taken_comes_back_beside_its_field(as_manager, engagement, field, value):
    answer = as_manager.post(url("log-add", engagement), ENTRY | {field: value})

    if field == "audience":
        assert answer.status_code == 422
        assert 'id="id_audience_error"' in answer.text
        assert "Met the planners" in answer.text
    else:
        assert_refused(answer, field, value)
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("stance", ["3", "-3", "1.5", "many", "a\x00b"])
def test_role_played_that_is_none_is_refused(as_manager, engagement, stance):
    answer = as_manager.post(url("log-add", engagement), ENTRY | {"stance": stance})

    assert answer.status_code == 422
    assert 'id="id_stance_error"' in answer.text
    assert "Met the planners" in answer.text


def test_day_to_come_is_refused_beside_the_date(as_manager, engagement):
    tomorrow = (TODAY + datetime.timedelta(days=1)).isoformat()

    assert_refused(
        as_manager.post(url("log-add", engagement), ENTRY | {"happened_on": tomorrow}),
        "happened_on",
        tomorrow,
    )


@pytest.mark.parametrize("text", ANY_SCRIPT)
def test_log_entry_in_any_script_is_kept_and_shown_as_text(as_manager, engagement, text):
    as_manager.post(url("log-add", engagement), ENTRY | {"text": text})

    assert LogEntry.objects.get().text == text
    assert_shown(as_manager.get(url("log", engagement)), text)


def test_unknown_keys_change_nothing(as_manager, engagement, sponsor):
    as_manager.post(
        url("log-add", engagement), ENTRY | {"author": sponsor.user.pk, "engagement": "1", "version": "9"}
    )

    assert (LogEntry.objects.get().author.name, LogEntry.objects.get().version) == ("Marit Manager", 1)


def test_client_sees_what_is_shared_and_nothing_else(as_sponsor, engagement, log):
    log("For my own ears", stance=2)
    log("For the practice", audience="practice")
    log("For you", audience="sponsor", stance=2)
    log("For all", audience="everyone")

    page = as_sponsor.get(url("log", engagement))

    assert "For you" in page.text
    assert "For all" in page.text
    assert "For my own ears" not in page.text
    assert "For the practice" not in page.text
    assert "authority" not in page.text
    assert "quick-entry" not in page.text
    assert "Change or share" not in page.text


def test_role_played_is_shown_to_its_author_alone(as_manager, client, engagement, shadow, log):
    log(audience="practice", stance=2)
    words = "Your role: +2 authority"

    assert words in as_manager.get(url("log", engagement)).text
    client.force_login(shadow.user)
    assert "+2 authority" not in client.get(url("log", engagement)).text


def test_empty_log_says_what_to_do(as_manager, client, engagement):
    assert "One sentence is enough" in as_manager.get(url("log", engagement)).text

    client.force_login(seat_for(engagement, Role.EMPLOYEE).user)

    assert "Nothing has been shared with you yet" in client.get(url("log", engagement)).text


@pytest.fixture
def varied(log, shadow):
    """Entries of two authors, several days and audiences."""
    log("Planning with the surgeons", happened_on=TODAY - datetime.timedelta(days=40), audience="sponsor")
    log("Planning with the nurses", happened_on=TODAY - datetime.timedelta(days=5))
    log("Budget", happened_on=TODAY, audience="everyone")
    log("Ask the manager about the surgeons", actor=shadow.user, audience="practice")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"surgeons", "nurses", "Budget", "Ask"}),
        ({"q": "planning"}, {"surgeons", "nurses"}),
        ({"q": "PLANNING surgeons"}, {"surgeons"}),
        ({"q": "nothing like it"}, set()),
        ({"audience": "private"}, {"nurses"}),
        ({"since": (TODAY - datetime.timedelta(days=10)).isoformat()}, {"nurses", "Budget", "Ask"}),
        ({"until": (TODAY - datetime.timedelta(days=1)).isoformat()}, {"surgeons", "nurses"}),
        (
            {"q": "a\x00b", "audience": "nobody", "since": "soon", "author": "x"},
            {"surgeons", "nurses", "Budget", "Ask"},
        ),
    ],
)
def test_log_is_searched_by_words_readers_and_period(as_manager, engagement, varied, asked, found):
    page = as_manager.get(url("log", engagement), asked)

    texts = {
        "surgeons": "Planning with the surgeons",
        "nurses": "Planning with the nurses",
        "Budget": "<p>Budget</p>",
        "Ask": "Ask the manager",
    }
    assert page.status_code == 200
    assert {key for key, text in texts.items() if text in page.text} == found


def test_log_is_searched_by_author(as_manager, engagement, varied, shadow):
    page = as_manager.get(url("log", engagement), {"author": shadow.user.pk})

    assert "Ask the manager" in page.text
    assert "nurses" not in page.text


@pytest.mark.parametrize("author", ["0", "-1", "9" * 30, "9" * 5000, "a\x00b", "1.5"])
def test_author_nobody_knows_is_said_beside_the_field_and_filters_nothing(
    as_manager, engagement, varied, author
):
    page = as_manager.get(url("log", engagement), {"author": author})

    assert page.status_code == 200
    assert 'id="filter-author_error"' in page.text
    assert "Planning with the nurses" in page.text


def test_filter_never_names_somebody_the_client_does_not_know(as_sponsor, engagement, varied):
    page = as_sponsor.get(url("log", engagement), {"q": "planning"})

    assert "Planning with the surgeons" in page.text
    assert "Tjitske" not in page.text


@pytest.mark.parametrize("entries", [1, 3, 300, 10_000])
def test_log_page_asks_the_same_few_queries_however_long_it_is(
    as_manager, engagement, manager, entries, django_assert_num_queries
):
    LogEntry.objects.bulk_create(
        LogEntry(engagement=engagement, author=manager, text=f"Entry {number}", stance=1)
        for number in range(entries)
    )

    with django_assert_num_queries(13):
        page = as_manager.get(url("log", engagement))

    assert page.text.count('class="log__entry"') == min(entries + 1, 25)  # and the start of the engagement


def test_log_has_pages_newest_first(as_manager, engagement, log):
    for number in range(27):
        log(f"Entry {number}.", happened_on=TODAY - datetime.timedelta(days=27 - number))

    first = as_manager.get(url("log", engagement)).text
    older = re.search(r"before=([a-z0-9-]+)", first).group(1)
    last = as_manager.get(url("log", engagement), {"before": older}).text

    assert first.index("Entry 26.") < first.index("Entry 25.")
    assert "Entry 1." not in first
    assert "Entry 1." in last


@pytest.mark.parametrize(
    "before",
    ["0", "entry-0-0", "entry-99999999999999999-1", "change-99999999999999999-1", "a\x00b", "9" * 5000],
)
def test_place_that_does_not_exist_shows_a_page_that_does(as_manager, engagement, log, before):
    log()

    assert as_manager.get(url("log", engagement), {"before": before}).status_code == 200


def test_shortened_answer_is_the_same_region_of_the_page(as_manager, engagement, log):
    log()
    whole = as_manager.get(url("log", engagement)).text

    part = as_manager.get(url("log", engagement), headers={"HX-Request": "true"}).text

    assert part.strip().startswith('<div id="log-panel"')
    assert "<html" not in part
    assert 'id="entry-' in part
    assert "<html" in whole


def test_shortened_entry_leads_to_the_list_with_it_and_an_empty_form(as_manager, engagement):
    answer = as_manager.post(url("log-add", engagement), ENTRY, follow=True, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "Logged. Who can read it: Only you." in answer.text
    assert (
        answer.text.count("Met the planners") == 3
    )  # the entry, and the hidden words of its two links; not the form


def test_shortened_entry_that_cannot_be_taken_replaces_the_form_only(as_manager, engagement):
    answer = as_manager.post(url("log-add", engagement), ENTRY | {"text": ""}, headers={"HX-Request": "true"})

    assert answer.status_code == 422
    assert answer["HX-Retarget"] == "#quick-entry"
    assert answer.text.strip().startswith("<form")
    assert 'id="id_text_error"' in answer.text


def test_logging_goes_on_while_on_hold(as_manager, engagement):
    put(engagement, Standing.ON_HOLD)

    assert 'id="quick-entry"' in as_manager.get(url("log", engagement)).text
    assert as_manager.post(url("log-add", engagement), ENTRY).status_code == 302


def test_logging_in_an_engagement_that_ended_is_a_conflict(as_manager, engagement):
    put(engagement, Standing.COMPLETED)

    assert "quick-entry" not in as_manager.get(url("log", engagement)).text
    assert as_manager.get(url("log-add", engagement)).status_code == 409
    assert as_manager.post(url("log-add", engagement), ENTRY).status_code == 409


def test_private_entry_is_shared_by_its_author(as_manager, engagement, log):
    entry = log("First words")
    page = as_manager.get(url("log-change", engagement, entry.pk))

    answer = as_manager.post(
        url("log-change", engagement, entry.pk),
        ENTRY | {"text": "Better words", "audience": "steering", "seen": hidden(page, "seen")},
    )

    entry.refresh_from_db()
    assert answer.url == url("record-line", engagement, "entry", entry.pk)
    assert (entry.text, entry.audience) == ("Better words", "steering")


def test_shared_entry_says_why_it_stays_as_it_is(as_manager, engagement, log):
    entry = log("Shared words", audience="practice")

    shown = as_manager.get(url("log-change", engagement, entry.pk))
    sent = as_manager.post(
        url("log-change", engagement, entry.pk), ENTRY | {"text": "Other words", "seen": "1"}
    )

    for answer in (shown, sent):
        assert answer.status_code == 409
        assert "Others may have read this entry" in answer.text
    assert "Other words" in sent.text
    entry.refresh_from_db()
    assert entry.text == "Shared words"


def test_private_entry_of_somebody_else_is_not_there(client, engagement, log, shadow):
    entry = log()
    client.force_login(shadow.user)

    assert client.get(url("log-change", engagement, entry.pk)).status_code == 404


def test_readable_entry_of_somebody_else_is_theirs_to_change(client, engagement, log, shadow):
    entry = log(audience="practice")
    client.force_login(shadow.user)

    assert client.post(url("log-change", engagement, entry.pk), ENTRY | {"seen": "1"}).status_code == 403


def test_stale_change_of_an_entry_shows_both_texts(as_manager, engagement, manager, log):
    entry = log("From the train")
    services.change_entry(entry=entry, actor=manager, text="From the phone")

    answer = as_manager.post(
        url("log-change", engagement, entry.pk), ENTRY | {"text": "From the desk", "seen": "1"}
    )

    assert answer.status_code == 409
    assert "From the phone" in answer.text
    assert "From the desk" in answer.text
    assert hidden(answer, "seen") == "2"


@refused(text="text", happened_on="day", seen="seen")
def test_change_of_an_entry_that_cannot_be_taken_changes_nothing(as_manager, engagement, log, field, value):
    entry = log("As it was")

    answer = as_manager.post(url("log-change", engagement, entry.pk), ENTRY | {"seen": "1", field: value})

    assert answer.status_code == 422
    entry.refresh_from_db()
    assert entry.text == "As it was"


# -- worked days


def test_worked_days_go_from_draft_to_approved(as_manager, client, engagement, sponsor):
    as_manager.post(url("worked-month-add", engagement), MONTH)
    month = WorkedMonth.objects.get()
    as_manager.post(url("worked-month-submit", engagement, month.pk))
    client.force_login(sponsor.user)
    page = client.get(url("worked-months", engagement))
    answer = client.post(
        url("worked-month-approve", engagement, month.pk), {"seen": hidden(page, "seen")}, follow=True
    )

    month.refresh_from_db()
    assert month.state == WorkedMonthState.APPROVED
    assert "Approved. From now on it stays as it is." in answer.text
    assert "Sanne Sponsor" in answer.text


@pytest.mark.parametrize("typed", ["2026-02", "02-2026", "2/2026", "2026-02-11"])
def test_month_is_understood_however_it_is_typed(as_manager, engagement, typed):
    as_manager.post(url("worked-month-add", engagement), MONTH | {"month": typed})

    assert WorkedMonth.objects.get().month == datetime.date(2026, 2, 1)


@refused(month="day", days="number", note="optional text")
def test_worked_month_that_cannot_be_taken_comes_back_beside_its_field(as_manager, engagement, field, value):
    assert_refused(as_manager.post(url("worked-month-add", engagement), MONTH | {field: value}), field, value)
    assert not WorkedMonth.objects.exists()


@pytest.mark.parametrize("days", ["-1", "32", "31.5", "1.25", "30"])
def test_days_a_month_does_not_have_are_refused(as_manager, engagement, days):
    assert_refused(as_manager.post(url("worked-month-add", engagement), MONTH | {"days": days}), "days", days)


def test_second_row_for_a_month_is_refused_beside_it(as_manager, engagement, month):
    answer = as_manager.post(url("worked-month-add", engagement), MONTH | {"month": "2026-03"})

    assert_refused(answer, "month", "2026-03")
    assert "There is a row for March 2026 already" in answer.text


def test_draft_is_changed_and_carries_its_month_back(as_manager, engagement, month):
    page = as_manager.get(url("worked-month-change", engagement, month.pk))
    assert 'value="2026-03"' in page.text

    as_manager.post(url("worked-month-change", engagement, month.pk), MONTH | {"seen": hidden(page, "seen")})

    month.refresh_from_db()
    assert month.month == datetime.date(2026, 2, 1)


def test_handed_in_month_says_why_it_cannot_be_changed(as_manager, engagement, handed_in):
    page = as_manager.get(url("worked-months", engagement))
    shown = as_manager.get(url("worked-month-change", engagement, handed_in.pk))
    sent = as_manager.post(
        url("worked-month-change", engagement, handed_in.pk), MONTH | {"seen": handed_in.version}
    )

    assert "Waits for the client" in page.text
    assert (shown.status_code, sent.status_code) == (409, 409)
    assert "waits for the client" in sent.text


def test_stale_change_of_a_month_shows_both(as_manager, engagement, manager, month):
    services.change_worked_month(worked_month=month, actor=manager, note="From the phone")

    answer = as_manager.post(
        url("worked-month-change", engagement, month.pk), MONTH | {"note": "From the desk", "seen": "1"}
    )

    assert answer.status_code == 409
    assert "From the phone" in answer.text
    assert "From the desk" in answer.text


def test_month_is_sent_back_with_a_reason(as_sponsor, engagement, handed_in):
    page = as_sponsor.get(url("worked-month-dispute", engagement, handed_in.pk))
    as_sponsor.post(
        url("worked-month-dispute", engagement, handed_in.pk),
        {"reason": "You were ill on the 5th", "seen": hidden(page, "seen")},
    )

    handed_in.refresh_from_db()
    assert (handed_in.state, handed_in.answer) == (WorkedMonthState.DISPUTED, "You were ill on the 5th")
    assert "You were ill on the 5th" in as_sponsor.get(url("worked-months", engagement)).text


@refused(reason="text", seen="seen")
def test_reason_that_cannot_be_taken_sends_nothing_back(as_sponsor, engagement, handed_in, field, value):
    answer = as_sponsor.post(
        url("worked-month-dispute", engagement, handed_in.pk),
        {"reason": "Ill", "seen": handed_in.version, field: value},
    )

    assert answer.status_code == 422
    handed_in.refresh_from_db()
    assert handed_in.state == WorkedMonthState.SUBMITTED


@pytest.mark.parametrize("seen", ["", "0", "1", "99", "x"])
def test_approval_without_the_version_that_is_there_is_a_conflict(as_sponsor, engagement, handed_in, seen):
    answer = as_sponsor.post(url("worked-month-approve", engagement, handed_in.pk), {"seen": seen})

    assert answer.status_code == 409
    handed_in.refresh_from_db()
    assert handed_in.state == WorkedMonthState.SUBMITTED


def test_client_neither_sees_nor_reaches_a_draft(as_sponsor, engagement, month):
    assert "No worked days have been handed in yet" in as_sponsor.get(url("worked-months", engagement)).text
    assert as_sponsor.get(url("worked-month-dispute", engagement, month.pk)).status_code == 404
    assert as_sponsor.post(url("worked-month-approve", engagement, month.pk), {"seen": 1}).status_code == 404


@pytest.mark.parametrize("action", ["worked-month-submit", "worked-month-approve"])
def test_buttons_of_a_month_are_no_pages(as_manager, engagement, month, action):
    assert as_manager.get(url(action, engagement, month.pk)).status_code == 405


def test_worked_days_of_an_engagement_on_hold_wait(as_manager, engagement, month):
    put(engagement, Standing.ON_HOLD)

    assert as_manager.get(url("worked-month-add", engagement)).status_code == 409
    assert as_manager.post(url("worked-month-submit", engagement, month.pk)).status_code == 409


def test_sums_say_what_became_of_the_days(as_manager, engagement, manager, sponsor, handed_in):
    services.approve_worked_month(worked_month=handed_in, actor=sponsor.user)
    services.add_worked_month(engagement=engagement, actor=manager, month=datetime.date(2026, 4, 1), days=1)

    page = as_manager.get(url("worked-months", engagement))

    for words in (
        "<dd>12.5</dd>",
        "<dd>1</dd>",
        ">13.5<",
        "1 day",
        "mails Sanne Sponsor",
    ):
        assert words in page.text


@pytest.mark.parametrize("months", [1, 3, 300])
def test_worked_days_page_asks_the_same_few_queries_however_many_there_are(
    as_manager, engagement, sponsor, months, django_assert_num_queries
):
    WorkedMonth.objects.bulk_create(
        WorkedMonth(
            engagement=engagement,
            month=datetime.date(2000 + number // 12, number % 12 + 1, 1),
            days=10,
            state="approved",
            answered_by=sponsor,
            answered_at=timezone.now(),
        )
        for number in range(months)
    )

    with django_assert_num_queries(12):
        page = as_manager.get(url("worked-months", engagement))

    assert page.text.count('id="month-') == min(months, 24)


def test_shortened_list_says_which_address_it_shows(as_manager, engagement):
    answer = as_manager.get(url("log", engagement), {"q": "planning"}, headers={"HX-Request": "true"})

    assert answer["HX-Replace-Url"] == url("log", engagement) + "?q=planning"


@pytest.mark.parametrize("shortened", [{}, {"HX-Request": "true"}])
def test_entry_that_comes_too_late_is_a_conflict_and_kept(as_manager, engagement, shortened):
    put(engagement, Standing.COMPLETED)

    answer = as_manager.post(url("log-add", engagement), ENTRY, headers=shortened)

    assert answer.status_code == 409
    assert "The engagement is not active" in answer.text
    assert "Met the planners" in answer.text
    assert ("<html" in answer.text) == (not shortened)
