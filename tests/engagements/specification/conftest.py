"""A plan with everything in it, and that plan sent to the sponsor."""

import datetime

import pytest
from django.utils import translation

from engagements.people.roles import Role
from engagements.processes import services as processes
from engagements.specification import services
from engagements.specification.models import PlanVersion
from tests.engagements.conftest import in_phase, seat_for

DUE = datetime.date(2027, 3, 1)
GOAL = {
    "measure": "Sessions that start on time",
    "unit": "%",
    "baseline": "54",
    "target": "80",
    "due_on": DUE,
    "secures": "A late start runs on all day.",
}


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are asserted in the language they are written in."""
    with translation.override("en"):
        yield


@pytest.fixture
def deputy(engagement):
    """The membership of a head of department."""
    return seat_for(engagement, Role.MANAGEMENT, "Dirk Deputy")


@pytest.fixture
def specifying(engagement):
    """The engagement, in specification, with nothing in its plan."""
    return in_phase(engagement, "specification")


@pytest.fixture
def process(specifying, manager, owner, deputy):
    """A process without gaps."""
    found = processes.add_process(
        engagement=specifying,
        actor=manager,
        name="Planning",
        present_state="On gut feeling",
        desired_state="A week ahead",
        owner=owner,
        deputy=deputy,
        let_go_on=DUE,
    )
    for kind in ("document", "rhythm"):
        processes.add_handhold(process=found, actor=manager, kind=kind, what=f"A {kind}", where="Room 2")
    return found


@pytest.fixture
def goals(specifying, manager, owner, process):
    """Two interim goals without gaps, the second due later than the first."""
    first = services.add_goal(
        engagement=specifying, actor=manager, title="Start on time", owner=owner, process=process, **GOAL
    )
    later = GOAL | {"due_on": DUE + datetime.timedelta(days=30)}
    second = services.add_goal(engagement=specifying, actor=manager, title="Own chair", owner=owner, **later)
    return first, second


@pytest.fixture
def whole(specifying, manager, goals):
    """The engagement with a plan without gaps that nobody has sent."""
    return services.change_final_goal(
        engagement=specifying,
        actor=manager,
        final_goal="Twelve weeks without escalation, under their own lead.",
    )


@pytest.fixture
def sent(whole, manager, sponsor):
    """That plan, sent to the sponsor."""
    return services.submit_plan(engagement=whole, actor=manager, note="After two rounds with the teams.")


@pytest.fixture
def approved(sent, sponsor):
    """That plan, approved by the sponsor."""
    return services.approve_plan(plan=sent, actor=sponsor.user, seen=sent.digest)


def latest(engagement):
    """Return the version sent last."""
    return PlanVersion.objects.filter(engagement=engagement).first()
