"""All tables of an engagement, gathered from the rooms for Django's app loading. Import models from their room."""

from engagements.calendar.models import Calendar, CalendarEntry
from engagements.cases.models import Case, CaseText, Publication
from engagements.documents.models import Document, DocumentVersion
from engagements.evaluation.models import (
    DurabilityCheck,
    Evaluation,
    FineTuningAction,
    FreshWindOutcome,
    Lesson,
)
from engagements.execution.models import (
    Commitment,
    CommitmentStep,
    FrictionNote,
    GoalReading,
    HandoverLine,
)
from engagements.intake.models import (
    AssignmentConfirmation,
    AssignmentVersion,
    Claim,
    ClaimConflict,
    IntendedChange,
    Observation,
    TrustAnswer,
    TrustRound,
)
from engagements.lifecycle.models import (
    AuditEntry,
    Engagement,
    Organisation,
    PhaseChange,
    Request,
    Waiver,
)
from engagements.people.models import Delegation, Membership
from engagements.processes.models import CriticalProcess, Handhold, Rating
from engagements.questions.models import Question
from engagements.record.models import Approval, LogEntry, WorkedMonth
from engagements.reminders.models import Reminder
from engagements.reports.progress.models import ProgressReport, ReportSchedule, ReportSeen
from engagements.reports.typesetting.models import Making
from engagements.search.models import SearchEntry
from engagements.selfcheck.models import SelfCheck
from engagements.sparring.models import SparringRequest, SparringWord
from engagements.specification.models import Goal, GoalDependency, PlanVersion

__all__ = [
    "Approval",
    "AssignmentConfirmation",
    "AssignmentVersion",
    "AuditEntry",
    "Calendar",
    "CalendarEntry",
    "Case",
    "CaseText",
    "Claim",
    "ClaimConflict",
    "Commitment",
    "CommitmentStep",
    "CriticalProcess",
    "Delegation",
    "Document",
    "DocumentVersion",
    "DurabilityCheck",
    "Engagement",
    "Evaluation",
    "FineTuningAction",
    "FreshWindOutcome",
    "FrictionNote",
    "Goal",
    "GoalDependency",
    "GoalReading",
    "Handhold",
    "HandoverLine",
    "IntendedChange",
    "Lesson",
    "LogEntry",
    "Making",
    "Membership",
    "Observation",
    "Organisation",
    "PhaseChange",
    "PlanVersion",
    "ProgressReport",
    "Publication",
    "Question",
    "Rating",
    "Reminder",
    "ReportSchedule",
    "ReportSeen",
    "Request",
    "SearchEntry",
    "SelfCheck",
    "SparringRequest",
    "SparringWord",
    "TrustAnswer",
    "TrustRound",
    "Waiver",
    "WorkedMonth",
]
