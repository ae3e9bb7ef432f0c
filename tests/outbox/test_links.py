"""Asking for less mail: by the page behind the link of a mail, or by the one click of a mail program."""

import re

import pytest
from django.test import Client

from outbox import links
from outbox.rhythms import Rhythm

PATH = re.compile(r"https?://[^/]+(/.*)")


@pytest.fixture
def strict():
    """A browser without a cookie, whose forms need one wherever the site asks for it."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def stop(ria):
    """The path of the link in Ria's mail."""
    return PATH.match(links.stop_link(ria))[1]


def rhythm(user):
    user.refresh_from_db()
    return user.mail_rhythm


def test_looking_at_the_page_changes_nothing(strict, ria, stop):
    page = strict.get(stop)

    assert page.status_code == 200
    assert 'value="daily"' in page.text
    assert 'value="now"' not in page.text
    assert rhythm(ria) == Rhythm.NOW
    assert strict.head(stop).status_code == 200


@pytest.mark.parametrize("chosen", [Rhythm.DAILY, Rhythm.BINDING])
def test_reader_chooses_how_much_less(strict, ria, stop, chosen):
    page = strict.post(stop, {"rhythm": chosen})

    assert page.status_code == 200
    assert rhythm(ria) == chosen


def test_one_click_of_a_mail_program_leaves_only_what_binds(strict, ria, stop):
    assert strict.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert strict.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200

    assert rhythm(ria) == Rhythm.BINDING


@pytest.mark.parametrize("typed", [{}, {"rhythm": "now"}, {"rhythm": "x\x00" * 1000}])
def test_nonsense_changes_nothing(strict, ria, stop, typed):
    assert strict.post(stop, typed).status_code == 422
    assert rhythm(ria) == Rhythm.NOW


def test_link_never_makes_for_more_mail(strict, ria, stop):
    ria.mail_rhythm = Rhythm.WEEKLY
    ria.save()

    assert strict.post(stop, {"rhythm": "daily"}).status_code == 422
    assert rhythm(ria) == Rhythm.WEEKLY


@pytest.mark.parametrize("secret", ["x", "MQ:1", "%00", "a" * 3000])
def test_other_links_open_nothing(strict, ria, secret):
    assert strict.get(f"/mail/stop/{secret}/").status_code == 404
    assert strict.post(f"/mail/stop/{secret}/", {"List-Unsubscribe": "One-Click"}).status_code == 404


def test_link_of_somebody_who_left_opens_nothing(strict, ria, stop):
    ria.is_active = False
    ria.save()

    assert strict.get(stop).status_code == 404


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "accounts/"])
def test_link_in_mail_is_a_path_of_this_site(path):
    with pytest.raises(ValueError, match="Not a path"):
        links.absolute(path)
