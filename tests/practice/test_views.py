"""The public page and the colours: the same for everybody, from memory, and nothing on them that is hidden."""

import pytest

from practice import services
from practice.profile import forget

PAGES = {"nl": "/het-bureau/", "en": "/en/practice/"}
OWN = {"colour_manager": "#b35a00", "colour_organisation": "#1d5fa8"}


@pytest.mark.parametrize(("language", "path"), PAGES.items())
def test_page_is_the_same_for_everybody_and_asks_the_database_nothing(
    client, db, django_assert_num_queries, language, path
):
    with django_assert_num_queries(0):
        response = client.get(path)

    assert response.status_code == 200
    assert response["Content-Language"] == language
    assert response["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in response["Vary"]
    assert not response.cookies
    for other in PAGES.values():
        assert f"http://127.0.0.1:8000{other}" in response.text
    assert "/practice.css" not in response.text


def test_page_shows_what_was_stored_in_the_language_of_the_reader(
    client, administrator, profiles, django_assert_num_queries
):
    services.change_practice(
        actor=administrator,
        seen=0,
        name="Wind & Co",
        tagline_nl="Even luchten",
        tagline_en="Air it",
        introduction_nl="Eerste <alinea>.\n\nTweede.",
        phone="020 555 01 00",
        address="Kade 1\nVerzonnen",
        registration="KvK 00000000",
    )
    with django_assert_num_queries(2):
        dutch = client.get(PAGES["nl"]).text
    with django_assert_num_queries(0):
        english = client.get(PAGES["en"]).text

    assert "Even luchten" in dutch
    assert "Air it" in english
    for page in (dutch, english):
        assert "Wind &amp; Co" in page
        assert "<p>Eerste &lt;alinea&gt;.</p>" in page
        assert 'lang="nl"' in page
        assert 'href="tel:0205550100"' in page
        assert "Kade 1<br>Verzonnen" in page
        assert "KvK 00000000" in page
        assert "Sara Shown" in page
        # Of the others, not even a name; of the one shown, not how they sign in.
        for secret in ("Hidden Hans", "Geheime Hans", "Gone Gideon", "Vertrokken", "mark@example.org"):
            assert secret not in page


@pytest.mark.parametrize(
    "path", ["/practice/", "/practice/managers/", "/nl/het-bureau/", "/practice/managers/1/"]
)
def test_desk_and_other_addresses_show_nothing_to_the_world(client, profiles, path):
    response = client.get(path)

    assert response.status_code in (302, 404)
    assert "Hans" not in response.text


@pytest.mark.parametrize("path", [*PAGES.values(), "/practice.css"])
def test_other_methods_are_refused(client, path):
    assert client.post(path).status_code == 405


def test_overview_of_the_process_costs_no_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "IM specialist" in client.get("/").text


def test_own_colours_are_a_sheet_of_their_own_with_the_content_in_its_address(
    client, administrator, django_assert_num_queries
):
    services.change_practice(actor=administrator, seen=0, **OWN)
    page = client.get("/").text
    address = page.partition('href="/practice.css')[2].partition('"')[0]
    with django_assert_num_queries(0):
        response = client.get(f"/practice.css{address}")

    assert address.startswith("?v=")
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "--coral: light-dark(#b35a00, " in response.text
    assert not response.cookies
    assert client.get("/practice.css?v=older")["Cache-Control"] == "public, max-age=300"
    assert client.get("/practice.css", headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_page_without_the_practice_costs_nothing(client, db, django_assert_num_queries):
    forget()
    with django_assert_num_queries(0):
        client.post("/")
