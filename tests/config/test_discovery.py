"""The sitemap and robots.txt: complete, on our own address, and the same for everybody."""

from xml.etree import ElementTree

import pytest
from django.conf.urls.i18n import is_language_prefix_patterns_used
from django.urls import reverse
from django.utils.translation import override

from config.discovery import CLOSED
from phases.definitions import BY_KEY

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def sitemap(client, settings):
    """Return every page of the sitemap with its address per language."""
    settings.SITE_URL = "https://wind.example"
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own answer
    return {
        url.findtext("s:loc", namespaces=NAMES): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)
        }
        for url in tree.findall("s:url", NAMES)
    }


@pytest.mark.django_db
def test_sitemap_lists_every_public_page_in_every_language(sitemap):
    for language in ("nl", "en"):
        with override(language):
            pages = [reverse("phases:overview")]
            pages += [reverse("phases:phase", kwargs={"key": key}) for key in BY_KEY]
        assert [page for page in pages if f"https://wind.example{page}" not in sitemap] == []
    assert is_language_prefix_patterns_used("config.urls")[0]


@pytest.mark.django_db
def test_sitemap_agrees_with_the_pages(client, sitemap):
    for url, alternates in sitemap.items():
        answer = client.get(url.removeprefix("https://wind.example"))
        html = answer.content.decode()

        assert answer.status_code == 200
        assert url in alternates.values()
        assert alternates["x-default"] == alternates["nl"]
        assert f'rel="canonical" href="{url}"' in html
        for language, href in alternates.items():
            assert f'hreflang="{language}" href="{href}"' in html
        assert 'content="noindex' not in html


def test_robots_txt_closes_the_rooms_and_names_the_sitemap(client, settings):
    settings.SITE_URL = "https://wind.example"
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines[0] == "User-agent: *"
    assert lines[-1] == "Sitemap: https://wind.example/sitemap.xml"
    for name in ("engagements:list", "inbox:list", "practice_desk:practice", "account_login", "admin:index"):
        assert reverse(name).startswith(CLOSED)
    assert {f"Disallow: {room}" for room in CLOSED} <= set(lines)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "queries"), [("/robots.txt", 0), ("/sitemap.xml", 1)])
def test_answer_is_the_same_for_everybody(client, settings, django_assert_max_num_queries, path, queries):
    settings.ALLOWED_HOSTS = ["*"]
    with django_assert_max_num_queries(queries):
        response = client.get(path, headers={"Host": "elsewhere.example"})

    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=3600"
    assert "Cookie" not in response["Vary"]
    assert not response.cookies
    assert b"elsewhere" not in response.content
    assert client.post(path).status_code == 405
