"""What is in a dossier: table by table, which rows each edition holds, and what is left out of them and why.

Every table of the engagements is in `PARTS` or in `LEFT_OUT`; a test sees to that. Parts come after those they refer
to. A row that refers to one which is not in the edition is not in it either.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from engagements.audit.kinds import KINDS, readable
from engagements.calendar.models import Calendar, CalendarEntry
from engagements.cases.models import SHOWN, Case, CaseText, Publication
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
from engagements.people.permissions import Seat
from engagements.processes.models import CriticalProcess, Handhold, Rating
from engagements.questions.models import Question
from engagements.record.models import Approval, LogEntry, WorkedMonth
from engagements.record.permissions import kinds_of_words
from engagements.reminders.models import Reminder
from engagements.reports.progress.models import ProgressReport, ReportSchedule, ReportSeen
from engagements.reports.typesetting.models import Making
from engagements.search.models import SearchEntry
from engagements.selfcheck.models import SelfCheck
from engagements.sparring.models import SparringRequest, SparringWord
from engagements.specification.models import Goal, GoalDependency, PlanVersion

type Rows = Callable[[Engagement, Seat], QuerySet]
#: Takes out of a row, which is not stored, what the seat may not read of it.
type Veil = Callable[[Any, Seat], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One table: its rows in the register edition and in that of the client (None: the practice's own).

    `private` fields are not in the client's edition; `veil` takes words out of single rows.
    """

    model: type[Model]
    register: Rows
    client: Rows | None
    private: frozenset[str] = frozenset()
    veil: Veil | None = None

    @property
    def key(self) -> str:
        """The name under which its rows are in the archive."""
        return self.model._meta.model_name or ""


def _all(model: Any, way: str = "engagement") -> Rows:
    return lambda engagement, seat: model.objects.filter(**{way: engagement})


def _itself(engagement: Engagement, seat: Seat) -> QuerySet:
    return Engagement.objects.filter(pk=engagement.pk)


def _seen(model: Any) -> Rows:
    return lambda engagement, seat: model.objects.filter(engagement=engagement).seen_from(seat)


def _everything(model: Any, way: str = "engagement", **options: Any) -> Part:
    """Return a part that both editions have all of."""
    return _as_seen(model, _all(model, way), **options)


def _as_seen(model: Any, rows: Rows | None = None, **options: Any) -> Part:
    """Return a part of which each edition has what its seat sees."""
    rows = rows or _seen(model)
    return Part(model=model, register=rows, client=rows, **options)


def _own(model: Any, way: str = "engagement") -> Part:
    """Return a part that is the practice's own."""
    return Part(model=model, register=_all(model, way), client=None)


def _answers(engagement: Engagement, seat: Seat) -> QuerySet:
    given = KINDS["trustanswer"].rows
    revealed = given(seat).order_by().values("pk") if given else ()
    return TrustAnswer.objects.filter(Q(pk__in=revealed) | Q(member=seat.membership), engagement=engagement)


def _evaluations(engagement: Engagement, seat: Seat) -> QuerySet:
    given = KINDS["evaluation"].rows
    revealed = given(seat).order_by().values("pk") if given else ()
    return Evaluation.objects.filter(Q(pk__in=revealed) | Q(member=seat.membership), engagement=engagement)


def _requests(engagement: Engagement, seat: Seat) -> QuerySet:
    return Request.objects.filter(engagement=engagement).select_related("member")


def _shared_talks(engagement: Engagement, seat: Seat) -> QuerySet:
    return SparringRequest.objects.filter(engagement=engagement, shared=True)


def _words_of(talks: Rows) -> Rows:
    return lambda engagement, seat: SparringWord.objects.filter(
        sparring__in=talks(engagement, seat).order_by()
    )


def _approvals(engagement: Engagement, seat: Seat) -> QuerySet:
    return Approval.objects.filter(engagement=engagement, kind__in=kinds_of_words(seat))


def _shown_observations(engagement: Engagement, seat: Seat) -> QuerySet:
    return Observation.objects.filter(engagement=engagement, outcome__shown=True)


def _shown_outcomes(engagement: Engagement, seat: Seat) -> QuerySet:
    return FreshWindOutcome.objects.filter(engagement=engagement, shown=True)


