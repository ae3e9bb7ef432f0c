"""An engagement in execution with a steering group, and a draft of its first report."""

import datetime

import pytest
from django.utils import timezone, translation

from engagements.people.roles import Role
from engagements.reports.progress import services
from tests.engagements.conftest import in_phase, seat_for

PERIOD = datetime.timedelta(days=28)


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are asserted in the language they are written in."""
    with translation.override("en"):
        yield


@pytest.fixture
def today():
    """The day the test runs."""
    return timezone.localdate()


@pytest.fixture
def running(engagement):
    """The engagement, in execution."""
    return in_phase(engagement, "execution")


@pytest.fixture
def head(running):
    """A member of management's membership."""
    return seat_for(running, Role.MANAGEMENT, "Hanna Head")


@pytest.fixture
def draft(running, manager, today):
    """A draft of the first report, over the four weeks until today."""
    return services.add_report(engagement=running, actor=manager, since=today - PERIOD, until=today)


def texts(report, **changes):
    """Return what `change_report` takes to leave a draft as it is, but for `changes`."""
    names = ("summary", "verdict", "because", "happened", "coming", "blocks")
    kept = {name: getattr(report, name) for name in names}
    return kept | {"goals": {}, "asked": []} | changes


@pytest.fixture
def sent(draft, manager):
    """The same, sent."""
    return services.send_report(report=draft, actor=manager)
