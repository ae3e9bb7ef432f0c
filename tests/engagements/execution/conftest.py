"""An engagement in execution with one process, one goal and somebody who promises."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from engagements.execution import services
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess
from engagements.specification.models import Goal
from tests.engagements.conftest import in_phase, seat_for

NEXT_MONTH = datetime.timedelta(days=30)


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
def process(running, owner):
    """A process of `owner`, still with the manager."""
    return CriticalProcess.objects.create(engagement=running, name="Weekly planning", owner=owner)


@pytest.fixture
def other_owner(running):
    """Another process owner's membership."""
    return seat_for(running, Role.PROCESS_OWNER, "Odile Owner")


@pytest.fixture
def goal(running, owner):
    """A goal of `owner` that has to go up from 54 to 80."""
    return Goal.objects.create(
        engagement=running,
        title="Start on time",
        measure="Sessions that start on time",
        unit="%",
        baseline=Decimal(54),
        target=Decimal(80),
        owner=owner,
    )


@pytest.fixture
def line(process, manager):
    """One open line of the hand-over of `process`."""
    return services.add_line(
        process=process, actor=manager, what="Chair of the planning board", where="Tuesdays"
    )


@pytest.fixture
def asked(running, manager, board, today):
    """A promise that the manager asks of `board`, due in a month."""
    return services.add_commitment(
        engagement=running,
        actor=manager,
        member=board,
        text="Chair the monthly review",
        due_on=today + NEXT_MONTH,
    )


@pytest.fixture
def promise(asked, board):
    """The same, accepted."""
    return services.answer_commitment(commitment=asked, actor=board.user, accepted=True)


@pytest.fixture
def today():
    """The day the test runs."""
    return timezone.localdate()
