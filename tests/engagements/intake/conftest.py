"""What was seen, claimed, agreed and answered in one engagement's intake."""

import pytest
from django.utils import translation

from engagements.intake import services
from engagements.intake.models import AssignmentVersion
from engagements.intake.trust import STATEMENTS
from engagements.lifecycle.models import PhaseChange
from tests.engagements.conftest import in_phase

TEXTS = {
    "purpose": "Clear the backlog.",
    "result": "No case past its term.",
    "authority": "You lead the department.",
    "limits": "No forced moves.",
    "reporting": "Every two weeks.",
}


@pytest.fixture(autouse=True)
def english():
    """Speak English where no request says otherwise."""
    with translation.override("en"):
        yield


@pytest.fixture
def observation(engagement, manager):
    """Something seen today."""
    return services.add_observation(
        engagement=engagement,
        actor=manager,
        area="people",
        text="Nobody chooses.",
        seen_on=engagement.starts_on,
    )


@pytest.fixture
def claims(engagement, manager):
    """Three claims, of the council, the executive and the works council."""
    expected = {"Council": "Quick wins", "Executive": "Calm", "Works council": "No forced moves"}
    return [
        services.add_claim(engagement=engagement, actor=manager, party=party, text=text)
        for party, text in expected.items()
    ]


@pytest.fixture
def conflict(engagement, manager, claims):
    """Council against executive, not handled."""
    return services.mark_conflict(engagement=engagement, actor=manager, first=claims[0], second=claims[1])


@pytest.fixture
def draft(engagement, manager):
    """Version 1, signed by nobody."""
    return services.draft_assignment(engagement=engagement, actor=manager, **TEXTS)


@pytest.fixture
def signed(draft, manager, sponsor):
    """Version 1, signed by both."""
    return sign(draft, manager, sponsor.user)


@pytest.fixture
def pulse(engagement, manager, sponsor):
    """A trust pulse that nobody has answered."""
    return services.ask_trust(engagement=engagement, actor=manager)


def sign(assignment, *people):
    """Sign a version as each of these people; return it."""
    for person in people:
        services.sign_assignment(assignment=assignment, actor=person)
    return AssignmentVersion.objects.get(pk=assignment.pk)


def answer(pulse, person, *scores, remark=""):
    """Answer a trust pulse with four scores (one: four times the same)."""
    scores = scores * 4 if len(scores) == 1 else scores
    given = dict(zip(STATEMENTS, scores, strict=True))
    return services.answer_trust(round=pulse, actor=person, remark=remark, **given)


def renew(engagement, manager, **texts):
    """Draft the next version."""
    return services.draft_assignment(
        engagement=engagement, actor=manager, why_new="It changed", **TEXTS | texts
    )


def enter(engagement, actor, phase):
    """Enter a phase as the life cycle would record it, without walking there."""
    PhaseChange.objects.create(
        engagement=engagement, command="advance", from_phase=engagement.phase, to_phase=phase, actor=actor
    )
    return in_phase(engagement, phase)
