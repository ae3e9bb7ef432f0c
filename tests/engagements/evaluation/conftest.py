"""An engagement in evaluation with a process that was let go, and its three checks."""

import datetime

import pytest
from django.utils import timezone, translation

from engagements.evaluation import services
from engagements.evaluation.models import DurabilityCheck
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess
from phases.durability import CHECK_DAYS, QUESTIONS, Answer
from tests.engagements.conftest import in_phase, seat_for

HOLDS = dict.fromkeys(QUESTIONS, Answer.YES)
FINE_TUNE = {**HOLDS, "measured": Answer.PARTLY}
RELAPSING = {**HOLDS, "still_done": Answer.NO}


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
def lasting(engagement):
    """The engagement, in evaluation since today."""
    return in_phase(engagement, "evaluation")


@pytest.fixture
def deputy(engagement):
    """The deputy of the process."""
    return seat_for(engagement, Role.EMPLOYEE, "Dirk Deputy")


@pytest.fixture
def other_owner(engagement):
    """The owner of another process."""
    return seat_for(engagement, Role.PROCESS_OWNER, "Odile Owner")


@pytest.fixture
def process(lasting, owner, deputy):
    """A process that `owner` holds."""
    return CriticalProcess.objects.create(
        engagement=lasting, name="Stock control", owner=owner, deputy=deputy, let_go_at=timezone.now()
    )


@pytest.fixture
def checks(process, today):
    """Its three checks, the first of them due today."""
    return [
        DurabilityCheck.objects.create(
            engagement=process.engagement,
            process=process,
            day=day,
            due_on=today + datetime.timedelta(days=day - 30),
        )
        for day in CHECK_DAYS
    ]


@pytest.fixture
def relapse(checks, owner):
    """The first check, answered: the process is relapsing."""
    return services.answer_check(check=checks[0], actor=owner.user, **RELAPSING)


@pytest.fixture
def action(process, owner, manager, today):
    """An adjustment of `owner`, due in ten days."""
    return services.add_fine_tuning(
        engagement=process.engagement,
        actor=manager,
        process=process,
        text="Order by the list again",
        owner=owner,
        due_on=today + datetime.timedelta(days=10),
    )
