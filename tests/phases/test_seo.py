"""What search engines and link previews read: complete, absolute, and safe whatever the practice is called."""

import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from django.utils.translation import override

from phases import seo
from phases.definitions import BY_KEY
from phases.templatetags import seo_tags
from practice.profile import Profile, Spoken

PATHS = {
    ("nl", None): "/",
    ("en", None): "/en/",
    ("nl", "execution"): "/aanpak/uitvoering/",
    ("en", "execution"): "/en/approach/execution/",
}
PAGES = [pytest.param(*page, path, id=path) for page, path in PATHS.items()]
HOSTILE = """</script><script>alert(1)</script><!-- <script> ]]> & " ' \\ \u2028 {{ 7|add:1 }}"""
PRACTICE = Profile(name=HOSTILE, taglines=Spoken(nl=HOSTILE), email="x@example.org", address=HOSTILE)


class Head(HTMLParser):
    """Collects meta tags, links and data blocks."""

    def __init__(self, html):
        super().__init__()
        self.meta, self.links, self.blocks, self.tags = {}, [], [], []
        self._open = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        self._open = tag == "script" and found.get("type") == "application/ld+json"
        if tag == "meta":
            self.meta.setdefault(found.get("property") or found.get("name"), []).append(found.get("content"))
        elif tag == "link":
            self.links.append(found)

    def handle_data(self, data):
        if self._open:
            self.blocks.append(json.loads(data))
            self._open = False


def nodes(block):
    return {node["@type"]: node for node in block["@graph"]}


@pytest.mark.parametrize(("language", "key", "path"), PAGES)
def test_page_is_described_to_link_previews(client, settings, language, key, path):
    head = Head(client.get(path + "?als=medewerker&as=employee").content.decode())

    assert head.meta["og:url"] == [settings.SITE_URL + path]
    assert [link["href"] for link in head.links if link["rel"] == "canonical"] == [settings.SITE_URL + path]
    assert head.meta["og:description"] == head.meta["description"]
    assert head.meta["og:locale"] == [{"nl": "nl_NL", "en": "en_GB"}[language]]
    assert head.meta["og:locale:alternate"] == [{"nl": "en_GB", "en": "nl_NL"}[language]]
    assert (head.meta["og:image:width"], head.meta["og:image:height"]) == (["1200"], ["630"])
    assert head.meta["og:image:type"] == ["image/png"]
    assert head.meta["twitter:card"] == ["summary_large_image"]
    assert all(head.meta[name] for name in ("og:title", "og:site_name", "og:type", "og:image:alt"))
    [image] = head.meta["og:image"]
    assert image.startswith(settings.SITE_URL)
    answer = client.get(image.removeprefix(settings.SITE_URL))
    assert answer["Content-Type"] == "image/png"
    assert "immutable" in answer["Cache-Control"]


@pytest.mark.parametrize(("language", "key", "path"), PAGES)
def test_page_is_described_to_search_engines(client, settings, language, key, path):
    [block] = Head(client.get(path).content.decode()).blocks
    found = nodes(block)

    start = settings.SITE_URL + PATHS[language, None]
    assert found["Organization"]["url"] == found["Service"]["url"] == start
    assert found["Service"]["provider"]["@id"] == found["Organization"]["@id"]
    assert found["Service"]["areaServed"]["name"] == {"nl": "Nederland", "en": "The Netherlands"}[language]
    assert found["Service"]["availableChannel"]["availableLanguage"] == ["nl", "en"]
    assert "offers" not in found["Service"]
    if key is None:
        assert "BreadcrumbList" not in found
    else:
        with override(language):
            names = [str(BY_KEY[key].public_title)]
        way = found["BreadcrumbList"]["itemListElement"]
        assert [each["position"] for each in way] == [1, 2]
        assert [each["item"] for each in way] == [start, settings.SITE_URL + path]
        assert [each["name"] for each in way[1:]] == names


def test_structured_data_says_only_what_is_known():
    bare = Profile(name="Wind", taglines=Spoken(), email="x@example.org")

    [organisation] = seo.structured_data(bare)["@graph"]

    assert set(organisation) == {"@type", "@id", "url", "logo", "name", "email"}
    full = seo.structured_data(replace(bare, phone="0123", address="Kade 1\nGrou"))["@graph"][0]
    assert (full["telephone"], full["address"]) == ("0123", "Kade 1 Grou")


def test_hostile_words_stay_data(monkeypatch):
    monkeypatch.setattr(seo_tags, "profile", lambda: PRACTICE)
    template = Template('{% load seo_tags %}{% include "phases/_head.html" %}')
    context = Context(
        {
            "practice": PRACTICE,
            "title": HOSTILE,
            "description": HOSTILE,
            "addresses": seo.everywhere("phases:overview"),
            "crumbs": [(HOSTILE, f"https://x.example/{HOSTILE}")],
        }
    )

    head = Head(template.render(context))

    [block] = head.blocks
    assert nodes(block)["Organization"]["name"] == HOSTILE
    assert nodes(block)["BreadcrumbList"]["itemListElement"][0]["name"] == HOSTILE
    assert head.meta["og:title"] == head.meta["og:description"] == head.meta["og:site_name"] == [HOSTILE]
    assert head.tags.count("script") == 1


def test_page_of_another_app_describes_itself_in_one_call(settings):
    with override("en"):
        page = seo.page("phases:overview", title="Contact", crumbs=[("Somewhere", "https://x.example/")])

    assert [address.path for address in page["addresses"]] == ["/", "/en/"]
    assert [name for name, _url in page["crumbs"]] == ["The whole process", "Somewhere", "Contact"]
    assert page["crumbs"][-1][1] == f"{settings.SITE_URL}/en/"
    assert page["image"].url.startswith(f"{settings.SITE_URL}/en/image.png?v=")
