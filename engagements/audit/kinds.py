"""What the audit trail is about, and who of the client may read it: of each kind the pages that show it.

The practice administrator reads the whole trail. The sponsor reads a line when they may open a page that shows what it
is about, see that very thing there, and could have seen it when the line was written. What is not in this table, they
never read.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Q, QuerySet

from engagements.cases.models import Case, CaseText, Publication
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
    AssignmentConfirmation,
    AssignmentVersion,
    Claim,
    ClaimConflict,
    IntendedChange,
    Observation,
    TrustAnswer,
    TrustRound,
)
from engagements.lifecycle.models import AuditEntry, Engagement, Organisation, Request, Waiver
from engagements.people.models import Delegation, Membership
from engagements.people.permissions import Seat
from engagements.people.roles import ADMINISTRATOR, Role
from engagements.processes.models import CriticalProcess, Handhold, Rating
from engagements.questions.models import Question
from engagements.record.audiences import readable_by
from engagements.record.models import Approval, LogEntry, WorkedMonth
from engagements.record.permissions import kinds_of_words
from engagements.reports.progress.models import ProgressReport, ReportSchedule
from engagements.sparring.models import SparringRequest
from engagements.specification.models import Goal, GoalDependency, PlanVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of thing that is changed.

    `pages` show it to whom may open one of them; none: it is the practice's own. `rows` says which of them the seat
    sees there, and `when` which lines of the trail, if not all. `inner` fields are no words for people, `private` ones
    are the practice's own.
    """

    model: type[models.Model]
    pages: tuple[str, ...] = ()
    rows: Callable[[Seat], QuerySet] | None = None
    when: Callable[[Seat], Q] | None = None
    inner: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """The name under which it is in the trail."""
        return self.model._meta.model_name or ""

    def opens_to(self, seat: Seat) -> bool:
        """Return whether the seat may open a page that shows it."""
        return any(seat.may(page) for page in self.pages)


def _for_their_eyes(seat: Seat) -> Q:
    """What was meant for a narrower circle at the time stays in that circle."""
    return Q(after__audience__in=readable_by(seat.role))


def _actions(*names: str) -> Callable[[Seat], Q]:
    return lambda seat: Q(action__in=names)


def _revealed_answers(seat: Seat) -> QuerySet:
    both = TrustRound.objects.annotate(sides=Count("answers__side", distinct=True)).filter(sides=2)
    return TrustAnswer.objects.filter(round__in=both.order_by().values("pk"))


def _revealed_evaluations(seat: Seat) -> QuerySet:
    sides = Evaluation.objects.order_by().values("engagement").annotate(sides=Count("side", distinct=True))
    return Evaluation.objects.filter(engagement__in=sides.filter(sides=2).values("engagement"))


#: A draft is the manager's own: the trail begins where a month is handed in, with the days it was handed in with.
_HANDED_IN = _actions(
    "worked-month-submit",
    "worked-month-figures",
    "worked-month-approve",
    "worked-month-dispute",
    "worked-month-correct",
    "worked-month-correct-because",
)
_CASE_ASKED = _actions(
    "case-ask", "case-consent", "case-return", "case-publish", "case-unpublish", "case-withdraw"
)

