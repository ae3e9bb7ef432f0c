"""The rows behind each measure, for one engagement or for a thousand: one query a measure, however many there are.

What comes out is plain: no row of a table leaves this module. Nothing here asks who looks; `boards` does.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from engagements.evaluation.models import DurabilityCheck
from engagements.execution.dates import promise_due
from engagements.execution.models import Commitment, StepKind
from engagements.intake.models import TrustRound
from engagements.intake.trust import STATEMENTS
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.pauses import effective_due
from engagements.measures.letting import ProcessRated, Rated
from engagements.measures.life import Change, Life, life_of
from engagements.measures.others import Check, Goal, Promise, Pulse, pulse
from engagements.measures.series import Point
from engagements.people.permissions import Seat
from engagements.processes.models import CriticalProcess
from engagements.record.models import LogEntry
from engagements.sparring.models import SparringRequest
from engagements.specification.models import Goal as GoalRow

#: Engagements by their ids, or as a query for them.
type Engagements = Iterable[int] | QuerySet

LIFE = ("pk", "starts_on", "phase", "standing", "phase_entered_on", "let_go_until", "checked_until")
CHANGE = ("pk", "at", "command", "from_standing", "to_standing", "from_phase", "to_phase")


def lives(engagements: Engagements, today: datetime.date | None = None) -> dict[int, Life]:
    """Return the days of each engagement. One query."""
    rows = (
        Engagement.objects.filter(pk__in=engagements)
        .annotate(
            let_go_until=_latest(CriticalProcess, "let_go_on"),
            checked_until=_latest(DurabilityCheck, "due_on"),
        )
        .order_by("pk", "changes__pk")
        .values_list(*LIFE, *(f"changes__{name}" for name in CHANGE))
    )
    today = today or timezone.localdate()
    return {pk: _life(list(group), today) for pk, group in groupby(rows, key=itemgetter(0))}


def processes(engagements: Engagements) -> dict[int, tuple[ProcessRated, ...]]:
    """Return the critical processes of each engagement with everything that was said about them. One query."""
    rows = (
        CriticalProcess.objects.filter(engagement__in=engagements)
        .order_by("engagement_id", "pk", "ratings__rated_on", "ratings__pk")
        .values_list(
            *("engagement_id", "pk", "name", "created_at", "let_go_on"),
            *("ratings__rated_on", "ratings__side", "ratings__rung"),
            named=True,
        )
    )
    return _by_engagement(rows, _process, "pk")


def goals(engagements: Engagements, lives: Mapping[int, Life]) -> dict[int, tuple[Goal, ...]]:
    """Return the interim goals of each engagement with what was read of them; dropped ones too. One query."""
    rows = (
        GoalRow.objects.filter(engagement__in=engagements)
        .order_by("engagement_id", "pk", "readings__read_on", "readings__pk")
        .values_list(
            *("engagement_id", "pk", "title", "unit", "state", "baseline", "target", "due_on", "created_at"),
            *("readings__read_on", "readings__value"),
            named=True,
        )
    )
    return _by_engagement(rows, lambda rows: _goal(rows, lives[rows[0].engagement_id]), "pk")


def pulses(engagements: Engagements) -> dict[int, tuple[Pulse, ...]]:
    """Return the trust pulses of each engagement, oldest first; the means of both sides, or of none. One query."""
    rows = (
        TrustRound.objects.filter(engagement__in=engagements)
        .order_by("engagement_id", "asked_on", "pk")
        .values_list(
            *("engagement_id", "pk", "asked_on", "answers__side"),
            *(f"answers__{name}" for name in STATEMENTS),
            named=True,
        )
    )
    return _by_engagement(rows, _pulse, "pk")


def stances(engagements: Engagements, author: User) -> dict[int, tuple[Point, ...]]:
    """Return the roles somebody noted to have played, oldest first. They are their author's alone. One query."""
    rows = (
        LogEntry.objects.filter(engagement__in=engagements, author=author, stance__isnull=False)
        .order_by("engagement_id", "happened_on", "pk")
        .values_list("engagement_id", "pk", "happened_on", "stance", named=True)
    )
    return _by_engagement(rows, lambda rows: Point(rows[0].happened_on, rows[0].stance), "pk")


