"""One of everything that can be searched, each with the word *needle*, and who may see which."""

import datetime
from types import SimpleNamespace

import pytest

from engagements.documents.models import Document, DocumentVersion
from engagements.evaluation.models import Lesson
from engagements.execution.models import Commitment
from engagements.intake.models import AssignmentVersion, Claim, IntendedChange, Observation
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess
from engagements.questions.models import Question
from engagements.record.models import Approval, LogEntry
from engagements.specification.models import Goal
from tests.engagements.conftest import seat_for

DAY = datetime.date(2026, 3, 2)


def strew(engagement, manager, board):
    """Make one of everything in an engagement; return them by the key of their source, with what they should say."""

    def make(model, **values):
        return model.objects.create(engagement=engagement, **values)

    word = f"needle {engagement.ref}"
    paper = make(Document, author=manager, title=f"Paper {word}")
    assignment = make(AssignmentVersion, number=1, purpose=word, result="R", authority="A")
    return {
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
        "observations": make(Observation, area="people", text=word, author=manager, seen_on=DAY),
        "changes": make(IntendedChange, from_state="Late", to_state=word),
        "claims": make(Claim, party="Board", text=word),
        "assignment": assignment,
        "processes": make(CriticalProcess, name="Planning", present_state=word),
        "goals": make(Goal, title=word),
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
