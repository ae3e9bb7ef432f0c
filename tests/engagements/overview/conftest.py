"""Everything that must never reach a client's page, put beside what may."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone, translation

from engagements.evaluation.models import Evaluation
from engagements.execution.models import FrictionNote
from engagements.intake.models import Claim, Observation, TrustAnswer, TrustRound
from engagements.lifecycle.models import Engagement
from engagements.people.roles import Role
from engagements.questions.models import Question
from engagements.record.models import LogEntry, WorkedMonth
from engagements.selfcheck.models import SelfCheck
from engagements.sparring.models import SparringRequest
from tests.engagements.conftest import seat_for

#: One word for all that is somebody else's: it is in every text below, and nowhere else.
SECRET = "Zwaluwnest"


@pytest.fixture
def today():
    """The day the test runs."""
    return timezone.localdate()


@pytest.fixture
def secrets(engagement, manager, stranger, today):
    """Private words of every kind, a shadow manager, and another client's engagement; `names` are those of people."""
    shadow = seat_for(engagement, Role.SHADOW, f"Shadow {SECRET}")
    somebody = seat_for(engagement, Role.PROCESS_OWNER, "Somebody Else")
    Engagement.objects.filter(pk=engagement.pk).update(
        situation=f"{SECRET}: the board is afraid", kind="crisis"
    )
    Engagement.objects.exclude(pk=engagement.pk).update(title=f"{SECRET} of another client")

    def make(model, **values):
        return model.objects.create(engagement=engagement, **values)

    for audience in ("private", "practice"):
        for author in (manager, shadow.user):
            make(LogEntry, author=author, text=f"{SECRET} {audience}", audience=audience, stance=2)
    make(Claim, party=f"{SECRET} party", text=f"{SECRET} claim")
    make(Observation, area="people", text=f"{SECRET} seen", author=manager, seen_on=today)
    make(FrictionNote, about=f"{SECRET} rubbed")
    make(SelfCheck, author=manager, answers={"mandate": {"reply": "yes", "line": f"{SECRET} doubt"}})
    make(Question, text=f"{SECRET} waits", shown_from=today)
    make(WorkedMonth, month=datetime.date(2026, 1, 1), days=9, note=f"{SECRET} draft")
    make(
        SparringRequest,
        owner=somebody,
        opened_by=somebody,
        started_by=somebody.side,
        turn="manager",
        question=f"{SECRET} question",
        decide_by=today,
    )
    side = engagement.memberships.get(role=Role.MANAGER)
    make(Evaluation, member=side, side="manager", score=2, went_well=f"{SECRET} went well")
    TrustAnswer.objects.create(
        engagement=engagement,
        round=make(TrustRound),
        member=side,
        side="manager",
        remark=f"{SECRET} trust",
        **dict.fromkeys(("keeps_word", "competent", "means_well", "hard_things"), 2),
    )
    return SimpleNamespace(shadow=shadow, somebody=somebody)


@pytest.fixture
def in_english():
    """Sentences are asserted in the language they are written in."""
    with translation.override("en"):
        yield