def promises(engagements: Engagements, lives: Mapping[int, Life]) -> dict[int, tuple[Promise, ...]]:
    """Return the promises of each engagement. One query."""
    rows = (
        Commitment.objects.filter(engagement__in=engagements)
        .annotate(
            dated_on=Max("steps__on", filter=Q(steps__due_on__isnull=False)),
            renewed=Count("steps", filter=Q(steps__what=StepKind.RENEGOTIATED)),
        )
        .order_by("engagement_id", "pk")
        .values_list("engagement_id", "pk", "state", "due_on", "dated_on", "renewed", named=True)
    )

    def promise(rows: list[Any]) -> Promise:
        row = rows[0]
        pauses = lives[row.engagement_id].pauses
        due_on = promise_due(row.due_on, row.dated_on or row.due_on, pauses)
        return Promise(row.state, bool(row.renewed), due_on)

    return _by_engagement(rows, promise, "pk")


def talks(engagements: Engagements, seat: Seat | None = None) -> dict[int, tuple[str, ...]]:
    """Return who started each talk at the sparring desk; of those the seat may read, if one is given. One query."""
    found = SparringRequest.objects.all() if seat is None else SparringRequest.objects.seen_from(seat)
    rows = (
        found.filter(engagement__in=engagements)
        .order_by("engagement_id", "pk")
        .values_list("engagement_id", "pk", "started_by", named=True)
    )
    return _by_engagement(rows, lambda rows: str(rows[0].started_by), "pk")


def checks(engagements: Engagements) -> dict[int, tuple[Check, ...]]:
    """Return the durability checks of each engagement, by the day they are due. One query."""
    rows = (
        DurabilityCheck.objects.filter(engagement__in=engagements)
        .order_by("engagement_id", "due_on", "process_id", "pk")
        .values_list(
            *("engagement_id", "pk", "process__name", "day", "due_on", "verdict", "skipped_because"),
            named=True,
        )
    )
    return _by_engagement(rows, _check, "pk")


# -- from rows to plain things


def _latest(model: Any, name: str) -> Subquery:
    """Return the latest day under a name among the rows of an engagement, as part of another query."""
    rows = model.objects.filter(engagement=OuterRef("pk")).order_by().values("engagement")
    return Subquery(rows.annotate(latest=Max(name)).values("latest"))


def _by_engagement(rows: Iterable[Any], made: Any, key: str) -> dict[int, tuple[Any, ...]]:
    """Return what is made of the rows with the same key, in their order, by engagement."""
    found: dict[int, list[Any]] = defaultdict(list)
    for _key, group in groupby(rows, key=attrgetter("engagement_id", key)):
        together = list(group)
        found[together[0].engagement_id].append(made(together))
    return {engagement: tuple(things) for engagement, things in found.items()}


def _life(rows: list[tuple[Any, ...]], today: datetime.date) -> Life:
    _pk, starts_on, phase, standing, entered_on, let_go_until, checked_until = rows[0][: len(LIFE)]
    told = [dict(zip(CHANGE, each[len(LIFE) :], strict=True)) for each in rows]
    return life_of(
        changes=[Change(day=timezone.localdate(one.pop("at")), **one) for one in told if one["pk"]],
        starts_on=starts_on,
        phase=phase,
        standing=standing,
        entered_on=entered_on,
        today=today,
        let_go_until=let_go_until,
        checked_until=checked_until,
    )


def _process(rows: list[Any]) -> ProcessRated:
    row = rows[0]
    return ProcessRated(
        pk=row.pk,
        name=row.name,
        named_on=timezone.localdate(row.created_at),
        let_go_on=row.let_go_on,
        ratings=tuple(
            Rated(each.ratings__rated_on, each.ratings__side, each.ratings__rung)
            for each in rows
            if each.ratings__rung is not None
        ),
    )


def _goal(rows: list[Any], life: Life) -> Goal:
    row = rows[0]
    carried_out = [stay.since for stay in life.stays if stay.phase == "execution"]
    return Goal(
        pk=row.pk,
        title=row.title,
        unit=row.unit,
        state=row.state,
        baseline=row.baseline,
        target=row.target,
        since=min(carried_out, default=timezone.localdate(row.created_at)),
        due_on=effective_due(row.due_on, life.plan_pauses, life.today) if row.due_on else None,
        readings=tuple(
            (each.readings__read_on, each.readings__value)
            for each in rows
            if each.readings__value is not None
        ),
    )


def _pulse(rows: list[Any]) -> Pulse:
    means = {
        row.answers__side: sum(getattr(row, f"answers__{name}") for name in STATEMENTS) / len(STATEMENTS)
        for row in rows
        if row.answers__side
    }
    return pulse(rows[0].asked_on, means)


def _check(rows: list[Any]) -> Check:
    row = rows[0]
    return Check(row.process__name, row.day, row.due_on, row.verdict, bool(row.skipped_because))
