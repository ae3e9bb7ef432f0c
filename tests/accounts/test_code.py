"""Signing in by six digits mailed to the address."""

import itertools
import threading

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts import codes
from accounts.models import User
from outbox.models import Mail
from tests.accounts.conftest import digits_in

ASK, TYPE = "/accounts/login/code/", "/accounts/login/code/type/"
UNKNOWN = "nobody@example.org"


@pytest.fixture
def ask(client, posting):
    """Return a function that asks a code for an address and returns the digits, if any were mailed."""

    def asked(email, browser=client, **extra):
        before = len(mail.outbox)
        with posting():
            answer = browser.post(ASK, {"email": email, **extra})
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(TYPE)
        return [digits_in(message) for message in mail.outbox[before:]]

    return asked


def signed_in(browser):
    return "_auth_user_id" in browser.session


def wrong(digits):
    return f"{(int(digits) + 1) % 1_000_000:06}"


# -- What a code is --------------------------------------------------------------------------------


@given(key=st.text(min_size=1, max_size=60))
def test_every_key_makes_six_digits_and_only_those_are_right(key):
    digits = codes.digits_of(key)

    assert len(digits) == 6
    assert digits.isdecimal()
    assert digits.isascii()
    assert codes.is_right(f" {digits[:3]} {digits[3:]}", key)
    assert not codes.is_right(wrong(digits), key)


@given(typed=st.text(max_size=40))
def test_without_a_key_nothing_is_right(typed):
    assert not codes.is_right(typed, "")


@given(typed=st.text(max_size=40).filter(lambda text: not any(sign.isdecimal() for sign in text)))
def test_what_has_no_digits_is_never_right(typed):
    assert not codes.is_right(typed, "key")


# -- With it ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("email", ["pat@example.org", " PAT@Example.org "])
def test_digits_sign_in_somebody_who_has_no_password(client, client_user, ask, email):
    [digits] = ask(email)

    answer = client.post(TYPE, {"code": f"{digits[:3]} {digits[3:]}"})

    assert answer.headers["Location"] == reverse("engagements:today")
    assert client.session["_auth_user_id"] == str(client_user.pk)
    assert mail.outbox[-1].to == ["pat@example.org"]


def test_digits_lead_to_the_page_that_was_asked_for(client, client_user, ask):
    [digits] = ask(client_user.email, next="/accounts/preferences/")
    where = f"{TYPE}?next=/accounts/preferences/"

    assert 'name="next" value="/accounts/preferences/"' in client.get(where).text
    assert client.post(where, {"code": digits}).headers["Location"] == "/accounts/preferences/"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "\x00/"]
)
def test_next_off_this_site_is_never_followed(client, client_user, ask, target):
    [digits] = ask(client_user.email, next=target)

    answer = client.post(TYPE, {"code": digits, "next": target})

    assert answer.headers["Location"] == reverse("engagements:today")


def test_host_of_the_request_never_gets_into_the_mail(client, client_user, settings, posting):
    settings.ALLOWED_HOSTS = ["testserver", "evil.example"]
    with posting():
        client.post(ASK, {"email": client_user.email}, headers={"Host": "evil.example"})

    assert "evil.example" not in mail.outbox[-1].message().as_string()


def test_session_gets_a_new_key_on_sign_in(client, client_user, ask):
    [digits] = ask(client_user.email)
    before = client.session.session_key

    client.post(TYPE, {"code": digits})

    assert client.session.session_key != before


def test_code_works_once(client, client_user, ask):
    [digits] = ask(client_user.email)
    client.post(TYPE, {"code": digits})
    client.post("/accounts/logout/")

    assert client.post(TYPE, {"code": digits}).headers["Location"] == ASK
    assert not signed_in(client)


def test_code_works_in_the_browser_that_asked_for_it_alone(client, client_user, ask):
    [digits] = ask(client_user.email)
    elsewhere = Client()
    ask(client_user.email, browser=elsewhere)

    assert elsewhere.post(TYPE, {"code": digits}).status_code == 422
    assert not signed_in(elsewhere)


def test_code_is_over_after_ten_minutes(client, client_user, ask):
    with time_machine.travel("2026-03-02T09:00Z", tick=False) as clock:
        [digits] = ask(client_user.email)
        clock.shift(601)

        assert client.post(TYPE, {"code": digits}).headers["Location"] == ASK
    assert not signed_in(client)


def test_new_code_takes_the_place_of_the_earlier_one(client, client_user, ask, posting):
    [first] = ask(client_user.email)
    with posting():
        assert client.post(TYPE, {"action": "resend"}).headers["Location"] == TYPE
    second = digits_in(mail.outbox[-1])

    assert client.post(TYPE, {"code": first}).status_code == 422
    assert client.post(TYPE, {"code": second}).status_code == 302
    assert signed_in(client)


