"""A question of an owner on the desk of an engagement in execution."""

import datetime

import pytest
from django.utils import timezone, translation

from engagements.sparring import services
from tests.engagements.conftest import in_phase

WEEK = datetime.timedelta(days=7)
OPTIONS = ["Hire a planner", "Train one of ours"]


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are asserted in the language they are written in."""
    with translation.override("en"):
        yield


@pytest.fixture
def running(engagement):
    """The engagement, in execution."""
    return in_phase(engagement, "execution")


@pytest.fixture
def today():
    """The day the test runs."""
    return timezone.localdate()


@pytest.fixture
def asked(running, owner, today):
    """A question of `owner`, to be decided within a week; nobody has answered it."""
    return services.open_question(
        engagement=running,
        actor=owner.user,
        question="Who plans from September on?",
        options=OPTIONS,
        leaning="Train: she knows the theatres.",
        decide_by=today + WEEK,
    )


@pytest.fixture
def answered(asked, manager):
    """The same, answered by the manager."""
    services.say(sparring=asked, actor=manager, text="Who replaces her meanwhile?")
    asked.refresh_from_db()
    return asked
