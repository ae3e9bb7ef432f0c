"""Passkeys: whose they are, what adding one takes, and that nonsense signs in nobody. A real one: tests/browser."""

import itertools
import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.adapter import NamesThePractice, passkey_host
from accounts.passkeys.views import MOST

SIGN_IN, OPTIONS, ADD = "/accounts/login/passkey/", "/accounts/passkeys/options/", "/accounts/passkeys/add/"
NUMBERS = itertools.count()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
B64 = st.text("ABCabc012-_", max_size=40)
ANSWERS = st.fixed_dictionaries(
    {
        "id": B64 | JSON,
        "rawId": B64 | JSON,
        "type": st.just("public-key") | JSON,
        "response": st.fixed_dictionaries(
            {
                "clientDataJSON": B64 | JSON,
                "authenticatorData": B64 | JSON,
                "attestationObject": B64 | JSON,
                "signature": B64 | JSON,
                "userHandle": st.just("MQ") | B64 | JSON,
            }
        )
        | JSON,
        "clientExtensionResults": JSON,
    }
)


@pytest.fixture
def fresh(client, manager, password):
    """The manager, who has just proved who they are."""
    client.post("/accounts/login/", {"login": manager.email, "password": password})
    return client


def passkey_of(user, name="Phone"):
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
    )


def test_list_shows_ones_own_and_nobody_elses(fresh, manager, client_user):
    passkey_of(manager, "My phone")
    passkey_of(client_user, "Phone of Pat")

    page = fresh.get("/accounts/passkeys/")

    assert "My phone" in page.text
    assert "Phone of Pat" not in page.text


def test_adding_offers_a_challenge_for_this_site_alone(fresh, settings):
    settings.SITE_URL = "https://im.example.org"
    page = fresh.get(ADD, headers={"Host": "testserver"})
    wish = json.loads(page.context["options"])["publicKey"]

    assert wish["rp"]["id"] == "im.example.org"
    assert wish["authenticatorSelection"]["userVerification"] == "required"
    assert wish["authenticatorSelection"]["residentKey"] == "required"


@pytest.mark.parametrize(
    ("site", "host"),
    [("https://im.example.org", "im.example.org"), ("http://127.0.0.1:8000", "localhost"), ("", "localhost")],
)
def test_passkeys_are_for_the_name_of_the_site(settings, site, host):
    settings.SITE_URL = site

    assert passkey_host() == host


def test_challenge_for_signing_in_names_no_passkey_and_nobody(client, manager):
    passkey_of(manager)
    wish = client.post(OPTIONS).json()["publicKey"]

    assert "allowCredentials" not in wish or wish["allowCredentials"] == []
    assert wish["userVerification"] == "required"
    assert client.get(OPTIONS).status_code == 405


def test_challenges_are_given_only_so_often(client, db):
    assert [client.post(OPTIONS).status_code for _ in range(21)] == [200] * 20 + [429]


def test_sign_in_and_challenge_take_the_token_of_the_page(db):
    browser = Client(enforce_csrf_checks=True)

    assert {browser.post(SIGN_IN).status_code, browser.post(OPTIONS).status_code} == {403}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(answer=ANSWERS | JSON)
def test_nonsense_signs_in_nobody(client, manager, answer):
    client.cookies.clear()
    session = client.session
    session["mfa.webauthn.state"] = {"challenge": "A" * 43, "user_verification": "required"}
    session.save()

    refused = client.post(
        f"{SIGN_IN}?next=/accounts/passkeys/", {"credential": json.dumps(answer)}, REMOTE_ADDR=fresh_address()
    )

    assert refused.headers["Location"] == "/accounts/login/?next=%2Faccounts%2Fpasskeys%2F"
    assert "_auth_user_id" not in client.session


def fresh_address():
    """Return an address that was not counted yet."""
    number = next(NUMBERS)
    return f"10.{number >> 8}.{number & 255}.1"


@pytest.mark.parametrize("credential", ["", "{", "\x00", "[" * 5000, '"' + "a" * 1_000_000 + '"', None])
def test_what_is_no_json_signs_in_nobody(client, db, credential):
    refused = client.post(SIGN_IN, {} if credential is None else {"credential": credential})

    assert refused.headers["Location"] == "/accounts/login/"


def test_next_off_this_site_is_not_passed_on(client, db):
    assert client.post(SIGN_IN, {"next": "https://evil.example"}).headers["Location"] == "/accounts/login/"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(made=ANSWERS | JSON)
def test_nonsense_makes_no_passkey(fresh, manager, made):
    fresh.get(ADD)

    answer = fresh.post(ADD, {"name": "Phone", "credential": json.dumps(made)})

    assert answer.status_code == 422
    assert 'value="Phone"' in answer.text
    assert not Authenticator.objects.exists()


def test_nobody_has_more_than_twenty(fresh, manager):
    for _ in range(MOST):
        passkey_of(manager)

    assert ADD not in fresh.get("/accounts/passkeys/").text
    assert fresh.get(ADD).headers["Location"] == "/accounts/passkeys/"


def test_removing_asks_first_and_takes_only_ones_own(fresh, manager, client_user):
    mine, other = passkey_of(manager, "Old laptop"), passkey_of(client_user)

    assert "Old laptop" in fresh.get(reverse("accounts:passkey-remove", args=[mine.pk])).text
    assert fresh.post(reverse("accounts:passkey-remove", args=[other.pk])).status_code == 404
    fresh.post(reverse("accounts:passkey-remove", args=[mine.pk]))
    assert list(Authenticator.objects.all()) == [other]


def test_passkey_is_no_second_step_and_no_reason_to_be_asked_for_one(client, manager, password):
    passkey_of(manager)

    answer = client.post("/accounts/login/", {"login": manager.email, "password": password})

    assert answer.headers["Location"] == reverse("engagements:today")
    assert not NamesThePractice().is_mfa_enabled(manager)


def test_pages_need_somebody(client, db):
    for path in ("/accounts/passkeys/", ADD, "/accounts/passkeys/1/remove/"):
        assert client.get(path).headers["Location"].startswith("/accounts/login/")
    assert client.post(ADD).headers["Location"].startswith("/accounts/login/")
