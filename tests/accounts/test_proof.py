"""Proving once more who one is, before something that matters for security."""

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.accounts.conftest import digits_in

PROVE = "/accounts/prove/"
GUARDED = ("account_set_password", "mfa_activate_totp", "accounts:passkey-add")


@pytest.fixture
def page(client, client_user):
    """Somebody without password whose sign-in was a while ago."""
    client.force_login(client_user)
    return client


@pytest.fixture
def ask(page, posting):
    """Return a function that has a code mailed and returns its digits."""

    def asked():
        with posting():
            page.post(PROVE, {"action": "mail"})
        return digits_in(mail.outbox[-1])

    return asked


@pytest.mark.parametrize("name", GUARDED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_matters_for_security_asks_for_a_fresh_code(page, name, method):
    answer = getattr(page, method)(reverse(name))

    assert answer.headers["Location"].startswith(f"{PROVE}?next=")


def test_right_digits_lead_back_and_hold_for_five_minutes(page, ask):
    with time_machine.travel("2026-03-02T09:00Z", tick=False) as clock:
        digits = ask()
        assert page.post(PROVE, {"code": digits, "next": "/accounts/passkeys/add/"}).headers["Location"] == (
            "/accounts/passkeys/add/"
        )
        assert page.get("/accounts/passkeys/add/").status_code == 200
        clock.shift(301)
        assert page.get("/accounts/passkeys/add/").status_code == 302


def test_fresh_sign_in_by_code_is_proof_enough(client, client_user, posting):
    with posting():
        client.post("/accounts/login/code/", {"email": client_user.email})
    client.post("/accounts/login/code/type/", {"code": digits_in(mail.outbox[-1])})

    assert client.get("/accounts/passkeys/add/").status_code == 200


def test_whoever_has_a_password_is_asked_for_that(client, manager):
    client.force_login(manager)

    assert (
        client.get("/accounts/passkeys/add/")
        .headers["Location"]
        .startswith("/accounts/reauthenticate/?next=")
    )


def test_nothing_is_mailed_by_looking(page):
    assert page.get(PROVE).status_code == 200
    assert mail.outbox == []


def test_code_of_one_browser_does_not_prove_anything_in_another(page, client_user, ask):
    digits = ask()
    elsewhere = Client()
    elsewhere.force_login(client_user)

    assert elsewhere.post(PROVE, {"code": digits}).status_code == 422
    assert elsewhere.get("/accounts/passkeys/add/").status_code == 302


def test_code_works_once(page, ask):
    digits = ask()
    page.post(PROVE, {"code": digits})

    assert page.post(PROVE, {"code": digits}).status_code == 422


@pytest.mark.parametrize("typed", [{}, {"code": ""}, {"code": "\x00"}, {"code": "x" * 1_000_000}])
def test_wrong_code_is_a_message_beside_the_field(page, ask, typed):
    ask()

    answer = page.post(PROVE, typed)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["code"]


def test_right_digits_come_too_late_after_five_wrong_ones(page, ask):
    digits = ask()
    for _ in range(5):
        page.post(PROVE, {"code": "x"})

    assert page.post(PROVE, {"code": digits}).status_code == 422


def test_next_off_this_site_is_not_followed(page, ask):
    answer = page.post(PROVE, {"code": ask(), "next": "https://evil.example/"})

    assert answer.headers["Location"] == reverse("accounts:preferences")


def test_page_needs_somebody(client, db):
    assert client.get(PROVE).headers["Location"].startswith("/accounts/login/")
    assert client.post(PROVE, {"action": "mail"}).headers["Location"].startswith("/accounts/login/")
