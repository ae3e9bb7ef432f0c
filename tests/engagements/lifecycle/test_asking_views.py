"""The gate over HTTP: its own page, the line on every other page, and asking somebody for a criterion."""

import pytest

from engagements.lifecycle.models import Engagement, Request
from engagements.lifecycle.requests import is_mailed
from engagements.people.models import Membership
from engagements.people.roles import ORGANISATION
from outbox.models import Mail
from phases.definitions import BY_KEY, CRITERIA
from tests.engagements.conftest import person, seat_for
from tests.engagements.helpers import ANY_SCRIPT, assert_refused, assert_shown, refused, url

OPEN = "assignment_signed"
ADVISED = "board_takes_part"


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def still_open(gate):
    """Two criteria that wait for somebody: a required one and an advised one."""
    gate(OPEN, ADVISED)


def asked(engagement, member, asker, **values):
    return Request.objects.create(
        engagement=engagement, **{"criterion": OPEN, "member": member, "asker": asker} | values
    )


@pytest.mark.parametrize("name", ["people", "log", "gate", "member-add"])
def test_every_page_says_where_we_are_since_when_and_leads_to_the_gate(as_manager, engagement, name):
    page = as_manager.get(url(name, engagement))

    assert page.text.count('aria-current="step"') == 1
    assert str(BY_KEY["intake"].title) in page.text
    assert name == "gate" or f'href="{url("gate", engagement)}"' in page.text


def test_count_is_a_few_words_that_can_be_fetched(as_manager, engagement, still_open):
    total = len(BY_KEY["intake"].criteria)

    answer = as_manager.get(url("gate-count", engagement))

    assert answer.text.strip() == f"{total - 2} of {total} met"
    assert "<" not in answer.text


@pytest.mark.parametrize("role", sorted(ORGANISATION))
def test_gate_speaks_the_words_of_the_client_and_offers_to_ask(client, engagement, manager, still_open, role):
    member = seat_for(engagement, role)
    seat_for(engagement, "shadow", "Sharon Shadow")
    client.force_login(member.user)

    page = client.get(url("gate", engagement))

    assert str(CRITERIA[OPEN].client) in page.text
    assert str(CRITERIA[OPEN].manager) not in page.text
    assert "Sharon Shadow" not in page.text
    assert f'href="{url("request-add", engagement, OPEN)}"' in page.text


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_gate_costs_the_same_however_many_were_asked(
    as_manager, engagement, manager, gate, rows, django_assert_num_queries
):
    gate(OPEN)
    members = [person(f"Sponsor {number}") for number in range(rows)]
    for user in members:
        member = Membership.objects.create(engagement=engagement, user=user, role="sponsor")
        asked(engagement, member, manager)

    with django_assert_num_queries(8):
        as_manager.get(url("gate", engagement))


def test_buttons_say_who_is_mailed_and_do_what_they_say(
    as_manager, engagement, sponsor, still_open, mailoutbox, django_capture_on_commit_callbacks
):
    page = as_manager.get(url("request-add", engagement, OPEN))
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_manager.post(
            url("request-add", engagement, OPEN),
            {"members": [sponsor.pk], "text": "Please", "at_once": "1"},
        )

    told = as_manager.get(url("gate", engagement))
    assert "mails Sanne Sponsor at once" in " ".join(page.text.split())
    assert (answer.status_code, answer.url) == (302, f"{url('gate', engagement)}#{OPEN}")
    assert [mail.to for mail in mailoutbox] == [[sponsor.user.email]]
    assert "You asked Sanne Sponsor on" in told.text


def test_left_for_the_overview_it_is_mailed_with_that(
    as_manager, engagement, sponsor, still_open, mailoutbox, django_capture_on_commit_callbacks
):
    sponsor.user.mail_rhythm = "daily"
    sponsor.user.save()
    page = as_manager.get(url("request-add", engagement, OPEN))
    with django_capture_on_commit_callbacks(execute=True):
        as_manager.post(url("request-add", engagement, OPEN), {"members": [sponsor.pk], "text": ""})

    assert "mails Sanne Sponsor in the overview of the next working day" in " ".join(page.text.split())
    assert mailoutbox == []
    assert Mail.objects.held().get().recipient == sponsor.user
    assert Request.objects.get().member == sponsor


