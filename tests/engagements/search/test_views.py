"""The search over HTTP: found, marked, linked, counted; and nothing for whoever has no business there."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from engagements.people.roles import Role
from engagements.record.models import LogEntry
from engagements.search.index import rebuild
from engagements.search.work import SOURCES
from tests.engagements.helpers import HUGE, NUL, assert_shown, url

EVERYWHERE = reverse("engagements:search-all")


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def marked(page):
    """Return the words that are marked on a page."""
    return re.findall(r"<mark\s*>([^<]*)</mark>", page.text)


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def test_page_without_words_says_how_to_search(as_manager, engagement):
    for address in (url("search", engagement), EVERYWHERE):
        page = as_manager.get(address)
        assert "Parts of words count" in page.text
        assert 'name="q"' in page.text


def test_words_are_found_marked_and_lead_to_their_place(as_manager, engagement, strewn):
    page = as_manager.get(url("search", engagement), {"q": "NEEDLE"})

    twice = ("claims", "remarks", "evaluations")  # there are two of these
    assert marked(page) == ["needle"] * (len(SOURCES) + len(twice))
    for address in re.findall(r'<h3 class="item__title">\s*<a\s+href="([^"]+)"', page.text):
        path, _hash, place = address.replace("&amp;", "&").partition("#")
        target = as_manager.get(path)
        assert target.status_code == 200, address
        assert not place or f'id="{place}"' in target.text, address


def test_search_everywhere_names_the_engagement(as_manager, engagement, strewn):
    page = as_manager.get(EVERYWHERE, {"q": "needle"})

    assert f"{engagement.title} ·" in page.text
    assert strewn.theirs.title not in page.text


def test_what_was_typed_is_shown_as_text(as_manager, engagement, manager):
    LogEntry.objects.create(engagement=engagement, author=manager, text="<script>alert(1)</script> needle")

    page = as_manager.get(url("search", engagement), {"q": "<script>alert(1)</script>"})

    assert marked(page) == ["&lt;script&gt;alert(1)&lt;/script&gt;"]
    assert_shown(page, "<script>alert(1)</script>")


@pytest.mark.parametrize("query", [HUGE, NUL], ids=["1 MB", "NUL"])
def test_words_that_cannot_be_read_get_a_message(as_manager, engagement, query):
    page = as_manager.get(url("search", engagement), {"q": query})

    assert page.status_code == 200
    assert 'id="search-q_error"' in page.text


@pytest.mark.parametrize(
    "extra", [{"in": "nonsense"}, {"in": "log", "page": "x"}, {"page": "-1"}, {"q": "🌬️"}]
)
def test_unknown_kind_and_page_count_as_not_asked(as_manager, engagement, strewn, extra):
    assert as_manager.get(url("search", engagement), {"q": "needle"} | extra).status_code == 200


def test_kind_somebody_may_not_see_is_no_way_in(engagement, strewn):
    page = as_(strewn.members[Role.EMPLOYEE].user).get(
        url("search", engagement), {"q": "needle", "in": "observations"}
    )

    assert "Observations" not in page.text
    assert "observation-" not in page.text


def test_one_kind_is_shown_in_pages(as_manager, engagement, manager):
    LogEntry.objects.bulk_create(
        LogEntry(engagement=engagement, author=manager, text=f"needle {each}") for each in range(30)
    )
    rebuild()

    page = as_manager.get(url("search", engagement), {"q": "needle"})
    assert len(marked(page)) == 5
    assert "q=needle&amp;in=log" in page.text

    page = as_manager.get(url("search", engagement), {"q": "needle", "in": "log"})
    assert len(marked(page)) == 25
    assert "Page 1 of 2" in page.text
    last = as_manager.get(url("search", engagement), {"q": "needle", "in": "log", "page": 2})
    assert len(marked(last)) == 5


def test_nothing_found_says_so(as_manager, engagement):
    assert "Nothing found" in as_manager.get(url("search", engagement), {"q": "zzz"}).text


def test_stranger_learns_nothing(engagement, strewn, stranger):
    client = as_(stranger)

    assert client.get(url("search", engagement), {"q": "needle"}).status_code == 404
    page = client.get(EVERYWHERE, {"q": engagement.ref})
    assert "Nothing found" in page.text
    assert marked(page) == []


def test_anonymous_is_sent_to_sign_in(client, engagement):
    assert client.get(EVERYWHERE).status_code == 302
    assert client.post(EVERYWHERE).status_code == 405


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_search_takes_the_same_queries_however_much_there_is(
    as_manager, engagement, strewn, manager, rows, django_assert_num_queries
):
    LogEntry.objects.bulk_create(
        LogEntry(engagement=engagement, author=manager, text="needle") for _each in range(rows)
    )
    rebuild()

    beside = 2  # the words of talks, the steps of promises
    with django_assert_num_queries(5 + len(SOURCES) + beside):
        as_manager.get(url("search", engagement), {"q": "needle"})
    with django_assert_num_queries(3 + len(SOURCES) + beside):
        as_manager.get(EVERYWHERE, {"q": "needle"})
    with django_assert_num_queries(7):
        as_manager.get(url("search", engagement), {"q": "needle", "in": "log"})
