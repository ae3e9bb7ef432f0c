"""What stands in somebody's calendar: of each kind what they may see and what is theirs to mind. One query a kind.

Who may see something is decided by the table of permissions and by the rooms; here only what is worth a day in a
calendar of one's own: everybody's milestones, and of the rest what one has promised, owns or leads.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone

from engagements.calendar.models import Kind
from engagements.calendar.tables import Table, Tables
from engagements.evaluation.dates import check_due, fine_tuning_due
from engagements.evaluation.models import DurabilityCheck, FineTuningAction
from engagements.execution.dates import promise_due
from engagements.execution.models import OPEN_COMMITMENTS, Commitment
from engagements.lifecycle import legality
from engagements.lifecycle.pauses import effective_due
from engagements.people.roles import Role
from engagements.processes.asks import MONTH
from engagements.processes.dates import let_go_due
from engagements.processes.models import CriticalProcess
from engagements.reports.progress.due import due_in
from engagements.sparring.models import SparringRequest
from engagements.sparring.permissions import takes_part
from engagements.specification.models import Goal, GoalState


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One thing with a day: at which table, what it is about in words (empty where only the kind may be said)."""

    kind: Kind
    object_id: int
    table: Table
    day: datetime.date
    page: str
    args: tuple[object, ...] = ()
    at: str = ""
    words: str = ""

    @property
    def path(self) -> str:
        """The address on this site where it stands; it opens to who is signed in and may see it."""
        path = reverse(f"engagements:{self.page}", args=[self.table.engagement.ref, *self.args])
        return f"{path}#{self.at}" if self.at else path


def everything_planned(tables: Tables) -> Iterator[Planned]:
    """Yield what stands in the calendar of whoever sits at these tables."""
    for source in (goals, promises, letting_go, checks, fine_tunings, questions, ratings, reports, returns):
        yield from source(tables)


def _led_or(tables: Tables, action: str, own: Q, *phases: str) -> Q:
    """Return what belongs to the engagements the person leads, and of the others what meets `own`.

    Only where they may do `action`, in these phases (or in every phase).
    """
    open_to = tables.where(
        lambda table: table.seat.may(action) and (not phases or table.engagement.phase in phases)
    )
    led = [pk for pk in open_to if tables[pk].seat.role == Role.MANAGER]
    return Q(engagement__in=led) | (Q(engagement__in=open_to) & own)


def goals(tables: Tables) -> Iterator[Planned]:
    """Yield the open interim goals, for everybody who reads the plan."""
    seen = tables.where(
        lambda table: table.seat.may("plan") and table.engagement.phase in ("specification", "execution")
    )
    for goal in Goal.objects.filter(engagement__in=seen, state=GoalState.OPEN, due_on__isnull=False):
        table = tables[goal.engagement_id]
        if goal.due_on is not None:
            yield Planned(
                kind=Kind.GOAL,
                object_id=goal.pk,
                table=table,
                day=effective_due(goal.due_on, table.plan_pauses),
                page="execution" if table.engagement.phase == "execution" else "plan",
                at=f"goal-{goal.pk}",
                words=goal.title,
            )


def promises(tables: Tables) -> Iterator[Planned]:
    """Yield the open promises: one's own, and all of them for who leads the engagement."""
    found = Commitment.objects.filter(
        _led_or(tables, "commitments", Q(member__in=tables.seats)), state__in=OPEN_COMMITMENTS
    )
    dated = Max("steps__on", filter=Q(steps__due_on__isnull=False))
    for promise in found.annotate(dated_on=dated):
        table = tables[promise.engagement_id]
        yield Planned(
            kind=Kind.PROMISE,
            object_id=promise.pk,
            table=table,
            day=promise_due(promise.due_on, promise.dated_on or timezone.localdate(), table.pauses),
            page="commitments",
            at=f"commitment-{promise.pk}",
            words=str(promise),
        )


