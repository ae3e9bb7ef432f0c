"""Signing in and out by password."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User

LOGIN = "/accounts/login/"


def sign_in(client, login, password, **extra):
    return client.post(LOGIN, {"login": login, "password": password, **extra})


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["anna@example.org", " ANNA@Example.org "])
def test_right_password_signs_in_and_leads_to_the_engagements(client, manager, password, login):
    response = sign_in(client, login, password)

    assert response.status_code == 302
    assert response.headers["Location"] == reverse("engagements:today")
    assert signed_in(client)


def test_right_password_leads_to_the_page_that_was_asked_for(client, manager, password):
    response = sign_in(client, manager.email, password, next="/accounts/preferences/")

    assert response.headers["Location"] == "/accounts/preferences/"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\x00/evil",
        "/" + 3000 * "a",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_next_off_this_site_is_refused(client, manager, password, target, method):
    if method == "post":
        response = sign_in(client, manager.email, password, next=target)
    else:
        client.force_login(manager)
        response = client.get(LOGIN, {"next": target})

    assert response.status_code == 302
    assert response.headers["Location"] == reverse("engagements:today")


def test_next_on_another_allowed_host_is_refused(client, manager, password, settings):
    settings.ALLOWED_HOSTS = ["testserver", ".example.net"]

    assert sign_in(client, manager.email, password, next="https://x.example.net/").headers[
        "Location"
    ] == reverse("engagements:today")


def test_rendered_form_signs_in_with_token_checks_on(manager, password):
    client = Client(enforce_csrf_checks=True)
    page = client.get(LOGIN, {"next": "/accounts/preferences/"})
    token = page.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    assert 'name="next" value="/accounts/preferences/"' in page.text
    response = sign_in(
        client, manager.email, password, csrfmiddlewaretoken=token, next="/accounts/preferences/"
    )
    assert response.headers["Location"] == "/accounts/preferences/"


def test_wrong_password_and_unknown_address_get_the_same_answer(client, manager, client_user, password):
    inactive = User.objects.create_user("gone@example.org", password, is_active=False)
    answers = {
        sign_in(client, address, "not the right password").text.replace(address, "ADDRESS")
        for address in [manager.email, client_user.email, inactive.email, "nobody@example.org"]
    }
    tokenless = {
        "".join(
            part.partition('">')[2] if "csrfmiddlewaretoken" in part else part
            for part in page.split("<input")
        )
        for page in answers
    }

    assert len(tokenless) == 1
    assert not signed_in(client)


def test_refusal_stands_beside_the_password_and_keeps_the_address(client, manager):
    response = client.post(
        LOGIN, {"login": manager.email, "password": "wrong"}, headers={"Accept-Language": "en"}
    )

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["password"]
    assert response.context["form"].errors["password"] == [
        "This e-mail address and password do not belong together."
    ]
    assert f'value="{manager.email}"' in response.text
    assert "wrong" not in response.text.replace("wrong-", "")


def test_inactive_person_is_told_only_after_the_right_password(client, password):
    User.objects.create_user("gone@example.org", password, is_active=False)
    response = sign_in(client, "gone@example.org", password)

    assert response.headers["Location"] == reverse("account_inactive")
    assert not signed_in(client)
    assert client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"login": "", "password": ""},
        {"login": "\x00", "password": "\x00"},
        {"login": "a" * 1_000_000, "password": "b" * 1_000_000},
        {"login": "😀@‮.example", "password": "😀"},
        {"login": "anna@example.org"},
        {"password": "x", "unknown": "y"},
        {"login": ["a", "b"], "password": "\ud7ff"},
    ],
    ids=["nothing", "empty", "nul", "megabyte", "emoji", "no-password", "unknown-key", "twice"],
)
def test_malformed_sign_in_is_a_message_beside_the_field(client, manager, typed):
    response = client.post(LOGIN, typed)

    assert response.status_code == 422
    assert response.context["form"].errors


def test_too_many_wrong_passwords_refuse_the_right_one_too(client, manager, password):
    for _ in range(5):
        sign_in(client, manager.email, "wrong password")
    response = client.post(
        LOGIN,
        {"login": manager.email, "password": password},
        headers={"Accept-Language": "en"},
        REMOTE_ADDR="10.9.8.7",
    )

    assert response.status_code == 422
    assert response.context["form"].errors["password"] == [
        "That failed too often. Wait a few minutes and try again."
    ]
    assert not signed_in(client)


def test_too_many_posts_from_one_place_are_429(client, db):
    statuses = [client.post(LOGIN, {}).status_code for _ in range(31)]

    assert statuses == [422] * 30 + [429]


@pytest.mark.parametrize(
    "name", ["account_login", "account_reset_password", "accounts:preferences", "account_change_password"]
)
def test_only_reading_and_posting_is_understood(client, manager, name):
    if name in {"accounts:preferences", "account_change_password"}:
        client.force_login(manager)

    assert {client.put(reverse(name)).status_code, client.delete(reverse(name)).status_code} == {405}


def test_session_gets_a_new_key_on_sign_in(client, manager, password):
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before

    sign_in(client, manager.email, password)

    assert client.session.session_key != before


def test_sign_out_asks_on_get_and_acts_on_post(client, manager):
    client.force_login(manager)

    assert client.get("/accounts/logout/").status_code == 200
    assert signed_in(client)
    response = client.post("/accounts/logout/")
    assert response.headers["Location"] == reverse("phases:overview")
    assert not signed_in(client)
    assert not client.cookies["sessionid"].value


def test_sign_out_needs_a_form_token(manager):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)

    assert client.post("/accounts/logout/").status_code == 403
    assert signed_in(client)


def test_asking_for_a_page_while_signed_out_leads_to_sign_in_and_back(client, db):
    response = client.get("/accounts/preferences/")

    assert response.headers["Location"] == "/accounts/login/?next=/accounts/preferences/"


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "confirm-email/x:y/",
        "login/code/confirm/",
        "social/signup/",
        "3rdparty/",
        "signup/passkey/",
        "2fa/webauthn/",
        "2fa/webauthn/signup/",
        "2fa/trust/",
        "phone/verify/",
        "sessions/",
        "",
    ],
)
def test_what_makes_no_sense_here_is_not_there(client, manager, path):
    client.force_login(manager)

    assert client.get(f"/accounts/{path}").status_code == 404
    assert client.post(f"/accounts/{path}").status_code == 404
