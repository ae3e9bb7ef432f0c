"""People who sign in, and nothing counted against them yet."""

import pytest
from django.core.cache import cache

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
