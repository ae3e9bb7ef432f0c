"""An enquiry, and the people of the practice who may have to do with it."""

import pytest
from django.utils import timezone

from enquiries.models import Enquiry
from tests.engagements.conftest import person


def make_enquiry(**values):
    """Return a stored enquiry; how it came in is not what these tests are about."""
    known = {
        "name": "Jan Jansen",
        "email": "jan@zeezicht.example",
        "organisation": "Zeezicht Hospital",
        "message": "Our theatres start late every day.",
        "language": "en",
        "step": "intake",
        "consented_at": timezone.now(),
    }
    return Enquiry.objects.create(**known | values)


def fresh(enquiry):
    """Return the enquiry as it is stored now."""
    return Enquiry.objects.get(pk=enquiry.pk)


def told(enquiry):
    """Return what happened to the enquiry, oldest first: what, who, words."""
    return [
        (event.what, event.actor, event.words.text if hasattr(event, "words") else "")
        for event in enquiry.events.select_related("actor", "words")
    ]


@pytest.fixture
def administrator(db):
    """The administrator of the practice."""
    return person("Ada Administrator", is_administrator=True)


@pytest.fixture
def manager(db):
    """An interim manager of the practice."""
    return person("Marit Manager", is_manager=True)


@pytest.fixture
def enquiry(db):
    """A new enquiry, nobody's yet."""
    return make_enquiry()


@pytest.fixture
def as_administrator(client, administrator):
    """A client signed in as administrator."""
    client.force_login(administrator)
    return client
