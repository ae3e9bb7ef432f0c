"""The published cases: the same for everybody, gone when taken back, and nothing in them but what was agreed to."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest

from engagements.cases import services
from engagements.cases.models import Case, Publication
from engagements.lifecycle.models import Engagement, new_ref
from tests.engagements.cases.conftest import DUTCH, SECRET, TEXTS

LISTS = {"nl": "/praktijkverhalen/", "en": "/en/cases/"}


def body(response):
    return " ".join(unescape(response.content.decode()).split())


@pytest.fixture
def page(both):
    """Return the address of the case in a language."""
    return {language: f"{path}{both.slug}/" for language, path in LISTS.items()}


@pytest.mark.parametrize("language", LISTS)
def test_case_is_the_same_for_everybody(client, page, language, sponsor, django_assert_num_queries):
    client.get(LISTS[language])  # the practice itself is remembered
    for address in (page[language], LISTS[language]):
        with django_assert_num_queries(1):
            response = client.get(address)

        assert response.status_code == 200
        assert response["Content-Language"] == language
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies
    answers = {client.get(page[language]).content}
    client.force_login(sponsor.user)
    assert answers == {client.get(page[language]).content}


def test_copy_is_asked_after_before_it_is_shown(client, page):
    response = client.get(page["nl"])
    assert response["Cache-Control"] == "public, no-cache"

    again = client.get(page["nl"], headers={"If-None-Match": response["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_page_says_what_was_agreed_to(client, page):
    dutch, english = body(client.get(page["nl"])), body(client.get(page["en"]))

    assert all(text in english for text in TEXTS.values())
    assert DUTCH["title"] in dutch
    assert "54 % 81.5 %" in re.sub(r"<[^>]*>|\s+", " ", english).replace("  ", " ").replace("  ", " ")
    assert "First sessions at eight" in english
    assert "First sessions" not in dutch
    assert 'href="/en/approach/intake/"' in english
    assert "with the consent of the sponsor" in english


def test_page_leads_to_the_other_language_and_search_engines_too(client, page, settings):
    html = body(client.get(page["en"]))

    assert f'rel="canonical" href="{settings.SITE_URL}{page["en"]}"' in html
    assert f'hreflang="nl" href="{settings.SITE_URL}{page["nl"]}"' in html
    assert f'<a href="{page["nl"]}" lang="nl" hreflang="nl"' in html


def test_page_in_one_language_leads_nowhere_else(client, published):
    address = f"{LISTS['en']}{published.slug}/"

    html = body(client.get(address))

    assert 'hreflang="nl"' not in html
    assert client.get(f"{LISTS['nl']}{published.slug}/").status_code == 404
    assert published.slug not in body(client.get(LISTS["nl"]))
    assert "Nog één praktijkverhaal, in het Engels" in body(client.get(LISTS["nl"]))


@pytest.mark.parametrize("by", ["sponsor", "manager"])
def test_taken_back_case_is_gone_at_once(client, page, both, completed, sponsor, manager, by):
    before = client.get(page["nl"])
    if by == "sponsor":
        services.withdraw_case(engagement=completed, actor=sponsor.user)
    else:
        services.unpublish_case(engagement=completed, actor=manager)

    for language, address in page.items():
        response = client.get(address, headers={"If-None-Match": before["ETag"]})
        assert response.status_code == 410
        assert response["Cache-Control"] == "public, no-cache"
        assert 'content="noindex"' in body(response)
        assert TEXTS["situation"] not in body(response)
        assert both.slug not in body(client.get(LISTS[language]))
    assert "This case has been taken back" in body(client.get(page["en"]))
    assert not Publication.objects.exclude(content={}).exists()


def test_case_that_never_was_is_not_found(client, agreed, completed):
    for slug in (new_ref(), completed.ref, "nothing", str(agreed.pk)):
        assert client.get(f"/praktijkverhalen/{slug}/").status_code == 404


def test_list_without_cases_says_what_will_be_here(client, db):
    response = client.get(LISTS["en"])

    assert "Nothing can be read here yet" in body(response)
    assert "When a client agrees" in body(response)


def test_list_takes_one_query_for_any_number(client, both, completed, django_assert_num_queries):
    many = 300
    client.get(LISTS["nl"])  # the practice itself is remembered
    engagements = Engagement.objects.bulk_create(
        Engagement(organisation_id=completed.organisation_id, title=f"E{n}") for n in range(many)
    )
    cases = Case.objects.bulk_create(Case(engagement=each, state="published") for each in engagements)
    Publication.objects.bulk_create(
        Publication(
            engagement_id=case.engagement_id, case=case, content=both.content, published_on=both.published_on
        )
        for case in cases
    )

    with django_assert_num_queries(1):
        response = client.get(LISTS["nl"])

    assert body(response).count(DUTCH["title"]) == many + 1


def test_nothing_leaks_that_was_not_agreed_to(client, page, completed, sponsor, manager, owner):
    """The names of everybody, the organisation, a goal's own words and a private entry are all there to leak."""
    secrets = {
        "Zeezicht",
        "Theatres on time",
        "Duinstad",
        SECRET,
        completed.ref,
        *(name for member in completed.memberships.all() for name in (member.user.name, member.user.email)),
    }
    for address in (*page.values(), *LISTS.values()):
        html = body(client.get(address))
        assert {secret for secret in secrets if secret in html} == set()


def test_public_pages_read_the_published_table_alone(client, page, django_assert_num_queries):
    client.get(LISTS["nl"])
    for address in (*page.values(), *LISTS.values()):
        with django_assert_num_queries(1) as queries:
            client.get(address)
        assert re.findall(r'(?:FROM|JOIN) "(\w+)"', queries[0]["sql"]) == ["engagements_publication"]


def test_only_reading_is_understood(client, page):
    for address in (page["nl"], LISTS["nl"]):
        assert client.post(address).status_code == 405
        assert client.head(address).status_code == 200


def test_sitemap_lists_each_case_in_the_languages_it_has(client, published, settings):
    listed = [
        each.text
        for each in ElementTree.fromstring(client.get("/sitemap.xml").content).iter()  # noqa: S314
    ]

    assert f"{settings.SITE_URL}{LISTS['en']}{published.slug}/" in listed
    assert f"{settings.SITE_URL}{LISTS['nl']}{published.slug}/" not in listed
    assert {f"{settings.SITE_URL}{path}" for path in LISTS.values()} <= set(listed)
