"""The administrator's pages: who gets in, what happens with input, and two people at once."""

import pytest

from practice import services
from practice.models import Change, Manager, Practice

DESK = "/practice/"
ROW = "/practice/managers/"
GOOD = {
    "seen": "0",
    "name": "Wind & Co",
    "tagline_nl": "Even luchten",
    "email": "hallo@example.org",
    "colour_manager": "#B35A00",
    "colour_organisation": "1d5fa8",
}


@pytest.fixture
def page(client, administrator):
    client.force_login(administrator)
    return client


def test_administrator_stores_what_the_practice_says(page):
    empty = page.get(DESK)
    answer = page.post(DESK, GOOD, follow=True)

    assert f'href="{DESK}"' in page.get("/accounts/preferences/").text

    assert 'value="IM specialist"' in empty.text
    assert "Nothing is stored yet" in empty.text
    assert answer.redirect_chain == [(DESK, 302)]
    assert "within a few minutes" in answer.text
    assert "Nothing is stored yet" not in answer.text
    stored = Practice.objects.get()
    assert (stored.name, stored.colour_manager, stored.colour_organisation) == (
        "Wind & Co",
        "#b35a00",
        "#1d5fa8",
    )
    for told in ("Changed: Wind &amp; Co", "IM specialist", "Ada Administrator"):
        assert told in answer.text
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", [DESK, ROW, f"{ROW}add/", f"{ROW}1/", f"{ROW}1/show/", f"{ROW}1/move/"])
def test_nobody_else_gets_in(client, manager, path):
    ask = client.post if path.endswith(("show/", "move/")) else client.get

    assert ask(path)["Location"].startswith("/accounts/login/")
    client.force_login(manager)
    refused = ask(path)
    assert refused.status_code == 403
    assert "This page is for the practice administrator." in refused.text
    assert f'href="{DESK}"' not in client.get("/accounts/preferences/").text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"tagline_nl": ""}, "tagline_nl"),
        ({"email": "nobody"}, "email"),
        ({"address": "a" * 301}, "address"),
        ({"colour_manager": "coral"}, "colour_manager"),
        ({"colour_manager": "#fc0"}, "colour_manager"),
        ({"colour_organisation": "#b35a00"}, "colour_organisation"),
        ({"colour_organisation": ""}, "colour_organisation"),
        ({"seen": "x"}, "seen"),
        ({"seen": "9" * 5000}, "seen"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_input_that_fails_comes_back_with_why_beside_the_field(page, typed, field):
    response = page.post(DESK, GOOD | typed)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert response.context["form"][field].value() == typed[field]
    assert not Change.objects.exists()


def test_second_of_two_is_shown_both_and_may_store_after_all(page, administrator):
    services.change_practice(actor=administrator, seen=0, name="First & Co")

    refused = page.post(DESK, GOOD)

    assert refused.status_code == 409
    for shown in ("First &amp; Co", "Wind &amp; Co", 'name="seen" value="1"'):
        assert shown in refused.text
    assert Practice.objects.get().name == "First & Co"
    assert page.post(DESK, GOOD | {"seen": "1"}).status_code == 302
    assert Practice.objects.get().name == "Wind & Co"


def test_profile_is_added_hidden_and_then_shown(page, manager):
    page.post(f"{ROW}add/", {"name": "Noor", "user": manager.pk, "headline_nl": "Rust"})
    added = Manager.objects.get()
    shown = page.post(f"{ROW}{added.pk}/show/", {"seen": added.version, "shown": "yes"}, follow=True)

    assert (added.user, added.shown) == (manager, False)
    assert "Shown" in shown.text
    assert Manager.objects.get().shown
    assert "Noor" in page.get("/het-bureau/").text


def test_profile_is_changed_and_keeps_whom_it_is_about(page, profiles):
    address = f"{ROW}{profiles[2].pk}/"
    form = page.get(address)

    # Somebody whose access has ended stays a choice in their own profile; nobody has two.
    assert [str(each) for each in form.context["form"].fields["user"].queryset] == ["Gone Gideon"]
    page.post(address, {"seen": "1", "name": "Gideon", "user": profiles[2].user.pk, "shown": "on"})
    assert Manager.objects.get(pk=profiles[2].pk).name == "Gideon"
    assert page.post(address, {"seen": "1", "name": "Late"}).status_code == 409


def test_row_shows_every_profile_and_moves_them(page, profiles, django_assert_num_queries):
    with django_assert_num_queries(4):  # session, person, new enquiries (menu), profiles
        row = page.get(ROW).text
    moved = page.post(f"{ROW}{profiles[1].pk}/move/", {"seen": "2", "to": "up"})
    stale = page.post(f"{ROW}{profiles[1].pk}/move/", {"seen": "2", "to": "up"})

    assert row.index("Sara Shown") < row.index("Hidden Hans") < row.index("Gone Gideon")
    assert "no access any more" in row
    assert (moved.status_code, stale.status_code) == (302, 409)
    assert "changed the order" in stale.text
    assert [each.name for each in Manager.objects.all()][:2] == ["Hidden Hans", "Sara Shown"]


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 5000])
def test_button_without_a_sensible_number_is_refused(page, profiles, seen):
    assert page.post(f"{ROW}{profiles[0].pk}/move/", {"seen": seen}).status_code == 400