_ALL = (
    Kind(
        model=Engagement,
        pages=("progress",),
        private=frozenset({"situation"}),
        inner=frozenset({"moves", "ref"}),
    ),
    Kind(model=Organisation, pages=("progress",)),
    Kind(
        model=Membership,
        pages=("people",),
        rows=lambda seat: Membership.objects.exclude(role=Role.SHADOW),
        inner=frozenset({"invited_at"}),
    ),
    Kind(model=Delegation, pages=("people",), inner=frozenset({"given_at"})),
    Kind(model=Waiver, pages=("gate",)),
    Kind(model=Request, pages=("gate",), inner=frozenset({"by_mail"})),
    Kind(
        model=LogEntry,
        pages=("log",),
        rows=lambda seat: LogEntry.objects.seen_from(seat),
        when=_for_their_eyes,
    ),
    Kind(
        model=Approval,
        pages=("progress",),
        rows=lambda seat: Approval.objects.filter(kind__in=kinds_of_words(seat)),
        inner=frozenset({"subject_id", "digest", "content", "approved", "at"}),
    ),
    Kind(
        model=WorkedMonth,
        pages=("worked-months",),
        rows=lambda seat: WorkedMonth.objects.seen_from(seat),
        when=_HANDED_IN,
    ),
    Kind(
        model=Question,
        pages=("questions",),
        rows=lambda seat: Question.objects.seen_from(seat),
        inner=frozenset({"shown_from"}),
    ),
    Kind(model=Document, pages=("documents",), rows=lambda seat: Document.objects.seen_from(seat)),
    Kind(
        model=DocumentVersion,
        pages=("documents",),
        rows=lambda seat: DocumentVersion.objects.seen_from(seat),
        when=_for_their_eyes,
        inner=frozenset({"content_type"}),
    ),
    Kind(model=CriticalProcess, pages=("process",)),
    Kind(model=Handhold, pages=("process",)),
    Kind(model=Rating, pages=("process",)),
    Kind(model=Observation, pages=("intake",)),
    Kind(model=IntendedChange, pages=("intake",)),
    Kind(model=Claim, pages=("claims",)),
    Kind(model=ClaimConflict, pages=("claims",)),
    Kind(model=AssignmentVersion, pages=("assignment",)),
    Kind(model=AssignmentConfirmation, pages=("assignment",)),
    Kind(model=TrustRound, pages=("trust",)),
    Kind(model=TrustAnswer, pages=("trust",), rows=_revealed_answers),
    Kind(model=Goal, pages=("plan",)),
    Kind(model=GoalDependency, pages=("plan",)),
    Kind(model=PlanVersion, pages=("plan",), inner=frozenset({"content", "digest"})),
    Kind(model=GoalReading, pages=("execution",)),
    Kind(model=Commitment, pages=("commitments",)),
    Kind(model=FrictionNote),
    Kind(model=HandoverLine, pages=("handover",)),
    Kind(
        model=SparringRequest,
        pages=("sparring",),
        rows=lambda seat: SparringRequest.objects.seen_from(seat),
    ),
    Kind(
        model=ProgressReport,
        pages=("report",),
        rows=lambda seat: ProgressReport.objects.seen_from(seat),
        when=_actions("report-send"),
    ),
    Kind(model=ReportSchedule),
    Kind(model=DurabilityCheck, pages=("evaluation",)),
    Kind(model=FineTuningAction, pages=("evaluation",)),
    Kind(model=Evaluation, pages=("evaluation",), rows=_revealed_evaluations),
    Kind(model=FreshWindOutcome),
    Kind(model=Lesson, pages=("evaluation",)),
    Kind(
        model=Case,
        pages=("case",),
        when=_CASE_ASKED,
        inner=frozenset({"frozen"}),
        private=frozenset({"kept_out"}),
    ),
    Kind(model=CaseText, inner=frozenset({"labels"})),
    Kind(model=Publication, pages=("case",), inner=frozenset({"slug", "content", "case"})),
)
KINDS: dict[str, Kind] = {kind.key: kind for kind in _ALL}


def readable(engagement: Engagement, seat: Seat) -> QuerySet[AuditEntry]:
    """Return the lines of an engagement's trail that the seat may read: all for the administrator. No query."""
    lines = AuditEntry.objects.filter(engagement=engagement)
    if seat.role == ADMINISTRATOR:
        return lines
    found = Q(pk__in=[])
    for kind in KINDS.values():
        if not kind.opens_to(seat):
            continue
        about = Q(subject_kind=kind.key)
        if kind.rows is not None:
            about &= Q(subject_id__in=kind.rows(seat).filter(engagement=engagement).order_by().values("pk"))
        found |= about & kind.when(seat) if kind.when else about
    return lines.filter(found).exclude(_of_a_shadow(engagement))


def _of_a_shadow(engagement: Engagement) -> Q:
    """Return the condition for what tells of a shadow manager: the client never learns that there is one."""
    members = Membership.objects.filter(engagement=engagement).order_by()
    shadows = members.filter(role=Role.SHADOW).values("user")
    others = members.exclude(role=Role.SHADOW).values("user")
    was_one = AuditEntry.objects.filter(engagement=engagement, subject_kind="membership").filter(
        Q(before__role=Role.SHADOW.value) | Q(after__role=Role.SHADOW.value)
    )
    by_one = Q(actor__in=shadows) & ~Q(actor__in=others)
    return Q(action__startswith="shadow-") | Q(pk__in=was_one.order_by().values("pk")) | by_one
