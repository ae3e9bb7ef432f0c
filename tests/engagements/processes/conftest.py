"""A critical process with an owner and a deputy, and one that was let go."""

import pytest
from django.utils import timezone, translation

from engagements.people.roles import Role
from engagements.processes import services
from engagements.processes.models import CriticalProcess
from tests.engagements.conftest import seat_for


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are asserted in the language they are written in."""
    with translation.override("en"):
        yield


@pytest.fixture
def deputy(engagement):
    """The membership of a deputy: a head of department."""
    return seat_for(engagement, Role.MANAGEMENT, "Dirk Deputy")


@pytest.fixture
def process(engagement, manager, owner, deputy):
    """A process, held by the manager, with an owner and a deputy."""
    return services.add_process(
        engagement=engagement,
        actor=manager,
        name="Planning",
        present_state="On gut feeling",
        owner=owner,
        deputy=deputy,
    )


def let_go(process):
    """Let go of the process without handing it over line by line; return it fresh."""
    CriticalProcess.objects.filter(pk=process.pk).update(let_go_at=timezone.now())
    return CriticalProcess.objects.get(pk=process.pk)
