"""Somebody to mail, and kinds of mail that only the tests know."""

import pytest

from accounts.models import User
from outbox.kinds import KINDS, Kind
from outbox.letters import Letter
from outbox.models import Mail
from outbox.weights import Weight


@pytest.fixture
def ria(db):
    """Somebody who gets mail at once, in English."""
    return User.objects.create_user("ria@example.org", name="Ria de Vries", language="en", mail_rhythm="now")


@pytest.fixture
def kinds(monkeypatch):
    """Kinds of mail that say which reader they are for and what number they got; `silent` has nothing to say."""

    def write(recipient, *, number=0):
        return Letter(
            subject=f"About {number}",
            sentence=f"Number {number} waits.",
            quote="“Soon <b>”",
            button="Look",
            path="/accounts/preferences/",
        )

    found = {}
    for name, weight in (("ask", Weight.BINDING), ("tell", Weight.NEWS), ("code", Weight.URGENT)):
        found[name] = Kind(name, weight, name, write)
    found["silent"] = Kind("silent", Weight.BINDING, "silent", lambda recipient: None)
    for name, each in found.items():
        monkeypatch.setitem(KINDS, name, each)
    return found


def rows():
    """Return all mail as it is stored now."""
    return list(Mail.objects.all())
