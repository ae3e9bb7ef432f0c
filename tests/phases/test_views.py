"""The public pages: the same for everybody, in both languages, whole without JavaScript."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.utils.translation import override

from phases.choice import Choice
from phases.definitions import BY_KEY, PERSPECTIVES, PHASES
from practice import profile

PATHS = {
    (None, "nl"): "/",
    (None, "en"): "/en/",
    ("intake", "nl"): "/aanpak/intake/",
    ("intake", "en"): "/en/approach/intake/",
    ("specification", "nl"): "/aanpak/specificatie/",
    ("specification", "en"): "/en/approach/specification/",
    ("execution", "nl"): "/aanpak/uitvoering/",
    ("execution", "en"): "/en/approach/execution/",
    ("evaluation", "nl"): "/aanpak/evaluatie/",
    ("evaluation", "en"): "/en/approach/evaluation/",
}
PAGES = [pytest.param(*page, path, id=path) for page, path in PATHS.items()]
HTMX = {"HX-Request": "true"}


class Tags(HTMLParser):
    """Collects every start tag with its attributes; `drawings` are the svg elements outside any other."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.drawings = []
        self.depth = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag == "svg":
            self.drawings += [] if self.depth else [dict(attrs)]
            self.depth += 1

    def handle_endtag(self, tag):
        self.depth -= tag == "svg"


def body(response):
    return " ".join(unescape(response.content.decode()).split())


def tags(html, tag, **wanted):
    """Attributes of every tag of that name that has the wanted ones."""
    return [found for name, found in Tags(html).found if name == tag and wanted.items() <= found.items()]


def title_of(html):
    return re.search("<title>(.*?)</title>", html)[1].strip()


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "language", "path"), PAGES)
def test_page_is_the_same_for_everybody(client, django_assert_num_queries, key, language, path):
    with django_assert_num_queries(0):
        response = client.get(path)

    assert response.status_code == 200
    assert response["Content-Language"] == language
    assert response["Cache-Control"] == "public, max-age=300"
    assert "HX-Request" in response["Vary"]
    assert "Cookie" not in response["Vary"]
    assert not response.cookies


@pytest.mark.parametrize(("key", "language", "path"), PAGES)
def test_page_asks_nothing_of_third_parties(client, key, language, path):
    html = body(client.get(path))

    loaded = [found["href"] for found in tags(html, "link") if found["rel"] not in ("canonical", "alternate")]
    loaded += [
        found.get("src", "")
        for found in tags(html, "script") + tags(html, "img")
        if not found.get("type", "").startswith("application/")
    ]
    assert loaded
    assert [address for address in loaded if not address.startswith("/static/")] == []
    assert not any("style" in found for _tag, found in Tags(html).found)


@pytest.mark.parametrize(("key", "language", "path"), PAGES)
def test_page_names_its_address_in_every_language(client, settings, key, language, path):
    html = body(client.get(path))

    assert [found["href"] for found in tags(html, "link", rel="canonical")] == [settings.SITE_URL + path]
    assert {found["hreflang"]: found["href"] for found in tags(html, "link", rel="alternate")} == {
        "nl": settings.SITE_URL + PATHS[key, "nl"],
        "en": settings.SITE_URL + PATHS[key, "en"],
        "x-default": settings.SITE_URL + PATHS[key, "nl"],
    }


@pytest.mark.parametrize(("key", "language", "path"), PAGES)
def test_language_switch_stays_on_the_step(client, key, language, path):
    other = "en" if language == "nl" else "nl"

    html = body(client.get(path))

    assert tags(html, "a", lang=other) == [{"href": PATHS[key, other], "lang": other, "hreflang": other}]