def test_authenticator_app_is_asked_for_after_the_code(client, client_user, ask):
    Authenticator.objects.create(user=client_user, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    [digits] = ask(client_user.email)

    assert client.post(TYPE, {"code": digits}).headers["Location"] == reverse("mfa_authenticate")
    assert not signed_in(client)


def test_whoever_was_made_inactive_meanwhile_is_not_signed_in(client, client_user, ask):
    [digits] = ask(client_user.email)
    User.objects.filter(pk=client_user.pk).update(is_active=False)

    client.post(TYPE, {"code": digits})

    assert not signed_in(client)


def test_rendered_forms_sign_in_with_token_checks_on(client_user, ask):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(ASK, {"email": client_user.email}).status_code == 403
    [digits] = ask(client_user.email, browser, csrfmiddlewaretoken=token_on(browser.get("/accounts/login/")))
    token = token_on(browser.get(TYPE))

    assert browser.post(TYPE, {"code": digits}).status_code == 403
    assert browser.post(TYPE, {"code": digits, "csrfmiddlewaretoken": token}).status_code == 302
    assert signed_in(browser)


def token_on(page):
    return page.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


def test_page_of_the_code_without_having_asked_leads_to_asking(client, db):
    for answer in (client.get(TYPE), client.post(TYPE, {"code": "123456"})):
        assert answer.headers["Location"] == ASK


@pytest.mark.parametrize(
    "typed", [{}, {"email": ""}, {"email": "\x00"}, {"email": "no address"}, {"email": "a" * 1_000_000}]
)
def test_malformed_address_is_a_message_beside_the_field(client, db, typed):
    answer = client.post(ASK, typed)

    assert answer.status_code == 422
    assert list(answer.context["code_form"].errors) == ["email"]


@pytest.mark.parametrize("typed", ["", "\x00", "١٢٣٤٥٦", "a" * 1_000_000, "😀", "-" * 20])
def test_malformed_code_is_a_message_beside_the_field(client, client_user, ask, typed):
    ask(client_user.email)

    answer = client.post(TYPE, {"code": typed})

    assert answer.status_code == 422
    assert list(answer.context["verify_form"].errors) == ["code"]


# -- Guessing --------------------------------------------------------------------------------------


def test_five_wrong_tries_end_a_code(client, client_user, ask):
    [digits] = ask(client_user.email)

    answers = [client.post(TYPE, {"code": wrong(digits)}) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [422] * 4 + [302]
    assert client.post(TYPE, {"code": digits}).headers["Location"] == ASK
    assert not signed_in(client)


def test_tries_side_by_side_are_counted_together(db, rf):
    """Twenty requests that have all read the session before one wrote it: what counts is in the cache."""
    tries = [codes.may_try(rf.post(TYPE), "the key") for _ in range(20)]

    assert tries == [True] * 5 + [False] * 15


@pytest.mark.django_db(transaction=True)
def test_tries_of_several_threads_are_counted_together():
    cache.clear()
    allowed, start = [], threading.Barrier(4)

    def guess():
        start.wait()
        allowed.extend(codes.may_try(RequestFactory().post(TYPE), "one key") for _ in range(4))
        connections.close_all()

    threads = [threading.Thread(target=guess) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(allowed) == 16
    assert sum(allowed) <= 5


def test_codes_asked_too_often_are_refused_known_or_not_and_mail_no_more(client_user, posting):
    answers = {}
    for email in (client_user.email, UNKNOWN):
        with posting():
            answers[email] = [Client().post(ASK, {"email": email}).status_code for _ in range(4)]

    assert set(map(tuple, answers.values())) == {(302, 302, 302, 422)}
    assert len(mail.outbox) == 3


# -- Nobody learns who is known --------------------------------------------------------------------


@pytest.fixture
def gone(db):
    return User.objects.create_user("gone@example.org", is_active=False)


def test_every_step_answers_the_same_whoever_is_known(client_user, gone, posting):
    conversations = []
    for email in (client_user.email, gone.email, UNKNOWN):
        browser = Client()
        with posting():
            answers = [
                browser.post(ASK, {"email": email}),
                browser.get(TYPE),
                browser.post(TYPE, {"action": "resend"}),
                *(browser.post(TYPE, {"code": "000000"}) for _ in range(5)),
                browser.get(TYPE),
            ]
        conversations.append([comparable(answer, email) for answer in answers])

    assert conversations[0] == conversations[1] == conversations[2]
    assert {message.to[0] for message in mail.outbox} == {client_user.email}


def comparable(answer, email):
    """Return what an answer tells, apart from the address that was typed and the token of its forms."""
    text = answer.text.replace(email, "ADDRESS")
    pieces = text.split('name="csrfmiddlewaretoken" value="')
    text = "".join([pieces[0], *(piece.partition('"')[2] for piece in pieces[1:])])
    return answer.status_code, answer.headers.get("Location"), text, sorted(answer.cookies)


def test_unknown_address_costs_the_same_work_and_leaves_nothing(client, client_user):
    cost = {}
    for email in (client_user.email, UNKNOWN):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            Client().post(ASK, {"email": email})
        cost[email] = [query["sql"].split()[0] for query in queries if "cache" not in query["sql"]]

    assert abs(len(cost[UNKNOWN]) - len(cost[client_user.email])) <= 1
    assert cost[UNKNOWN].count("INSERT") == cost[client_user.email].count("INSERT")
    assert Mail.objects.get().recipient == client_user


def test_no_digits_open_an_address_nobody_has(client, db):
    client.post(ASK, {"email": UNKNOWN})
    client.post(TYPE, {"action": "resend"})
    key = client.session["account_login"]["state"]["stages"]["login_by_code"]["data"].get("code", "")

    for typed in itertools.chain([codes.digits_of(key)], ["000000"]):
        assert client.post(TYPE, {"code": typed}).status_code == 422


def test_session_holds_no_digits(client, client_user, ask):
    [digits] = ask(client_user.email)

    assert digits not in repr(dict(client.session))
