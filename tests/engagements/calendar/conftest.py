"""Calendars, read as a calendar app reads them: by a parser that did not write them."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from ical.calendar_stream import IcsCalendarStream

from engagements.calendar.models import Titles
from engagements.calendar.services import make_address
from engagements.specification.models import Goal
from tests.engagements.conftest import in_phase

MAY = datetime.date(2026, 5, 4)


class App:
    """A calendar app that subscribed to somebody's calendar: it knows an address, and nobody in particular."""

    def __init__(self, user, titles=Titles.FULL):
        self.client = Client()
        self.path = reverse("calendar_feed:read", args=[make_address(actor=user, titles=titles)])

    def get(self, **headers):
        return self.client.get(self.path, headers=headers)

    def events(self):
        """Return the events as the parser understands them, by title."""
        response = self.get()
        assert response.status_code == 200, response.content
        return {each.summary: each for each in IcsCalendarStream.calendar_from_ics(response.text).events}

    def titles(self):
        """Return the titles of what is not called off."""
        return {title for title, each in self.events().items() if each.status != "CANCELLED"}


@pytest.fixture(autouse=True)
def april():
    """Two weeks before the day on which everything is due; the clock stands still until a test moves it."""
    with time_machine.travel("2026-04-20T10:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def executing(engagement):
    """The engagement while the plan is carried out."""
    return in_phase(engagement, "execution")


@pytest.fixture
def goal(executing, owner):
    """An interim goal of the owner, due in May."""
    return Goal.objects.create(engagement=executing, title="Start on time", due_on=MAY, owner=owner)
