"""What else can be searched: what the phases' work leaves behind in words. `SOURCES` is complete once this is read."""

from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from engagements.cases.models import SHOWN, CaseText
from engagements.evaluation.models import (
    DurabilityCheck,
    Evaluation,
    FineTuningAction,
    FreshWindOutcome,
)
from engagements.evaluation.permissions import READ_BY
from engagements.execution.models import FrictionNote, GoalReading, HandoverLine
from engagements.intake.models import ClaimConflict, TrustAnswer, TrustRound
from engagements.lifecycle.models import PhaseChange, Waiver
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from engagements.processes.models import Handhold, Rating
from engagements.record.lines import WAIVER
from engagements.record.models import WorkedMonth
from engagements.reports.progress.models import PARTS as REPORTED
from engagements.reports.progress.models import ProgressReport
from engagements.search.sources import SOURCES, Part, Source, everything, process_path, searchable, short
from engagements.sparring.models import SparringRequest, SparringWord
from engagements.specification.models import PlanVersion
from phases.definitions import CRITERIA

__all__ = ["SOURCES"]


def theirs(seat: Seat) -> QuerySet[Membership]:
    """Return the memberships that make somebody sit in this role, wherever they do."""
    return Membership.objects.current().filter(user=seat.user, role=seat.role)


def practice_alone(model: Any) -> Any:
    """Return the rows of what a page shows to the practice, and to nobody else who opens it."""
    return lambda seat: model.objects.all() if seat.is_practice else model.objects.none()


def wind_seen_from(seat: Seat) -> QuerySet:
    """Return what became of the fresh-wind list: all of it for the practice, what is shown for the steering group."""
    if seat.is_practice:
        return FreshWindOutcome.objects.all()
    return (
        FreshWindOutcome.objects.filter(shown=True)
        if seat.role in READ_BY
        else FreshWindOutcome.objects.none()
    )


def evaluations_seen_from(seat: Seat) -> QuerySet:
    """Return one's own evaluation, and both for whoever reads them once both are given."""
    own = Evaluation.objects.filter(member__in=theirs(seat))
    if seat.role not in READ_BY:
        return own
    sides = Evaluation.objects.order_by().values("engagement").annotate(sides=Count("side", distinct=True))
    return own | Evaluation.objects.filter(engagement__in=sides.filter(sides=2).values("engagement"))


def remarks_seen_from(seat: Seat) -> QuerySet:
    """Return the answers to trust pulses that both sides have given."""
    both = TrustRound.objects.annotate(given=Count("answers__side", distinct=True)).filter(given=2)
    return TrustAnswer.objects.filter(round__in=both.order_by().values("pk"))


def cases_seen_from(seat: Seat) -> QuerySet:
    """Return the texts of a case: for the practice, and for the sponsor once they were asked about them."""
    texts = CaseText.objects.all()
    return texts if seat.is_practice else texts.filter(case__state__in=SHOWN)


def criterion_named(waiver: Waiver) -> str:
    """Return what was passed over, in everybody's words."""
    definition = CRITERIA.get(waiver.criterion)
    return str(definition.client) if definition else waiver.criterion


def page_of(name: str, each: Any, *args: Any) -> str:
    """Return the address of a page about something in its engagement."""
    return reverse(f"engagements:{name}", args=[each.engagement.ref, *args])


