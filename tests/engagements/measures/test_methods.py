"""The method page: every measure has its text, for everybody, in both languages."""

import pytest
from django.core.checks.registry import registry
from django.urls import reverse
from django.utils.translation import override

from engagements.measures import boards, methods
from engagements.measures.checks import measures_have_a_method
from engagements.measures.practice.boards import NAMES
from engagements.people.roles import Role
from tests.engagements.conftest import seat_for

PARTS = ("name", "what", "how", "example", "limits", "source")


def test_every_measure_has_a_method():
    assert methods.METHODS.keys() == boards.PAGES.keys() | NAMES.keys()
    assert measures_have_a_method(None) == []
    assert measures_have_a_method in registry.get_checks()


@pytest.mark.parametrize("key", ["a-new-measure", boards.AGE])
def test_a_measure_without_a_method_stops_the_build(key, monkeypatch):
    known = boards.PAGES | {key: "measures"}
    monkeypatch.setattr("engagements.measures.checks.PAGES", known)
    monkeypatch.setattr(
        "engagements.measures.checks.METHODS", {k: v for k, v in methods.METHODS.items() if k != key}
    )

    (error,) = measures_have_a_method(None)

    assert key in error.msg


def test_a_text_of_what_is_not_measured_stops_the_build(monkeypatch):
    monkeypatch.setattr("engagements.measures.checks.NAMES", {})

    (error,) = measures_have_a_method(None)

    assert "kept" in error.msg


@pytest.mark.parametrize("key", sorted(methods.METHODS))
def test_every_part_is_said_in_both_languages(key):
    for part in PARTS:
        said = {}
        for language in ("nl", "en"):
            with override(language):
                said[language] = str(getattr(methods.METHODS[key], part))
        assert said["nl"], part
        assert said["nl"] != said["en"], part


@pytest.mark.parametrize(("language", "path"), [("nl", "/hoe-we-meten/"), ("en", "/en/how-we-measure/")])
def test_everybody_may_read_it_without_a_cookie_or_a_query(
    language, path, client, django_assert_num_queries, db
):
    with override(language):
        assert reverse("measuring:method") == path

    with django_assert_num_queries(0):
        response = client.get(path)

    content = response.content.decode()
    assert response.status_code == 200
    assert response.cookies == {}
    assert "public" in response["Cache-Control"]
    for key in methods.METHODS:
        assert content.count(f' id="{key}"') == 1
        assert f'href="#{key}"' in content


def test_it_says_what_is_not_durability_and_not_ranked(client, db):
    content = client.get("/en/how-we-measure/").content.decode()

    assert "Satisfaction is not durability" in content
    assert "Trust is shown, never ranked" in content
    assert "fewer than 5 clients" in content


def test_it_is_one_link_away_from_every_public_page(client, db):
    assert "/en/how-we-measure/" in client.get("/en/").content.decode()


@pytest.mark.parametrize("role", [Role.SPONSOR, Role.EMPLOYEE])
def test_every_measure_somebody_sees_leads_to_its_method(role, engagement, client):
    member = seat_for(engagement, role)
    client.force_login(member.user)

    content = client.get(reverse("engagements:measures", args=[engagement.ref])).content.decode()

    assert f"/en/how-we-measure/#{boards.AGE}" in content
