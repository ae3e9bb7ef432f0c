"""What everybody reads: remembered, in the reader's language, and there before the first `migrate`."""

import pytest
from django.core.cache import caches
from django.db import OperationalError, connection
from django.utils.translation import override

from practice import profile
from practice.models import Practice
from practice.profile import Person, Spoken


def test_settings_speak_until_something_is_stored(db, settings, django_assert_num_queries):
    settings.PRACTICE = settings.PRACTICE | {"name": "Wind & Co", "phone": "020 555 0100"}
    profile.forget()

    with django_assert_num_queries(2):
        found = profile.profile()
    with django_assert_num_queries(0):
        assert profile.profile() == found

    assert (found.name, found.phone, found.address, found.managers) == ("Wind & Co", "020 555 0100", "", ())
    assert found.stylesheet == ""


def test_row_without_a_version_is_only_a_lock(db, settings):
    Practice.objects.create(pk=1, **settings.PRACTICE | {"name": "Long ago"})
    profile.forget()

    assert profile.profile().name == "IM specialist"


def test_only_what_may_be_shown_is_read(profiles):
    profile.forget()

    assert [each.name for each in profile.profile().managers] == ["Sara Shown"]


@pytest.mark.parametrize(
    ("text", "nl", "en"),
    [
        (Spoken(nl="Wind", en="Breeze"), ("Wind", "nl"), ("Breeze", "en")),
        (Spoken(nl="Wind"), ("Wind", "nl"), ("Wind", "nl")),
        (Spoken(en="Breeze"), ("Breeze", "en"), ("Breeze", "en")),
        (Spoken(), ("", "nl"), ("", "en")),
    ],
)
def test_text_is_in_the_language_of_the_reader_or_in_the_other(text, nl, en):
    for language, expected in (("nl", nl), ("en", en)):
        with override(language):
            assert (str(text), text.language) == expected
    assert bool(text) is bool(text.nl or text.en)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Tjitske Voorwind", "TV"), ("Jan van der Wind", "JW"), ("Noor", "N"), ("élise ßen", "ÉSS"), ("", "")],
)
def test_monogram(name, letters):
    assert Person(name=name, headline=Spoken(), about=Spoken()).monogram == letters


@pytest.mark.django_db(
    transaction=True
)  # as there: PostgreSQL takes no question after a failed one inside one
def test_before_the_first_migrate_the_settings_speak(monkeypatch):
    profile.forget()
    monkeypatch.setattr(Practice._meta, "db_table", "not_made_yet")

    assert profile.profile().name == "IM specialist"
    assert caches["local"].get(profile.KEY) is None


def test_trouble_with_the_database_is_not_taken_for_an_empty_practice(db, monkeypatch):
    def fail():
        raise OperationalError("gone")

    profile.forget()
    monkeypatch.setattr(profile, "_read", fail)

    with pytest.raises(OperationalError):
        profile.profile()
    assert connection.is_usable()


def test_telephone_link_dials():
    found = profile.of(Practice(phone="+31 (0)20 555 01-00"))

    assert found.phone_link == "tel:+31205550100"
