"""An engagement in which a good deal was changed, by several people, some of it nobody else's business."""

import datetime

import pytest
from django.utils import timezone, translation

from engagements.intake import services as intake
from engagements.people import services as people
from engagements.people.roles import Role
from engagements.processes import services as processes
from engagements.record import services as record
from tests.engagements.conftest import person, seat_for

SECRET = "zwaluwnest"


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are asserted in the language they are written in."""
    with translation.override("en"):
        yield


@pytest.fixture
def administrator(db):
    """The practice administrator."""
    return person("Ada Administrator", is_administrator=True)


@pytest.fixture
def shadow(engagement, manager):
    """A shadow manager, who took part through the service and so is in the trail."""
    return people.add_member(
        engagement=engagement, actor=manager, name="Tjitske Shadow", email="tj@example.org", role=Role.SHADOW
    )


@pytest.fixture
def private(engagement, manager, sponsor, shadow):
    """What the client must never read in the trail: every text of it holds the secret."""
    record.add_entry(engagement=engagement, actor=manager, text=SECRET)
    record.add_entry(engagement=engagement, actor=shadow.user, text=SECRET, audience="practice")
    intake.add_observation(
        engagement=engagement, actor=manager, area="people", text=SECRET, seen_on=timezone.localdate()
    )
    month = record.add_worked_month(
        engagement=engagement, actor=manager, month=datetime.date(2026, 3, 1), days="3", note=SECRET
    )
    people.change_member(member=shadow, actor=manager, title=SECRET)
    return month


@pytest.fixture
def process(engagement, manager, owner):
    """A process that was named, described, and described better."""
    made = processes.add_process(
        engagement=engagement, actor=manager, name="Planning", present_state="Late every day"
    )
    return processes.change_process(
        process=made, actor=manager, seen=made.version, present_state="Late every Monday", owner=owner
    )


@pytest.fixture
def employee(engagement):
    """Somebody of the client who has no business with the trail."""
    return seat_for(engagement, Role.EMPLOYEE)