def letting_go(tables: Tables) -> Iterator[Planned]:
    """Yield the days on which processes are to be let go, for everybody who may open a process."""
    seen = tables.where(
        lambda table: table.seat.may("process") and table.engagement.phase in ("specification", "execution")
    )
    found = CriticalProcess.objects.filter(engagement__in=seen, let_go_at=None, let_go_on__isnull=False)
    for process in found:
        table = tables[process.engagement_id]
        if day := let_go_due(process, table.plan_pauses):
            yield Planned(
                kind=Kind.LETTING_GO,
                object_id=process.pk,
                table=table,
                day=day,
                page="process",
                args=(process.pk,),
                words=process.name,
            )


def checks(tables: Tables) -> Iterator[Planned]:
    """Yield the checks that are open, for the owner of the process, their deputy and who leads the engagement."""
    own = Q(process__owner__in=tables.seats) | Q(process__deputy__in=tables.seats)
    found = DurabilityCheck.objects.filter(
        _led_or(tables, "evaluation", own, "evaluation"), answered_on=None, skipped_because=""
    )
    for check in found.select_related("process"):
        table = tables[check.engagement_id]
        yield Planned(
            kind=Kind.CHECK,
            object_id=check.pk,
            table=table,
            day=check_due(check, table.engagement, table.pauses),
            page="evaluation",
            at=f"process-{check.process_id}",
            words=check.process.name,
        )


def fine_tunings(tables: Tables) -> Iterator[Planned]:
    """Yield the adjustments that are open, for whoever makes them and who leads the engagement."""
    found = FineTuningAction.objects.filter(
        _led_or(tables, "evaluation", Q(owner__in=tables.seats), "evaluation"), done_on=None
    )
    for action in found:
        table = tables[action.engagement_id]
        yield Planned(
            kind=Kind.FINE_TUNING,
            object_id=action.pk,
            table=table,
            day=fine_tuning_due(action, table.pauses),
            page="evaluation",
            words=str(action),
        )


def questions(tables: Tables) -> Iterator[Planned]:
    """Yield the open talks of the two who hold them, without the question: that stays between them."""
    seen = tables.where(
        lambda table: (
            table.seat.may("sparring")
            and table.engagement.phase in legality.MOMENTS["sparring-decide"].phases
        )
    )
    for talk in SparringRequest.objects.filter(engagement__in=seen).undecided():
        table = tables[talk.engagement_id]
        if takes_part(talk, table.seat):
            yield Planned(
                kind=Kind.QUESTION,
                object_id=talk.pk,
                table=table,
                day=talk.decide_by,
                page="sparring-question",
                args=(talk.pk,),
            )


def ratings(tables: Tables) -> Iterator[Planned]:
    """Yield for each engagement the day on which one is next asked who really decides, a month after one said so."""
    seen = tables.where(
        lambda table: (
            not table.is_on_hold and table.seat.may("rating-add") and table.engagement.phase != "intake"
        )
    )
    led = [pk for pk in seen if tables[pk].seat.role == Role.MANAGER]
    found: Any = (
        CriticalProcess.objects.filter(Q(engagement__in=led) | Q(engagement__in=seen, owner__in=tables.seats))
        .annotate(rated_on=Max("ratings__rated_on", filter=Q(ratings__rater__in=tables.seats)))
        .filter(rated_on__isnull=False)
        .order_by("rated_on")
    )
    first: dict[int, datetime.date] = {}
    for process in found:
        first.setdefault(process.engagement_id, process.rated_on + MONTH)
    for pk, day in first.items():
        yield Planned(kind=Kind.RATING, object_id=pk, table=tables[pk], day=day, page="processes")


def reports(tables: Tables) -> Iterator[Planned]:
    """Yield for each engagement the day on which who leads it is to report next."""
    led = tables.where(lambda table: not table.is_on_hold and table.seat.role == Role.MANAGER)
    for pk, due in due_in(tables[pk].engagement for pk in led).items():
        yield Planned(kind=Kind.REPORT, object_id=pk, table=tables[pk], day=due.on, page="reports")


def returns(tables: Tables) -> Iterator[Planned]:
    """Yield the days on which engagements on hold are expected to go on. No query."""
    for pk, table in tables.by_engagement.items():
        if table.is_on_hold and table.engagement.expected_return:
            yield Planned(
                kind=Kind.RETURN,
                object_id=pk,
                table=table,
                day=table.engagement.expected_return,
                page="engagement",
                words=table.engagement.title,
            )
