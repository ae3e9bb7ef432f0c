"""What comes next, what stands in the way and what is asked of whom, as far as every reader of a report may know it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.evaluation.dates import check_due, fine_tuning_due
from engagements.evaluation.models import DurabilityCheck, FineTuningAction
from engagements.execution.dates import promise_due
from engagements.execution.models import (
    OPEN_COMMITMENTS,
    Commitment,
    CommitmentState,
    HandoverLine,
    LineState,
)
from engagements.lifecycle.models import Request
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.processes.dates import let_go_due, plan_pauses
from engagements.processes.models import CriticalProcess
from engagements.reports.progress.happened import one_line
from engagements.reports.progress.period import AHEAD, ANSWER_WITHIN, Period, Point
from phases.definitions import CRITERIA


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing asked of one person, by a day; `late` when a promise of theirs is past its day."""

    member: Membership
    text: str
    due_on: datetime.date
    late: bool = False


# -- what comes next


def letting_go(period: Period) -> Iterator[Point]:
    """Yield the processes to be let go soon."""
    for process, due in _held(period):
        if due >= period.until and due <= period.until + AHEAD:
            said = {"process": process, "who": process.owner or _("nobody")}
            yield Point(day=due, text=_("%(process)s is let go; from then on it is with %(who)s") % said)


def checks(period: Period) -> Iterator[Point]:
    """Yield the checks that are due soon."""
    if period.engagement.phase != "evaluation":
        return
    found = DurabilityCheck.objects.filter(engagement=period.engagement, answered_on=None, skipped_because="")
    for check in found.select_related("process"):
        due = check_due(check, period.engagement, period.pauses)
        if due <= period.until + AHEAD:
            yield Point(day=due, text=_("Check whether %(process)s holds") % {"process": check.process})


def fine_tunings(period: Period) -> Iterator[Point]:
    """Yield the adjustments that are to be made."""
    if period.engagement.phase != "evaluation":
        return
    found = FineTuningAction.objects.filter(engagement=period.engagement, done_on=None)
    for action in found.select_related("owner__user"):
        said = {"who": action.owner, "text": one_line(action.text)}
        yield Point(
            day=fine_tuning_due(action, period.pauses), text=_("Fine-tuning by %(who)s: “%(text)s”") % said
        )


# -- what stands in the way


def broken(period: Period) -> Iterator[Point]:
    """Yield the promises that were not kept in the period, and were not agreed anew."""
    for each in broken_promises(period):
        said = {"who": each.member, "text": one_line(each.text)}
        yield Point(day=each.broken_on, text=_("Not kept: %(who)s, “%(text)s”") % said)


def broken_promises(period: Period) -> list[Any]:
    """Return the promises that were not kept in the period. One query."""
    found = Commitment.objects.filter(engagement=period.engagement, state=CommitmentState.BROKEN)
    said = found.annotate(broken_on=Max("steps__on", filter=Q(steps__what="broken"))).select_related(
        "member__user"
    )
    return list(said.filter(broken_on__range=(period.since, period.until)))


def not_let_go(period: Period) -> Iterator[Point]:
    """Yield the processes that should have been let go by now."""
    for process, due in _held(period):
        if due < period.until:
            said = {"process": process, "day": date_format(due, "j F")}
            yield Point(day=due, text=_("%(process)s should have been let go on %(day)s") % said)


def refused_lines(period: Period) -> Iterator[Point]:
    """Yield the lines of hand-overs that their owners can't accept yet, with the reason they gave."""
    found = HandoverLine.objects.filter(engagement=period.engagement, state=LineState.REFUSED)
    for each in found.filter(process__let_go_at=None).select_related("process"):
        said = {"process": each.process, "line": each.what, "why": one_line(each.answer)}
        day = each.answered_on or period.until
        yield Point(day=day, text=_("Not accepted yet in %(process)s, “%(line)s”: %(why)s") % said)


def _held(period: Period) -> Iterator[tuple[CriticalProcess, datetime.date]]:
    if period.engagement.phase not in ("execution", "evaluation"):
        return
    pauses = plan_pauses(period.engagement)
    found = CriticalProcess.objects.filter(
        engagement=period.engagement, let_go_at=None, let_go_on__isnull=False
    )
    for process in found.select_related("owner__user"):
        due = let_go_due(process, pauses)
        if due:
            yield process, due


# -- what is asked of whom


def promises(period: Period) -> Iterator[Asked]:
    """Yield the promises to answer, and those to keep soon or late."""
    found = Commitment.objects.filter(
        engagement=period.engagement, state__in=OPEN_COMMITMENTS, member__ended_on=None
    )
    dated = found.annotate(dated_on=Max("steps__on", filter=Q(steps__due_on__isnull=False)))
    for each in dated.select_related("member__user"):
        due = promise_due(each.due_on, each.dated_on or timezone.localdate(each.created_at), period.pauses)
        if each.state == CommitmentState.PROPOSED:
            said = _("Say whether you promise: “%(text)s”")
            by = min(due, period.until + ANSWER_WITHIN) if due >= period.until else due
            yield Asked(member=each.member, text=said % {"text": one_line(each.text)}, due_on=by)
        elif due <= period.until + AHEAD:
            late = due < period.until
            yield Asked(member=each.member, text=one_line(each.text), due_on=due, late=late)


def handovers(period: Period) -> Iterator[Asked]:
    """Yield the hand-overs with lines that wait for their owner."""
    if period.engagement.phase != "execution":
        return
    still = Q(handover_lines__state=LineState.OPEN)
    found: Any = CriticalProcess.objects.filter(
        engagement=period.engagement, let_go_at=None, owner__ended_on=None, owner__isnull=False
    ).annotate(
        lines=Count("handover_lines", filter=still), waits=Min("handover_lines__changed_at", filter=still)
    )
    for process in found.filter(lines__gt=0).select_related("owner__user"):
        said = ngettext(
            "Answer %(n)s line in the hand-over of %(process)s",
            "Answer %(n)s lines in the hand-over of %(process)s",
            process.lines,
        )
        text = said % {"n": process.lines, "process": process}
        yield Asked(member=process.owner, text=text, due_on=period.until + ANSWER_WITHIN)


def requests(period: Period) -> Iterator[Asked]:
    """Yield what people were asked to bring nearer; what was written with it stays between the two."""
    found = Request.objects.filter(engagement=period.engagement, closed_at=None, member__ended_on=None)
    for each in found.exclude(member__role=Role.SHADOW).select_related("member__user").order_by("pk"):
        if each.criterion in CRITERIA:
            text = str(CRITERIA[each.criterion].client)
            yield Asked(member=each.member, text=text, due_on=period.until + ANSWER_WITHIN)