for _source in (
    Source(
        key="history",
        label=_("Changes of phase"),
        pages=("history",),
        model=PhaseChange,
        fields=("reason",),
        heading=lambda each: date_format(each.day, "DATE_FORMAT"),
        rows=lambda seat: PhaseChange.objects.exclude(reason=""),
        at=lambda each: f"change-{each.pk}",
        on=lambda each: each.day,
    ),
    Source(
        key="waivers",
        label=_("What was skipped with a reason"),
        pages=("record-line",),
        model=Waiver,
        fields=("reason",),
        heading=criterion_named,
        rows=everything(Waiver),
        path=lambda each: page_of("record-line", each, WAIVER, each.pk),
        on=lambda each: timezone.localdate(each.at),
    ),
    Source(
        key="months",
        label=_("Worked days"),
        pages=("worked-months",),
        model=WorkedMonth,
        fields=("note", "answer"),
        heading=lambda each: date_format(each.month, "F Y"),
        rows=lambda seat: WorkedMonth.objects.seen_from(seat),
        at=lambda each: f"month-{each.pk}",
    ),
    Source(
        key="reports",
        label=_("Progress reports"),
        pages=("report",),
        model=ProgressReport,
        fields=("summary", *REPORTED),
        heading=lambda each: str(_("Progress report %(number)s")) % {"number": each},
        rows=lambda seat: ProgressReport.objects.seen_from(seat).latest_editions(),
        path=lambda each: page_of("report", each, each.pk),
        on=lambda each: each.until,
    ),
    Source(
        key="conflicts",
        label=_("Where wishes clash"),
        pages=("claims",),
        model=ClaimConflict,
        fields=("outcome",),
        heading=str,
        rows=everything(ClaimConflict),
        at=lambda each: f"conflict-{each.pk}",
        related=("first", "second"),
    ),
    Source(
        key="remarks",
        label=_("Trust pulses"),
        pages=("trust",),
        model=TrustAnswer,
        fields=("remark",),
        heading=lambda each: date_format(each.round.asked_on, "DATE_FORMAT"),
        rows=remarks_seen_from,
        at=lambda each: f"pulse-{each.round_id}",
        related=("round",),
    ),
    Source(
        key="handholds",
        label=_("Handholds"),
        pages=("process",),
        model=Handhold,
        fields=("what", "where"),
        heading=lambda each: each.process.name,
        rows=everything(Handhold),
        path=lambda each: f"{process_path(each.process)}#handhold-{each.pk}",
        related=("process__engagement",),
    ),
    Source(
        key="ratings",
        label=_("Notes with who decides"),
        pages=("process",),
        model=Rating,
        fields=("note",),
        heading=lambda each: each.process.name,
        rows=everything(Rating),
        path=lambda each: process_path(each.process),
        on=lambda each: each.rated_on,
        related=("process__engagement",),
    ),
    Source(
        key="plans",
        label=_("Notes with the plan"),
        pages=("plan",),
        model=PlanVersion,
        fields=("note",),
        heading=str,
        rows=everything(PlanVersion),
        at=lambda each: "versions",
        on=lambda each: each.submitted_on,
    ),
    Source(
        key="readings",
        label=_("Notes with readings"),
        pages=("execution",),
        model=GoalReading,
        fields=("note",),
        heading=lambda each: each.goal.title,
        rows=everything(GoalReading),
        at=lambda each: f"goal-{each.goal_id}",
        on=lambda each: each.read_on,
        related=("goal",),
    ),
    Source(
        key="frictions",
        label=_("Where it rubbed"),
        pages=("execution",),
        model=FrictionNote,
        fields=("about",),
        heading=lambda each: short(each.about),
        rows=practice_alone(FrictionNote),
        at=lambda each: "friction",
        on=lambda each: each.happened_on,
    ),
    Source(
        key="handover",
        label=_("Hand-over"),
        pages=("handover",),
        model=HandoverLine,
        fields=("what", "where", "answer"),
        heading=lambda each: each.process.name,
        rows=everything(HandoverLine),
        at=lambda each: f"line-{each.pk}",
        related=("process",),
    ),
    Source(
        key="sparring",
        label=_("Sparring desk"),
        pages=("sparring-question",),
        model=SparringRequest,
        fields=("question", "options", "leaning", "decision"),
        heading=lambda each: short(each.question),
        rows=lambda seat: SparringRequest.objects.seen_from(seat),
        path=lambda each: page_of("sparring-question", each, each.pk),
        parts=(Part(model=SparringWord, fields=("text",), way="sparring", many="words"),),
    ),
    Source(
        key="checks",
        label=_("Durability checks"),
        pages=("evaluation",),
        model=DurabilityCheck,
        fields=("remark", "skipped_because"),
        heading=str,
        rows=everything(DurabilityCheck),
        at=lambda each: f"process-{each.process_id}",
        related=("process",),
    ),
    Source(
        key="fine-tuning",
        label=_("Fine-tuning"),
        pages=("evaluation",),
        model=FineTuningAction,
        fields=("text", "result"),
        heading=lambda each: each.process.name,
        rows=everything(FineTuningAction),
        at=lambda each: f"fine-tuning-{each.pk}",
        related=("process",),
    ),
    Source(
        key="evaluations",
        label=_("Evaluations"),
        pages=("evaluation",),
        model=Evaluation,
        fields=("went_well", "could_better"),
        heading=lambda each: str(each.member),
        rows=evaluations_seen_from,
        at=lambda each: "evaluations",
        on=lambda each: each.given_on,
        related=("member__user",),
    ),
    Source(
        key="fresh-wind",
        label=_("Fresh wind"),
        pages=("evaluation",),
        model=FreshWindOutcome,
        fields=("line",),
        heading=lambda each: each.get_outcome_display(),
        rows=wind_seen_from,
        at=lambda each: f"seen-{each.observation_id}",
        on=lambda each: each.settled_on,
    ),
    Source(
        key="cases",
        label=_("Case"),
        pages=("case",),
        model=CaseText,
        fields=(
            *("title", "about", "situation", "did_intake", "did_specification", "did_execution"),
            *("did_evaluation", "holds_now", "quote"),
        ),
        heading=lambda each: each.title,
        rows=cases_seen_from,
    ),
):
    searchable(_source)
