"""The page about one's own calendar: making, replacing and taking back its address."""

import re

import pytest
from django.urls import reverse

from engagements.calendar.models import Calendar, Titles
from tests.engagements.calendar.conftest import App

pytestmark = pytest.mark.django_db

PAGE = reverse("engagements:calendar")
MAKE, TITLES, REVOKE = (reverse(f"engagements:calendar-{name}") for name in ("make", "titles", "revoke"))


@pytest.fixture
def as_owner(client, owner):
    """The process owner's browser."""
    client.force_login(owner.user)
    return client


def test_page_without_an_address_offers_to_make_one(as_owner, django_assert_num_queries):
    as_owner.get(PAGE)
    with django_assert_num_queries(3):  # session, user, calendar
        response = as_owner.get(PAGE)

    assert "Make an address for my calendar" in response.text
    assert "Take the address back" not in response.text
    assert Calendar.objects.count() == 0


def test_made_address_works_and_is_shown_this_once(as_owner, goal):
    response = as_owner.post(MAKE, {"titles": Titles.KIND}, headers={"host": "127.0.0.1"})
    address = re.search(r">(http[^<]+\.ics)</textarea>", response.text).group(1)

    assert response.status_code == 201
    assert "no-store" in response["Cache-Control"]
    assert f'href="{address.replace("http://", "webcal://")}"' in response.text
    assert "Interim goal" in as_owner.get(address.removeprefix("http://127.0.0.1:8000")).text
    assert address not in as_owner.get(PAGE).text


def test_page_says_when_the_calendar_was_last_read(as_owner, goal, owner):
    app = App(owner.user)
    assert "Not yet" in as_owner.get(PAGE).text

    app.get()

    assert "20 April 2026, 12:00" in as_owner.get(PAGE).text


def test_titles_can_be_chosen_again_without_another_address(as_owner, goal, owner):
    app = App(owner.user)

    response = as_owner.post(TITLES, {"titles": Titles.KIND})

    assert response.status_code == 302
    assert app.titles() == {"Interim goal"}


@pytest.mark.parametrize("path", [MAKE, TITLES])
@pytest.mark.parametrize("value", ["", "nonsense", "a\x00b", "x" * 100_000])
def test_titles_of_no_known_kind_are_refused_beside_the_field(as_owner, path, value):
    response = as_owner.post(path, {"titles": value})

    assert response.status_code == 422
    assert 'id="id_titles_error"' in response.text
    assert Calendar.objects.count() == 0


def test_address_that_is_taken_back_stops(as_owner, goal, owner):
    app = App(owner.user)

    response = as_owner.post(REVOKE, follow=True)

    assert "The address no longer works" in response.text
    assert "Make an address for my calendar" in response.text
    assert app.get().status_code == 404


def test_nobody_touches_the_calendar_of_somebody_else(as_owner, board):
    app = App(board.user)

    for path in (REVOKE, MAKE, TITLES):
        as_owner.post(path, {"titles": Titles.KIND})

    assert app.get().status_code == 200
    assert Calendar.objects.get(user=board.user).titles == Titles.FULL


def test_preferences_lead_to_the_calendar(as_owner):
    assert f'href="{PAGE}"' in as_owner.get(reverse("accounts:preferences")).text
