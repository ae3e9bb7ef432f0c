"""One of everything that can be searched, each with the word *needle*, and who may see which."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from engagements.cases.models import Case, CaseState, CaseText
from engagements.documents.models import Document, DocumentVersion
from engagements.evaluation.models import (
    DurabilityCheck,
    Evaluation,
    FineTuningAction,
    FreshWindOutcome,
    Lesson,
)
from engagements.execution.models import Commitment, FrictionNote, GoalReading, HandoverLine
from engagements.intake.models import (
    AssignmentVersion,
    Claim,
    ClaimConflict,
    IntendedChange,
    Observation,
    TrustAnswer,
    TrustRound,
)
from engagements.lifecycle.models import PhaseChange, Waiver
from engagements.people.models import Membership
from engagements.people.roles import MANAGER_SIDE, ORGANISATION_SIDE, Role
from engagements.processes.models import CriticalProcess, Handhold, Rating
from engagements.questions.models import Question
from engagements.record.models import Approval, LogEntry, WorkedMonth
from engagements.reports.progress.content import compose
from engagements.reports.progress.models import ProgressReport
from engagements.sparring.models import SparringRequest
from engagements.specification.content import plan_content
from engagements.specification.models import Goal, PlanVersion
from tests.engagements.conftest import seat_for

DAY = datetime.date(2026, 3, 2)


def strew(engagement, manager, board):
    """Make one of everything in an engagement; return them by the key of their source, with what they should say."""

    def make(model, **values):
        return model.objects.create(engagement=engagement, **values)

    word = f"needle {engagement.ref}"
    paper = make(Document, author=manager, title=f"Paper {word}")
    assignment = make(AssignmentVersion, number=1, purpose=word, result="R", authority="A")
    member = Membership.objects.get(engagement=engagement, user=manager)
    process = make(CriticalProcess, name="Planning", present_state=word)
    goal = make(Goal, title=word)
    claim = make(Claim, party="Board", text=word)
    seen = make(Observation, area="people", text=word, author=manager, seen_on=DAY)
    work = _strew_work(make, word, member, board, process, goal, claim, seen)
    return work | {
        "log": make(LogEntry, author=manager, text=word, happened_on=DAY, audience="everyone"),
        "questions": make(
            Question, text=word, shown_from=DAY, answer="Yes", answered_on=DAY, answered_by=board
        ),
        "documents": paper,
        "versions": make(
            DocumentVersion,
            document=paper,
            number=1,
            audience="everyone",
            file="aa/b",
            name="p.pdf",
            size=1,
            note=word,
            uploaded_by=manager,
        ),
        "observations": seen,
        "changes": make(IntendedChange, from_state="Late", to_state=word),
        "claims": claim,
        "assignment": assignment,
        "processes": process,
        "goals": goal,
        "commitments": make(Commitment, member=board, text=word, due_on=DAY),
        "words": make(
            Approval,
            kind="assignment",
            subject_id=assignment.pk,
            member=board,
            role=Role.SPONSOR,
            approved=False,
            reason=word,
            digest="0",
            content={},
        ),
        "lessons": make(Lesson, member=board, side="organisation", text=word),
    }


def _strew_work(make, word, member, board, process, goal, claim, seen):
    """Make one of what the work of the phases leaves behind, about what is there already."""
    pulse = make(TrustRound, asked_on=DAY)
    scores = dict.fromkeys(("keeps_word", "competent", "means_well", "hard_things"), 3)
    make(TrustAnswer, round=pulse, member=member, side=MANAGER_SIDE, remark=word, **scores)
    make(Evaluation, member=member, side=MANAGER_SIDE, score=4, went_well=word)
    case = make(Case, state=CaseState.ASKED)
    return {
        "history": make(
            PhaseChange,
            command="hold",
            from_phase="intake",
            to_phase="intake",
            from_standing="active",
            to_standing="on_hold",
            actor=member.user,
            reason=word,
        ),
        "waivers": make(Waiver, criterion="board_takes_part", reason=word, actor=member.user),
        "months": make(WorkedMonth, month=DAY.replace(day=1), days=3, note=word, state="submitted"),
        "reports": _sent(member, word),
        "conflicts": make(
            ClaimConflict,
            first=claim,
            second=make(Claim, party="Staff", text=word),
            outcome=word,
            state="resolved",
        ),
        "remarks": make(
            TrustAnswer, round=pulse, member=board, side=ORGANISATION_SIDE, remark=word, **scores
        ),
        "handholds": make(Handhold, process=process, kind="document", what=word),
        "ratings": make(Rating, process=process, side="manager", rater=member, rung=2, note=word),
        "plans": make(PlanVersion, number=1, content=plan_content(member.engagement), digest="0", note=word),
        "readings": make(GoalReading, goal=goal, value=1, member=member, note=word),
        "frictions": make(FrictionNote, about=word),
        "handover": make(HandoverLine, process=process, what=word),
        "sparring": make(
            SparringRequest,
            owner=board,
            opened_by=board,
            started_by=ORGANISATION_SIDE,
            turn=MANAGER_SIDE,
            question="Now or later?",
            options=["Now", word],
            decide_by=DAY,
            shared=True,
        ),
        "checks": make(DurabilityCheck, process=process, day=30, due_on=DAY, remark=word, answered_on=DAY),
        "fine-tuning": make(FineTuningAction, process=process, text=word, owner=board, due_on=DAY),
        "evaluations": make(
            Evaluation, member=board, side=ORGANISATION_SIDE, score=4, went_well="Well", could_better=word
        ),
        "fresh-wind": make(
            FreshWindOutcome,
            observation=seen,
            outcome="acted_on",
            line=word,
            shown=True,
            settled_by=member,
        ),
        "cases": make(CaseText, case=case, language="en", title=word, about="A", situation="S"),
    }


def _sent(author, word):
    """Return a progress report that was sent."""
    days = {"since": DAY, "until": DAY}
    report = ProgressReport(
        engagement=author.engagement, number=1, language="en", author=author, verdict="on_track", **days
    )
    report.blocks = word
    report.content, report.digest, report.sent_at = compose(report), "0" * 64, timezone.now()
    report.save()
    return report


@pytest.fixture
def strewn(engagement, manager, stranger):
    """Two engagements of two clients, both full of needles; somebody in every role of the first."""
    members = {role: seat_for(engagement, role) for role in Role.values if role != Role.MANAGER}
    members[Role.MANAGER] = Membership.objects.get(engagement=engagement, user=manager)
    theirs = stranger.memberships.get().engagement
    return SimpleNamespace(
        members=members,
        ours=strew(engagement, manager, members[Role.BOARD]),
        theirs=theirs,
        others=strew(theirs, stranger, seat_for(theirs, Role.BOARD)),
    )
