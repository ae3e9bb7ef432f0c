"""The page of an invitation: what opening it, one click, and a forwarded link are worth."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from accounts.invitations import links, services
from accounts.invitations.models import LASTS
from accounts.models import Invitation, User
from outbox.models import Mail
from tests.accounts.conftest import digits_in, path_in

TYPE = "/accounts/login/code/type/"
THERE = "/accounts/preferences/"


@pytest.fixture
def made(invite):
    return invite()


@pytest.fixture
def here(made):
    """The address of the page."""
    return links.path_of(made)


@pytest.fixture
def accept(client, posting):
    """Return a function that clicks, and returns the answer and the digits that were mailed, if any."""

    def click(where, browser=client):
        before = len(mail.outbox)
        with posting():
            answer = browser.post(where)
        return answer, [digits_in(message) for message in mail.outbox[before:]]

    return click


def signed_in(browser):
    return browser.session.get("_auth_user_id")


def state_of(invitation):
    invitation.refresh_from_db()
    return invitation.state


# -- From mail to engagement -----------------------------------------------------------------------


def test_mail_click_and_digits_bring_somebody_in(client, client_user, invite, accept, posting, settings):
    with posting():
        made = invite()
    where = path_in(mail.outbox[-1], settings.SITE_URL)

    page = client.get(where)
    answer, [digits] = accept(where)
    came_in = client.post(answer.headers["Location"], {"code": digits})

    for words in ("Anna de Vries invites Pat Lee to “Theatres on time”", "As sponsor.", "pat@example.org"):
        assert words in page.text
    assert came_in.headers["Location"] == THERE
    assert signed_in(client) == str(client_user.pk)
    assert state_of(made) == "used"


def test_page_speaks_the_language_of_the_invited_and_so_does_the_next(client, made, here, accept):
    User.objects.filter(pk=made.user_id).update(language="nl")

    page = client.get(here, headers={"Accept-Language": "en"})

    assert page.headers["Content-Language"] == "nl"
    assert "Als opdrachtgever." in page.text


def test_one_click_is_enough_for_whoever_is_signed_in_as_the_invited(client, client_user, made, here, accept):
    client.force_login(client_user)

    answer, digits = accept(here)

    assert (answer.headers["Location"], digits) == (THERE, [])
    assert state_of(made) == "used"


def test_invitation_is_not_used_up_by_a_click_that_nobody_finished(client, made, here, accept):
    accept(here)

    assert state_of(made) == "open"


# -- Reading changes nothing -----------------------------------------------------------------------


def test_mail_scanners_use_nothing_up(client, made, here):
    for read in (client.get, client.head, client.get):
        assert read(here).status_code == 200

    assert state_of(made) == "open"
    assert not client.session.items()
    assert not signed_in(client)
    assert Mail.objects.count() == 1


def test_click_takes_the_token_of_the_page(made, here):
    browser = Client(enforce_csrf_checks=True)

    assert browser.post(here).status_code == 403
    assert browser.post(f"{here}renew/").status_code == 403
    token = browser.get(here).text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert browser.post(here, {"csrfmiddlewaretoken": token}).headers["Location"].startswith(TYPE)


def test_page_is_kept_nowhere_and_leaks_no_address_to_others(client, here):
    page = client.get(here)

    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert '<meta name="robots" content="noindex">' in page.text


# -- A link that was passed on ---------------------------------------------------------------------


def test_forwarded_link_opens_nothing_without_the_invited_persons_mailbox(client, made, here, accept):
    answer, _digits_in_the_mailbox = accept(here)

    for typed in ("", "000000", "123456"):
        assert client.post(answer.headers["Location"], {"code": typed}).status_code == 422
    assert not signed_in(client)
    assert client.get(THERE).status_code == 302
    assert mail.outbox[-1].to == ["pat@example.org"]
    assert state_of(made) == "open"


def test_nothing_in_the_forwarded_mail_is_the_code(client, invite, accept, posting, settings):
    with posting():
        invite()
    forwarded = mail.outbox[-1].body

    _answer, [digits] = accept(path_in(mail.outbox[-1], settings.SITE_URL))

    assert digits not in forwarded


def test_whoever_is_signed_in_stays_who_they_are(client, manager, made, here, accept):
    client.force_login(manager)

    page = client.get(here)
    answer, digits = accept(here)

    for shown in (page, answer):
        assert "pat@example.org" in shown.text
        assert "anna@example.org" in shown.text
    assert (page.status_code, answer.status_code, digits) == (200, 403, [])
    assert signed_in(client) == str(manager.pk)
    assert state_of(made) == "open"


def test_click_of_one_person_does_not_use_up_anothers_when_somebody_else_signs_in(
    client, manager, password, made, here, accept
):
    accept(here)
    client.post("/accounts/logout/")

    client.post("/accounts/login/", {"login": manager.email, "password": password})

    assert signed_in(client) == str(manager.pk)
    assert state_of(made) == "open"


def test_page_is_the_same_for_an_account_that_was_used_and_one_that_never_was(
    client, client_user, here, accept
):
    new = client.get(here).text
    User.objects.filter(pk=client_user.pk).update(last_login="2026-03-01T09:00Z", password="pbkdf2$x")

    used = client.get(here).text

    assert without_token(new) == without_token(used)


def without_token(text):
    start, rest = text.split('name="csrfmiddlewaretoken" value="', 1)
    return start + rest.partition('"')[2]


# -- Links that no longer open ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settled", "words"),
    [
        ("used_at", "This invitation was accepted"),
        ("revoked_at", "This invitation was withdrawn"),
    ],
)
def test_settled_invitation_says_so_and_mails_nobody(client, made, here, accept, settled, words):
    Invitation.objects.filter(pk=made.pk).update(**{settled: made.made_at})

    page = client.get(here)
    answer, digits = accept(here)
    renewed = client.post(f"{here}renew/")

    assert [page.status_code, answer.status_code, renewed.status_code] == [410, 410, 410]
    assert words in page.text
    assert words in answer.text
    assert digits == []
    assert Invitation.objects.count() == 1
    assert not signed_in(client)


def test_replaced_invitation_says_that_a_newer_one_was_mailed(client, invite, accept):
    with time_machine.travel("2026-03-02T09:00Z", tick=False) as clock:
        old = links.path_of(invite())
        clock.shift(datetime.timedelta(minutes=11))
        invite()

        page = client.get(old)
        answer, digits = accept(old)

    assert (page.status_code, answer.status_code, digits) == (410, 410, [])
    assert "There is a newer invitation" in page.text
    assert "renew/" not in page.text


def test_invitation_that_is_too_old_offers_a_new_one_to_the_same_address(client, made, here, accept, posting):
    with time_machine.travel(made.made_at + LASTS, tick=False):
        page = client.get(here)
        refused, digits = accept(here)
        with posting():
            renewed = client.post(f"{here}renew/", follow=True)
        again = client.post(f"{here}renew/")

        assert (page.status_code, refused.status_code, digits) == (410, 410, [])
        assert "This invitation is too old" in page.text
        assert "A new invitation is on its way to pat@example.org." in renewed.text
        assert again.status_code == 410
        assert [message.to for message in mail.outbox] == [["pat@example.org"]]
        assert [each.state for each in Invitation.objects.all()] == ["replaced", "open"]


def test_old_link_never_brings_a_withdrawn_invitation_back(client, invite):
    with time_machine.travel("2026-03-02T09:00Z", tick=False) as clock:
        first = invite()
        clock.shift(datetime.timedelta(minutes=11))
        second = invite()
        services.revoke(user=second.user, path=second.path)
        clock.shift(LASTS)

        answer = client.post(f"{links.path_of(first)}renew/")

    assert answer.status_code == 410
    assert "It was withdrawn since." in answer.text
    assert Invitation.objects.count() == 2


def test_inactive_person_is_mailed_nothing_and_the_page_tells_nobody(client, made, here, accept):
    User.objects.filter(pk=made.user_id).update(is_active=False)

    answer, digits = accept(here)

    assert answer.headers["Location"].startswith(TYPE)
    assert digits == []


def test_clicking_again_and_again_mails_only_so_often(client, here, accept):
    answers = [accept(here) for _ in range(4)]

    assert [answer.status_code for answer, _digits in answers] == [302, 302, 302, 429]
    assert len(mail.outbox) == 3
    assert "too often" in answers[-1][0].text


def test_only_reading_and_posting_is_understood(client, here):
    assert {client.put(here).status_code, client.delete(here).status_code} == {405}
    assert client.get(f"{here}renew/").status_code == 405


@effort(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    token=st.one_of(
        st.text(st.characters(exclude_characters="/", codec="utf-8"), min_size=1, max_size=60),
        st.from_regex(r"[1-9][0-9]{0,20}-[A-Za-z0-9_-]{43}", fullmatch=True),
    )
)
def test_garbage_is_one_and_the_same_404(client, here, token):
    for answer in (
        client.get(reverse("accounts:invitation", args=[token])),
        client.post(reverse("accounts:invitation", args=[token])),
        client.post(reverse("accounts:invitation-renew", args=[token])),
    ):
        assert answer.status_code == 404
        assert not answer.cookies.get("sessionid")


def test_page_costs_two_queries(client, here, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(here)
