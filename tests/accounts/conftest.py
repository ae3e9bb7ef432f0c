"""People who sign in, and nothing counted against them yet."""

import re
from functools import partial

import pytest
from django.core.cache import cache

from accounts.invitations import services
from accounts.models import User

PASSWORD = "zes zwanen op de vijver"


@pytest.fixture(autouse=True)
def fresh_limits(db):
    """Start without counted sign-in attempts: the cache table outlives a test that commits."""
    cache.clear()


@pytest.fixture
def password():
    return PASSWORD


@pytest.fixture
def manager(db):
    """An interim manager who reads Dutch."""
    return User.objects.create_user("anna@example.org", PASSWORD, name="Anna de Vries", is_manager=True)


@pytest.fixture
def client_user(db):
    """A client member who reads English and never chose a password."""
    return User.objects.create_user("pat@example.org", name="Pat Lee", language="en")


@pytest.fixture
def superuser(db):
    return User.objects.create_superuser("root@example.org", PASSWORD, name="Rik Root", language="en")


@pytest.fixture
def posting(django_capture_on_commit_callbacks):
    """Return a context in which what is committed is mailed too, as outside of a test."""
    return partial(django_capture_on_commit_callbacks, execute=True)


@pytest.fixture
def invite(client_user, manager):
    """Return a function that has the manager invite the client."""

    def make(**values):
        asked = {"user": client_user, "inviter": manager, "path": "/accounts/preferences/"}
        return services.invite(**asked | {"title": "Theatres on time", "role": "Sponsor"} | values)

    return make


def digits_in(message):
    """Return the six digits of a mail."""
    return re.search(r"\b\d{6}\b", message.body)[0]


def path_in(message, site):
    """Return the path of the link of a mail."""
    return re.search(rf"{re.escape(site)}(\S+)", message.body)[1]
