"""A completed engagement with figures, and its case as far as a test needs it."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from engagements.cases import services
from engagements.cases.content import content_now, digest
from engagements.evaluation.models import DurabilityCheck
from engagements.execution.models import GoalReading
from engagements.lifecycle.models import Engagement
from engagements.processes.models import CriticalProcess, Rating
from engagements.record.models import LogEntry
from engagements.specification.models import Goal

TEXTS = {
    "title": "The theatres start on time",
    "about": "Healthcare, more than a thousand people",
    "situation": "Sessions started late, every day.",
    "did_intake": "We watched at half past seven.",
    "did_specification": "The planners wrote the rules.",
    "did_execution": "The head of planning took the chair.",
    "did_evaluation": "One rule turned out too strict.",
    "holds_now": "They start at eight.",
    "quote": "I hear of it afterwards.",
}
DUTCH = TEXTS | {"title": "De operatiekamers beginnen op tijd", "about": "Zorg, meer dan duizend mensen"}
SECRET = "Took the meeting over again, in Duinstad"


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are asserted in the language they are written in."""
    with translation.override("en"):
        yield


def fresh(item):
    """Return the row as it is now."""
    return type(item).objects.get(pk=item.pk)


def as_read(engagement):
    """Return the digest of the case as somebody reads it now."""
    return digest(content_now(services.case_of(engagement), engagement))


def stand(engagement, standing):
    """Put an engagement in a standing without walking there; return it."""
    Engagement.objects.filter(pk=engagement.pk).update(phase="evaluation", standing=standing)
    return Engagement.objects.get(pk=engagement.pk)


@pytest.fixture
def completed(engagement, sponsor, owner, manager):
    """The engagement, completed; a private log entry, one process that held, and one goal that was reached."""
    today = timezone.localdate()
    Engagement.objects.filter(pk=engagement.pk).update(starts_on=today - datetime.timedelta(days=310))
    process = CriticalProcess.objects.create(engagement=engagement, name="Planning in Zeezicht", owner=owner)
    for days_ago, rung in ((300, 2), (5, 7)):
        Rating.objects.create(
            engagement=engagement,
            process=process,
            side="owner",
            rater=owner,
            rung=rung,
            rated_on=today - datetime.timedelta(days=days_ago),
        )
    DurabilityCheck.objects.create(
        engagement=engagement, process=process, day=180, due_on=today, verdict="holds", answered_on=today
    )
    LogEntry.objects.create(engagement=engagement, author=manager, text=SECRET)
    return stand(engagement, "completed")


@pytest.fixture
def goal(completed, owner):
    """A goal that can be told: 54 to 80 percent."""
    goal = Goal.objects.create(
        engagement=completed,
        title="Zeezicht starts on time",
        measure="First sessions of Zeezicht at eight",
        unit="%",
        baseline=54,
        target=80,
        state="reached",
    )
    for days_ago, value in ((9, "70"), (2, "81.5")):
        GoalReading.objects.create(
            engagement=completed,
            goal=goal,
            value=Decimal(value),
            read_on=timezone.localdate() - datetime.timedelta(days=days_ago),
            member=owner,
        )
    return goal


@pytest.fixture
def written(completed, goal, manager):
    """The case, written in English."""
    services.write_case(
        engagement=completed,
        actor=manager,
        language="en",
        labels={goal.pk: "First sessions at eight"},
        kept_out="Duinstad",
        **TEXTS,
    )
    return services.case_of(completed)


@pytest.fixture
def asked(written, completed, manager):
    """The case, sent to the sponsor."""
    return services.ask_consent(engagement=completed, actor=manager, seen=as_read(completed))


@pytest.fixture
def agreed(asked, completed, sponsor):
    """The case, agreed to."""
    services.give_consent(engagement=completed, actor=sponsor.user, seen=as_read(completed))
    return fresh(asked)


@pytest.fixture
def published(agreed, completed, manager):
    """The publication of the case."""
    return services.publish_case(engagement=completed, actor=manager, seen=as_read(completed))


@pytest.fixture
def both(agreed, completed, manager, sponsor):
    """The publication of the case in both languages."""
    services.write_case(engagement=completed, actor=manager, language="nl", labels={}, **DUTCH)
    services.ask_consent(engagement=completed, actor=manager, seen=as_read(completed))
    services.give_consent(engagement=completed, actor=sponsor.user, seen=as_read(completed))
    return services.publish_case(engagement=completed, actor=manager, seen=as_read(completed))