def test_every_page_has_its_own_title_and_description(client):
    heads = [
        (title_of(html), tags(html, "meta", name="description")[0]["content"])
        for html in (body(client.get(path)) for path in PATHS.values())
    ]

    assert len({title for title, _description in heads}) == len(PATHS)
    assert len({description for _title, description in heads}) == len(PATHS)
    assert all(len(description) > 50 for _title, description in heads)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_overview_shows_all_steps_and_what_is_asked(client, language):
    html = body(client.get(PATHS[None, language]))

    with override(language):
        for phase in PHASES:
            for text in (
                phase.public_title,
                phase.summary,
                phase.card("organisation").asked,
                phase.card("organisation").expect,
                phase.role_name,
            ):
                assert str(text) in html
            assert f'href="{PATHS[phase.key, language]}"' in html
    assert 'aria-current="step"' not in html


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("key", list(BY_KEY))
def test_step_tells_everything_about_it(client, key, language):
    html = body(client.get(PATHS[key, language]))
    phase = BY_KEY[key]

    with override(language):
        texts = [
            phase.public_title,
            phase.promise,
            *phase.what_happens,
            phase.matters_most,
            phase.matters_why,
        ]
        texts += [
            phase.role_name,
            phase.manager_role,
            phase.influence,
            phase.asked_of_organisation,
            phase.asked_of_employees,
        ]
        texts += [criterion.client for criterion in phase.criteria]
        assert [str(text) for text in texts if str(text) not in html] == []
        assert [
            str(criterion.manager)
            for criterion in phase.criteria
            if criterion.manager != criterion.client and str(criterion.manager) in html
        ] == []
    assert html.count("gates__line--advised") == len(phase.advised)
    assert html.count('aria-current="step"') == 1
    assert html.count("<h1") == 1


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("key", [None, *BY_KEY])
def test_every_perspective_reads_its_own_cards(client, key, language):
    with override(language):
        for perspective, name in PERSPECTIVES.items():
            html = body(client.get(Choice(step=key, perspective=perspective).address))
            for phase in PHASES if key is None else [BY_KEY[key]]:
                assert str(phase.card(perspective).asked) in html
                assert str(phase.card(perspective).expect) in html
            assert len(tags(html, "a", **{"aria-current": "true"})) == 1
            assert str(name) in html
            for other in PERSPECTIVES:
                assert tags(html, "a", href=Choice(step=key, perspective=other).address)


def test_links_keep_what_was_chosen(client):
    html = body(client.get("/aanpak/uitvoering/?als=medewerker&moment=62&keuze=a"))

    leads = {found["href"] for found in tags(html, "a", **{"hx-target": "#process"})}
    assert leads >= {
        "/aanpak/intake/?als=medewerker",
        "/aanpak/uitvoering/?als=medewerker&moment=62",
        "/aanpak/uitvoering/?als=bestuur&moment=62",
        "/aanpak/uitvoering/?moment=62",
    }
    assert tags(html, "a", lang="en")[0]["href"] == "/en/approach/execution/?as=employee&moment=62&keuze=a"
    assert tags(html, "link", rel="canonical")[0]["href"].endswith("/aanpak/uitvoering/")


def test_moment_of_another_step_leads_there(client):
    for headers in ({}, HTMX):
        response = client.get("/en/approach/intake/?moment=62&as=board", headers=headers)
        assert (response.status_code, response["Location"]) == (
            302,
            "/en/approach/execution/?as=board&moment=62",
        )
        assert response["Cache-Control"] == "public, max-age=300"
        assert not response.cookies
    assert client.get("/?moment=62").status_code == 200


def test_frame_is_stripped_and_stays_inside(client, settings):
    for path, full in (("/embed/", "/"), ("/en/embed/execution/", "/en/approach/execution/")):
        html = body(client.get(path + "?moment=62"))
        assert "masthead" not in html
        assert "colophon" not in html
        assert "accounts/" not in html
        assert tags(html, "meta", name="robots", content="noindex")
        assert tags(html, "link", rel="canonical")[0]["href"] == settings.SITE_URL + full
        leads = [found["href"] for found in tags(html, "a", **{"hx-target": "#process"})]
        assert leads
        assert [href for href in leads if "/embed/" not in href] == []


