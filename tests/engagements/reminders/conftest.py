"""A promise that falls due, and somebody who has to be reminded of it."""

import datetime

import pytest
import time_machine
from django.utils import timezone, translation

from engagements.execution.models import Commitment, CommitmentState, CommitmentStep, StepKind
from engagements.reminders.services import remind_everybody
from tests.engagements.conftest import in_phase

DUE = datetime.date(2026, 5, 6)  # a Wednesday
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def april():
    """A month before; the clock stands still until a test moves it."""
    with time_machine.travel("2026-04-06T06:00Z", tick=False) as clock, translation.override("en"):
        yield clock


@pytest.fixture
def executing(engagement):
    """The engagement while the plan is carried out."""
    return in_phase(engagement, "execution")


@pytest.fixture
def promise(executing, board):
    """What a board member promised, for the sixth of May."""
    given = Commitment.objects.create(
        engagement=executing,
        member=board,
        text="Free two planners",
        due_on=DUE,
        state=CommitmentState.ACCEPTED,
    )
    CommitmentStep.objects.create(commitment=given, what=StepKind.ACCEPTED, actor=board.user, due_on=DUE)
    return given


@pytest.fixture
def on(april):
    """Return a function that lets the job run on a day, so many days from the due one; it tells what that made."""

    def run(days):
        april.move_to(datetime.datetime.combine(DUE + days * DAY, datetime.time(8), tzinfo=datetime.UTC))
        return remind_everybody(timezone.now())

    return run
