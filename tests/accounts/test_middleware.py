"""Personal pages: in the reader's language and in no cache. Public pages: without anybody's data."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

ENGLISH = {"Accept-Language": "en-GB,en;q=0.9"}


def languages(response):
    return response.headers[
        "Content-Language"
    ], f'lang="{response.headers["Content-Language"]}"' in response.text


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_reset_password_done"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_sign_in_pages_speak_the_language_of_the_browser(client, db, name, language):
    response = client.get(reverse(name), headers={"Accept-Language": language})

    assert languages(response) == (language, True)


def test_page_speaks_the_language_of_the_person_not_of_the_browser(client, manager):
    client.force_login(manager)

    assert languages(client.get(reverse("accounts:preferences"), headers=ENGLISH)) == ("nl", True)


def test_language_of_one_request_does_not_stay_for_the_next(client, client_user):
    client.force_login(client_user)
    client.get(reverse("accounts:preferences"))
    client.logout()

    assert languages(client.get(reverse("account_login"), headers={"Accept-Language": "nl"})) == ("nl", True)


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/preferences/",
        "/admin/",
        "/admin/login/",
        "/accounts/nothing-here/",
        "/nothing-here/",
    ],
)
def test_personal_page_is_kept_nowhere(client, db, path):
    assert "no-store" in client.get(path).headers["Cache-Control"]


def test_page_of_somebody_signed_in_is_kept_nowhere(client, manager):
    client.force_login(manager)

    assert {"no-store", "private"} <= set(
        client.get(reverse("accounts:preferences")).headers["Cache-Control"].split(", ")
    )


@pytest.mark.parametrize("path", ["/accounts/2fa/nothing/", "/nothing-here/"])
def test_address_that_leads_nowhere_speaks_the_language_of_who_typed_it(client, client_user, path):
    client.force_login(client_user)
    response = client.get(path)

    assert response.status_code == 404
    assert languages(response) == ("en", True)


def test_address_below_a_language_keeps_that_language(client, manager):
    client.force_login(manager)

    assert languages(client.get("/en/nothing-here/")) == ("en", True)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_public_page_knows_nobody(client, manager, django_assert_num_queries, language):
    client.force_login(manager)
    path = "/" if language == "nl" else "/en/"
    with django_assert_num_queries(0):
        response = client.get(path, headers={"Accept-Language": "fr"})

    assert response.status_code == 200
    assert response.headers["Content-Language"] == language
    assert "no-store" not in response.headers.get("Cache-Control", "")
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


def test_refused_form_token_speaks_the_language_of_the_browser(db):
    response = Client(enforce_csrf_checks=True).post(
        reverse("account_login"), {"login": "a@example.org"}, headers=ENGLISH
    )

    assert response.status_code == 403
    assert languages(response) == ("en", True)
    assert "no-store" in response.headers["Cache-Control"]


def test_middleware_stands_right_after_the_locale():
    order = settings.MIDDLEWARE
    assert (
        order.index("accounts.middleware.PersonalPages")
        == order.index("django.middleware.locale.LocaleMiddleware") + 1
    )


def test_shortened_answer_asks_for_signing_in_on_a_page_of_its_own(client, db):
    """Followed by htmx, a redirect would put the sign-in page in the middle of the page that asked."""
    path = reverse("engagements:list")

    response = client.get(path, headers={"HX-Request": "true"})

    assert response.headers["HX-Redirect"] == client.get(path).headers["Location"]
    assert response.headers["HX-Redirect"].startswith(reverse("account_login"))
    assert "no-store" in response.headers["Cache-Control"]