def test_frame_is_for_named_origins_only(client, settings):
    for origins in ([], ["https://www.example.org"]):
        settings.EMBED_ORIGINS = origins
        answers = {path: client.get(path) for path in ("/", "/embed/", "/embed/uitvoering/")}
        allowed = " ".join(origins) or "'none'"
        for path, answer in answers.items():
            framable = "embed" in path and bool(origins)
            policy = answer["Content-Security-Policy"]
            assert f"frame-ancestors {allowed if framable else "'none'"};" in f"{policy};"
            assert "script-src 'self'" in policy
            assert answer.get("X-Frame-Options") == (None if framable else "DENY")
            assert answer["Cache-Control"] == "public, max-age=300"
            assert not answer.cookies


def test_steps_lead_to_their_neighbours(client):
    html = body(client.get("/aanpak/uitvoering/"))

    assert [found["href"] for found in tags(html, "a", rel="prev")] == ["/aanpak/specificatie/"]
    assert [found["href"] for found in tags(html, "a", rel="next")] == ["/aanpak/evaluatie/"]
    assert not tags(body(client.get("/aanpak/intake/")), "a", rel="prev")
    assert not tags(body(client.get("/aanpak/evaluatie/")), "a", rel="next")


@pytest.mark.parametrize(("key", "language", "path"), PAGES)
def test_figure_can_be_read_without_seeing_it(client, key, language, path):
    html = body(client.get(path))

    unnamed = [
        found
        for found in Tags(html).drawings
        if found.get("role") != "img" and found.get("aria-hidden") != "true"
    ]
    assert unnamed == []
    assert tags(html, "svg", **{"aria-labelledby": "line-title line-desc"})
    assert tags(html, "title", id="line-title")
    assert tags(html, "desc", id="line-desc")
    assert len(tags(html, "table")) == len(tags(html, "caption"))
    assert len(tags(html, "th", scope="row")) >= len(PHASES)
    assert tags(html, "caption", id="numbers")


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "language", "path"), PAGES)
def test_htmx_gets_the_part_that_changes(client, django_assert_num_queries, key, language, path):
    page = body(client.get(path))
    with django_assert_num_queries(0):
        response = client.get(path, headers=HTMX)
    part = body(response)

    assert "<html" not in part
    assert title_of(part) == title_of(page)
    assert tags(part, "span", id="language") == [{"id": "language", "hx-swap-oob": "true"}]
    region = part[part.index('<div id="process"') :]
    assert region.replace(" data-focus", "").strip() in page.replace(' tabindex="-1" >', ' tabindex="-1">')
    assert response["Cache-Control"] == "public, max-age=300"
    assert not response.cookies


def test_htmx_restoring_history_gets_the_whole_page(client):
    response = client.get("/aanpak/intake/", headers=HTMX | {"HX-History-Restore-Request": "true"})

    assert "<html" in body(response)


def test_htmx_moves_the_focus_and_the_page_itself_does_not(client):
    assert "data-focus" in body(client.get("/aanpak/intake/", headers=HTMX))
    assert "data-focus" not in body(client.get("/aanpak/intake/"))


@pytest.mark.parametrize(
    "path",
    [
        "/aanpak/onzin/",
        "/aanpak/execution/",
        "/en/approach/uitvoering/",
        "/en/aanpak/intake/",
        "/aanpak/INTAKE/",
    ],
)
def test_unknown_step_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/en/", "/aanpak/intake/"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_other_methods_are_refused(client, path, method):
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("path", ["/", "/en/approach/intake/"])
def test_head_is_answered(client, path):
    response = client.head(path)

    assert response.status_code == 200
    assert response.content == b""


def test_call_leads_to_the_practice(client, settings, db):
    settings.PRACTICE = settings.PRACTICE | {"name": "Wind & Co", "email": "hallo@example.org"}
    profile.forget()

    html = body(client.get("/"))

    assert 'href="mailto:hallo@example.org"' in html
    assert "Wind & Co" in html


def test_signed_in_visitor_gets_the_public_page(client, django_user_model, db):
    client.force_login(django_user_model.objects.create_user(email="manager@example.org", password="x"))

    response = client.get("/")

    assert response["Cache-Control"] == "public, max-age=300"
    assert "manager@example.org" not in body(response)
    assert not response.cookies
