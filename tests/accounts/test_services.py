"""Inviting people and changing their preferences."""

import pytest

from accounts import services
from accounts.links import absolute
from accounts.models import User


def test_invite_person_makes_somebody_who_cannot_sign_in_yet(db):
    person = services.invite_person(email="Pat@Example.org", name="Pat\n Lee", language="en")

    assert (person.email, person.name, person.language) == ("pat@example.org", "Pat Lee", "en")
    assert not person.has_usable_password()
    assert not person.is_manager


def test_invite_person_returns_somebody_known_unchanged(manager, password):
    person = services.invite_person(email="ANNA@example.org", name="Somebody Else", language="en")

    assert person == manager
    assert (person.name, person.language) == ("Anna de Vries", "nl")
    assert person.check_password(password)
    assert User.objects.count() == 1


def test_change_preferences_saves_nothing_else(manager):
    User.objects.filter(pk=manager.pk).update(is_administrator=True)

    services.change_preferences(user=manager, name=" Anna  Vries ", language="en", mail_rhythm="binding")

    saved = User.objects.get(pk=manager.pk)
    assert (saved.name, saved.language, saved.mail_rhythm) == ("Anna Vries", "en", "binding")
    assert saved.is_administrator


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example/", "@evil.example", ""])
def test_absolute_refuses_what_is_not_a_path_here(path):
    with pytest.raises(ValueError, match="Not a path"):
        absolute(path)
