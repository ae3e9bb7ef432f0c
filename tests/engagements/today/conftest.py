"""A manager's desk, in English."""

import pytest
from django.utils import translation

from engagements.today.desk import desk_of


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are asserted in the language they are written in."""
    with translation.override("en"):
        yield


@pytest.fixture
def as_manager(client, manager):
    """The manager's browser."""
    client.force_login(manager)
    return client


@pytest.fixture
def told(manager):
    """Return a function that says what a source yields: urgency, words of when, sentence."""

    def tell(source):
        return [
            (matter.urgency.name, matter.when, str(matter.what), matter)
            for matter in source(desk_of(manager))
        ]

    return tell