def test_one_who_wants_only_binding_mail_is_said_to_read_it_later(as_manager, engagement, board, still_open):
    board.user.mail_rhythm = "binding"
    board.user.save()

    page = as_manager.get(url("request-add", engagement, ADVISED))

    assert not is_mailed(board, CRITERIA[ADVISED])
    assert "Bente Board (Board), who reads it at the next visit" in page.text
    assert 'name="at_once"' not in page.text


def test_several_people_are_chosen_among(as_manager, engagement, sponsor, still_open):
    second = seat_for(engagement, "sponsor", "Second Sponsor")

    page = as_manager.get(url("request-add", engagement, OPEN))
    as_manager.post(url("request-add", engagement, OPEN), {"members": [second.pk]})

    assert "mails whom you choose at once" in page.text
    assert "checked" not in page.text
    assert [each.member for each in Request.objects.all()] == [second]


@refused(members="choice", text="optional text")
def test_request_that_cannot_be_taken_keeps_what_was_typed(
    as_manager, engagement, sponsor, still_open, field, value
):
    data = {"members": [sponsor.pk], "text": "Kept words"}

    answer = as_manager.post(url("request-add", engagement, OPEN), data | {field: value})

    if field == "members":
        assert (answer.status_code, "Kept words" in answer.text) == (422, True)
        assert 'aria-invalid="true"' in answer.text
    else:
        assert_refused(answer, field, value)
    assert not Request.objects.exists()


@pytest.mark.parametrize("text", ANY_SCRIPT)
def test_words_of_any_script_reach_whoever_is_asked(
    as_manager, client, engagement, sponsor, still_open, text
):
    as_manager.post(url("request-add", engagement, OPEN), {"members": [sponsor.pk], "text": text})
    client.force_login(sponsor.user)

    assert_shown(client.get(url("progress", engagement)), text)


def test_criterion_that_is_met_or_unknown_has_no_form(as_manager, engagement, sponsor, still_open):
    assert as_manager.get(url("request-add", engagement, "observations")).status_code == 409
    assert as_manager.get(url("request-add", engagement, "nonsense")).status_code == 404


def test_one_who_was_asked_lately_is_left_alone_on_the_page(
    as_manager, engagement, manager, sponsor, still_open
):
    asked(engagement, sponsor, manager)

    page = as_manager.get(url("request-add", engagement, OPEN))

    assert page.status_code == 409
    assert "From " in page.text
    assert "you can ask again" in page.text


def test_asked_person_reads_who_asks_and_others_read_only_that(
    client, engagement, manager, sponsor, board, still_open
):
    asked(engagement, sponsor, manager, text="Words for Sanne alone")
    client.force_login(board.user)
    others = client.get(url("gate", engagement))
    client.force_login(sponsor.user)
    theirs = client.get(url("progress", engagement))

    assert "Marit Manager asks:" in theirs.text
    assert "Words for Sanne alone" in theirs.text
    assert "Marit Manager asked Sanne Sponsor on" in others.text
    assert "Words for Sanne alone" not in others.text
    assert "Take it back" not in others.text


def test_request_is_taken_back_by_one_button(as_manager, engagement, manager, sponsor, still_open):
    request = asked(engagement, sponsor, manager)
    address = url("request-withdraw", engagement, request.pk)

    page = as_manager.get(url("gate", engagement))
    answer = as_manager.post(address)

    assert f'action="{address}"' in page.text
    assert answer.status_code == 302
    assert "You asked" not in as_manager.get(url("gate", engagement)).text


def test_request_of_another_engagement_is_not_found_and_not_named(
    client, engagement, manager, sponsor, stranger
):
    request = asked(engagement, sponsor, manager)
    theirs = stranger.memberships.get().engagement
    client.force_login(stranger)

    page = client.get(url("gate", Engagement.objects.get(pk=theirs.pk)))

    assert client.post(url("request-withdraw", theirs, request.pk)).status_code == 404
    assert "Sanne Sponsor" not in page.text