def _asked_cases(engagement: Engagement, seat: Seat) -> QuerySet:
    return Case.objects.filter(engagement=engagement, state__in=SHOWN)


def _asked_publications(engagement: Engagement, seat: Seat) -> QuerySet:
    return Publication.objects.filter(engagement=engagement, case__state__in=SHOWN)


def _only_its_author_knows(entry: LogEntry, seat: Seat) -> None:
    """Take out what a log entry says to its author alone."""
    if entry.author_id != seat.user.pk:
        entry.stance = entry.minutes = None


def _between_two(request: Request, seat: Seat) -> None:
    """Take out the words of a request between two others; for the client always, since more than one reads it."""
    if not seat.is_practice or seat.user.pk not in (request.asker_id, request.member.user_id):
        request.text = ""


def _put_otherwise(question: Question, seat: Seat) -> None:
    """Take out the asker's own words where the manager put them otherwise for everybody else."""
    if not seat.is_practice and question.wording:
        question.text = ""


def _as_on_the_page(entry: AuditEntry, seat: Seat) -> None:
    """Take out of a line of the trail what the client does not read on its page."""
    if seat.is_practice:
        return
    kind = KINDS[entry.subject_kind]
    for values in (entry.before, entry.after):
        for name in kind.private | kind.inner:
            values.pop(name, None)


#: The trail goes into a file of its own, line by line, each with its checksum.
TRAIL = _as_seen(AuditEntry, readable, veil=_as_on_the_page)

_REPORT_DRAFT = frozenset({"because", "drafted", "counts"})

PARTS: tuple[Part, ...] = (
    _everything(Organisation, "engagements"),
    _as_seen(Engagement, _itself, private=frozenset({"situation"})),
    _as_seen(Membership),
    _everything(Delegation),
    _everything(PhaseChange),
    _everything(Waiver),
    _as_seen(Request, _requests, veil=_between_two),
    _as_seen(LogEntry, veil=_only_its_author_knows),
    _as_seen(Approval, _approvals),
    _as_seen(WorkedMonth),
    _as_seen(Question, veil=_put_otherwise),
    _as_seen(Document),
    _as_seen(DocumentVersion),
    _everything(CriticalProcess),
    _everything(Handhold),
    _everything(Rating),
    Part(model=Observation, register=_all(Observation), client=_shown_observations),
    _own(IntendedChange),
    _everything(Claim),
    _everything(ClaimConflict),
    _everything(AssignmentVersion),
    _everything(AssignmentConfirmation),
    _everything(TrustRound),
    _as_seen(TrustAnswer, _answers),
    _everything(Goal),
    _everything(GoalDependency),
    _everything(PlanVersion),
    _everything(GoalReading),
    _everything(Commitment),
    _everything(CommitmentStep, "commitment__engagement"),
    _own(FrictionNote),
    _everything(HandoverLine),
    Part(model=SparringRequest, register=_seen(SparringRequest), client=_shared_talks),
    Part(
        model=SparringWord,
        register=_words_of(_seen(SparringRequest)),
        client=_words_of(_shared_talks),
    ),
    _everything(DurabilityCheck),
    _everything(FineTuningAction),
    _as_seen(Evaluation, _evaluations),
    Part(model=FreshWindOutcome, register=_all(FreshWindOutcome), client=_shown_outcomes),
    _everything(Lesson),
    Part(model=Case, register=_all(Case), client=_asked_cases, private=frozenset({"kept_out"})),
    _own(CaseText),
    Part(model=Publication, register=_all(Publication), client=_asked_publications),
    _as_seen(ProgressReport, private=_REPORT_DRAFT),
    _everything(ReportSeen, "report__engagement"),
    _own(ReportSchedule),
    Part(model=SelfCheck, register=_seen(SelfCheck), client=None),
)

#: Tables of which no row is in any dossier, and why.
LEFT_OUT: dict[type[Model], str] = {
    Calendar: "It is of a person, over all their engagements, and leads to a secret address.",
    CalendarEntry: "What a calendar told is of that calendar.",
    Making: "Files that were asked for, kept for a week; a dossier is one itself.",
    Reminder: "At which moments somebody was reminded serves only to remind nobody twice.",
    SearchEntry: "It is derived: restoring makes it anew.",
}
