"""The page of one's own preferences."""

import pytest
from django.urls import reverse

from accounts.models import User

URL = "/accounts/preferences/"
GOOD = {"name": "Anna Vries", "language": "en", "mail_rhythm": "binding"}


@pytest.fixture
def page(client, manager):
    client.force_login(manager)
    return client


def test_page_shows_what_is_saved_and_where_to_go(page, manager):
    response = page.get(URL)

    assert 'value="Anna de Vries"' in response.text
    for name in ("account_change_password", "mfa_index"):
        assert f'href="{reverse(name)}"' in response.text


def test_saved_language_is_that_of_the_very_next_page(page, manager):
    response = page.post(URL, GOOD)
    following = page.get(response.headers["Location"])

    assert following.headers["Content-Language"] == "en"
    assert "Your preferences are saved." in following.text
    saved = User.objects.get(pk=manager.pk)
    assert (saved.name, saved.language, saved.mail_rhythm) == ("Anna Vries", "en", "binding")


def test_nobody_gives_themselves_rights(page, manager):
    page.post(URL, GOOD | {"is_administrator": "on", "is_superuser": "on", "email": "root@example.org"})

    saved = User.objects.get(pk=manager.pk)
    assert (saved.name, saved.is_administrator, saved.is_superuser, saved.email) == (
        "Anna Vries",
        False,
        False,
        "anna@example.org",
    )


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, {"name", "language", "mail_rhythm"}),
        (GOOD | {"name": " "}, {"name"}),
        (GOOD | {"name": "a\x00b"}, {"name"}),
        (GOOD | {"name": "a" * 121}, {"name"}),
        (GOOD | {"name": "a" * 1_000_000}, {"name"}),
        (GOOD | {"language": "xx"}, {"language"}),
        (GOOD | {"language": "\x00"}, {"language"}),
        (GOOD | {"mail_rhythm": "hourly"}, {"mail_rhythm"}),
        (GOOD | {"mail_rhythm": "1" * 1_000_000}, {"mail_rhythm"}),
    ],
    ids=[
        "nothing",
        "blank",
        "nul",
        "long",
        "megabyte",
        "language",
        "language-nul",
        "rhythm",
        "rhythm-megabyte",
    ],
)
def test_malformed_input_is_a_message_beside_the_field(page, manager, typed, fields):
    response = page.post(URL, typed)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == fields
    assert response.context["form"]["name"].value() == typed.get("name")
    assert User.objects.get(pk=manager.pk).name == "Anna de Vries"


def test_refused_page_still_says_who_is_signed_in(page):
    response = page.post(URL, {"name": "Somebody Else", "language": "xx", "mail_rhythm": "now"})

    assert response.context["user"].name == "Anna de Vries"


@pytest.mark.parametrize("name", ["😀 Anna", "‮annA", "Ümit Ωλ", "<script>alert(1)</script>"])
def test_unusual_names_are_kept_and_shown_as_text(page, manager, name):
    page.post(URL, GOOD | {"name": name})

    assert User.objects.get(pk=manager.pk).name == name
    assert "<script>alert" not in page.get(URL).text


def test_page_costs_as_many_queries_as_it_should(page, django_assert_num_queries):
    with django_assert_num_queries(2):  # session, person
        page.get(URL)
