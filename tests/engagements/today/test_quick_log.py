"""Logging from anywhere: private, in the engagement used last, and never for other eyes than were shown."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.drafts import key_of
from engagements.lifecycle import services
from engagements.lifecycle.models import Engagement, Organisation
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.record.models import LogEntry
from engagements.record.services import add_entry
from tests.engagements.conftest import seat_for
from tests.engagements.helpers import ANY_SCRIPT, assert_shown, hidden, refused, url

HERE = reverse("engagements:quick-log")
HTMX = {"HX-Request": "true"}
TODAY = timezone.localdate().isoformat()


@pytest.fixture
def second(engagement, manager):
    """A second engagement of the manager, newer than the first."""
    return services.start_engagement(
        actor=manager, organisation={"name": "Vesting"}, title="Rosters that fit", language="en"
    )


def entry(engagement, **values):
    """Return what is typed to log something private in an engagement."""
    typed = {"text": "Met the planners", "happened_on": TODAY, "audience": "private", "ref": engagement.ref}
    return typed | {"told": engagement.ref} | values


def test_text_is_enough_and_stays_private(as_manager, engagement, manager):
    page = as_manager.get(HERE)
    assert hidden(page, "ref") == engagement.ref
    assert f'value="{TODAY}"' in page.text

    answer = as_manager.post(HERE, entry(engagement))

    logged = LogEntry.objects.get()
    assert answer.url == f"{url('log', engagement)}#entry-{logged.pk}"
    assert (logged.text, logged.audience, logged.author) == ("Met the planners", "private", manager)
    assert (logged.stance, logged.minutes) == (None, None)


def test_role_and_time_are_stored_for_their_author_alone(as_manager, client, engagement, sponsor):
    as_manager.post(HERE, entry(engagement, stance="-1", minutes="1,5", audience="everyone"))

    logged = LogEntry.objects.get()
    assert (logged.stance, logged.minutes, logged.hours) == (-1, 90, 1.5)
    assert "Time worked" in as_manager.get(url("log", engagement)).text
    history = engagement.audit.get(action="log-add").after
    assert not {"text", "stance", "minutes"} & history.keys()
    other = Client()
    other.force_login(sponsor.user)
    page = other.get(url("log", engagement))
    assert "Met the planners" in page.text
    assert "Time worked" not in page.text


def test_shortened_answer_is_the_sheet_and_says_what_was_stored(as_manager, engagement, manager):
    sheet = as_manager.get(HERE, headers=HTMX)
    assert "<html" not in sheet.text
    draft = f"{key_of(manager)}-0123456789abcdef"

    answer = as_manager.post(HERE, entry(engagement, draft=draft), headers=HTMX)

    assert answer.status_code == 201
    assert "Logged in “Theatres on time”" in answer.text
    assert "Only you" in answer.text
    assert f"stored-{draft}" in answer.cookies
    assert "HX-Request" in answer["Vary"]


def test_engagement_used_last_comes_first_then_the_newest(as_manager, engagement, second, manager):
    assert f'value="{second.ref}" selected' in as_manager.get(HERE).text

    add_entry(engagement=engagement, actor=manager, text="Here")

    assert f'value="{engagement.ref}" selected' in as_manager.get(HERE).text


def test_readers_are_named_in_full_and_only_of_the_engagement_that_is_chosen(as_manager, engagement, second):
    for number in range(4):
        seat_for(engagement, Role.BOARD, f"Board Member {number}")
    seat_for(second, Role.BOARD, "Vera Vesting")

    page = as_manager.get(HERE, {"ref": engagement.ref})
    assert (
        "Board Member 0, Board Member 1, Board Member 2, Board Member 3, practice administrator" in page.text
    )
    assert "Vera Vesting" not in page.text

    part = as_manager.get(HERE, {"ref": second.ref, "part": "readers"}, headers=HTMX)
    assert "Vera Vesting" in part.text
    assert "Board Member" not in part.text
    assert 'name="text"' not in part.text
    assert hidden(part, "told") == second.ref


@pytest.mark.parametrize("shortened", [{}, HTMX])
def test_entry_for_others_is_stored_only_after_its_readers_were_shown(
    as_manager, engagement, second, shortened
):
    seat_for(engagement, Role.SPONSOR, "Sanne Sponsor")
    typed = entry(engagement, audience="sponsor", told=second.ref)

    page = as_manager.post(HERE, typed, headers=shortened)

    assert page.status_code == 422
    assert "These are other people than you saw" in page.text
    assert "Sanne Sponsor, practice administrator" in page.text
    assert "Met the planners" in page.text
    assert not LogEntry.objects.exists()
    assert hidden(page, "told") == engagement.ref
    as_manager.post(HERE, typed | {"told": hidden(page, "told")}, headers=shortened)
    assert LogEntry.objects.get().audience == "sponsor"


def test_private_entry_needs_no_second_look(as_manager, engagement, second):
    as_manager.post(HERE, entry(engagement, told=second.ref))

    assert LogEntry.objects.get().engagement == engagement


def test_only_where_one_may_write_now(client, engagement, second, sponsor, stranger, manager):
    theirs = stranger.memberships.get().engagement
    Engagement.objects.filter(pk=second.pk).update(standing="completed")
    client.force_login(manager)
    page = client.get(HERE)
    assert "Rosters that fit" not in page.text
    assert "Another engagement" not in page.text
    for ref in (theirs.ref, second.ref, "nothere"):
        answer = client.post(HERE, entry(engagement, ref=ref))
        assert answer.status_code == 422
        assert 'id="quick-ref_error"' in answer.text or "Select a valid choice" in answer.text
    assert not LogEntry.objects.exists()

    client.force_login(sponsor.user)
    assert "There is nowhere to log yet" in client.get(HERE).text
    assert client.post(HERE, entry(engagement)).status_code == 403


def test_shadow_manager_writes_for_the_practice_and_plays_no_role(client, engagement):
    shadow = seat_for(engagement, Role.SHADOW)
    client.force_login(shadow.user)

    page = client.get(HERE)
    assert 'value="practice"' in page.text
    assert 'value="sponsor"' not in page.text
    assert 'name="stance"' not in page.text
    client.post(HERE, entry(engagement, audience="practice", stance="2", minutes="1"))
    assert (LogEntry.objects.get().stance, LogEntry.objects.get().minutes) == (None, None)


@refused(text="text", happened_on="day", audience="choice")
def test_what_can_not_be_taken_comes_back(as_manager, engagement, field, value):
    answer = as_manager.post(HERE, entry(engagement, **{field: value}))

    assert answer.status_code == 422
    assert f'id="quick-{field}_error"' in answer.text
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("text", ANY_SCRIPT)
def test_any_script_is_kept(as_manager, engagement, text):
    as_manager.post(HERE, entry(engagement, text=text))

    assert LogEntry.objects.get().text == text
    answer = as_manager.post(HERE, entry(engagement, text=text, happened_on=""))
    assert_shown(answer, text)


def test_what_was_typed_waits_for_signing_in_but_not_for_somebody_else(engagement, manager, stranger):
    for user, comes_back in ((manager, True), (stranger, False)):
        browser = Client()
        draft = f"{key_of(manager)}-0123456789abcdef"
        assert browser.post(HERE, entry(engagement, draft=draft)).status_code == 302
        browser.force_login(user)

        assert ("Met the planners" in browser.get(HERE).text) == comes_back
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("engagements", [1, 3, 300])
def test_sheet_asks_the_same_few_queries_however_many_engagements_there_are(
    client, manager, engagements, django_assert_num_queries
):
    organisation = Organisation.objects.create(name="Zeezicht Hospital")
    made = Engagement.objects.bulk_create(
        Engagement(organisation=organisation, title=f"Engagement {number}") for number in range(engagements)
    )
    Membership.objects.bulk_create(
        Membership(engagement=each, user=manager, role=Role.MANAGER) for each in made
    )
    client.force_login(manager)

    with django_assert_num_queries(4):  # session, user, seats, who else takes part
        sheet = client.get(HERE, headers=HTMX)

    assert sheet.text.count("(Zeezicht Hospital)") == (engagements if engagements > 1 else 0)


def test_button_stands_on_every_page_of_a_manager_and_costs_no_query(client, as_manager, engagement, sponsor):
    assert as_manager.get(url("people", engagement)).text.count(f'hx-get="{HERE}"') == 1
    client.force_login(sponsor.user)
    assert HERE not in client.get(url("people", engagement)).text


def test_button_stands_on_the_pages_of_the_engagement_for_a_shadow_manager_who_leads_none(client, engagement):
    shadow = seat_for(engagement, Role.SHADOW).user
    assert not shadow.is_manager
    client.force_login(shadow)

    assert client.get(url("people", engagement)).text.count(f'hx-get="{HERE}"') == 1
    assert client.get(HERE).status_code == 200
