"""Who writes and reads the record: the manager, the client, and the shadow manager the client never sees."""

import datetime

import pytest
from django.utils import translation

from engagements.people.roles import Role
from engagements.record import services
from tests.engagements.conftest import seat_for


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are asserted in the language they are written in."""
    with translation.override("en"):
        yield


@pytest.fixture
def shadow(engagement):
    """The shadow manager's membership."""
    return seat_for(engagement, Role.SHADOW, "Tjitske Shadow")


@pytest.fixture
def finance(engagement):
    """The membership of somebody from finance."""
    return seat_for(engagement, Role.FINANCE, "Fin Ance")


@pytest.fixture
def log(engagement, manager):
    """Return a function that logs something as the manager."""

    def write(text="The weekly start took ninety minutes", actor=manager, **values):
        return services.add_entry(engagement=engagement, actor=actor, text=text, **values)

    return write


@pytest.fixture
def month(engagement, manager):
    """A draft of twelve and a half days in March 2026."""
    return services.add_worked_month(
        engagement=engagement,
        actor=manager,
        month=datetime.date(2026, 3, 17),
        days="12.5",
        note="Kick-off included",
    )


@pytest.fixture
def handed_in(month, manager):
    """The same month, handed in."""
    return services.submit_worked_month(worked_month=month, actor=manager)
