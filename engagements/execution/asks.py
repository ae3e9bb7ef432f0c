"""What the execution asks of people now: answer or keep a promise, take over a process, read a goal."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.execution.dates import promise_due
from engagements.execution.models import OPEN_COMMITMENTS, Commitment, CommitmentState, LineState
from engagements.execution.permissions import PROMISING
from engagements.lifecycle.asks import Ask, asks, asks_in_place
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.pauses import Pause, read_pauses
from engagements.people.permissions import Seat
from engagements.people.roles import OWNERS, Role
from engagements.processes.dates import let_go_due, plan_pauses
from engagements.processes.models import CriticalProcess
from engagements.specification.models import Goal, GoalState

#: A promise is asked after from this many days before it is due.
SOON = datetime.timedelta(days=7)
#: A goal without a reading for longer than this is asked after.
UNREAD = datetime.timedelta(days=31)


@asks
def own_promises(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Return the seat's own promises: those to answer, and those (nearly) due."""
    if seat.role not in PROMISING or seat.membership is None or engagement.phase == "intake":
        return ()
    mine = Commitment.objects.filter(
        engagement=engagement, member=seat.membership, state__in=OPEN_COMMITMENTS
    )
    dated = list(mine.annotate(dated_on=Max("steps__on", filter=Q(steps__due_on__isnull=False))))
    return list(_about_promises(dated, engagement, read_pauses(engagement))) if dated else ()


def _about_promises(promises: list[Any], engagement: Engagement, pauses: tuple[Pause, ...]) -> Iterator[Ask]:
    today = timezone.localdate()
    for each in promises:
        due = promise_due(each.due_on, each.dated_on or today, pauses)
        args = [engagement.ref, each.pk]
        if each.state == CommitmentState.PROPOSED:
            yield Ask(
                sentence=_("Answer what is asked of you: “%(text)s”") % {"text": each},
                url=reverse("engagements:commitment-answer", args=args),
                detail=_("You can accept it, or refuse it and say why."),
                due_on=due,
                covers="commitment_named",
            )
        elif due - SOON <= today:
            yield Ask(
                sentence=_("Say what became of your promise: “%(text)s”") % {"text": each},
                url=reverse("engagements:commitment-settle", args=args),
                due_on=due,
            )


@asks
@asks_in_place("handover-line-accept")
def own_handovers(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Return the processes of the seat whose hand-over waits for its owner."""
    if engagement.phase != "execution" or seat.role not in OWNERS or seat.membership is None:
        return ()
    waiting = CriticalProcess.objects.filter(
        engagement=engagement, owner=seat.membership, let_go_at=None
    ).annotate(
        lines=Count("handover_lines"),
        unanswered=Count("handover_lines", filter=Q(handover_lines__state=LineState.OPEN)),
        accepted=Count("handover_lines", filter=Q(handover_lines__state=LineState.ACCEPTED)),
    )
    return list(_about_handovers(list(waiting), engagement, seat)) if waiting else ()


def _about_handovers(processes: list[Any], engagement: Engagement, seat: Seat) -> Iterator[Ask]:
    pauses = plan_pauses(engagement)
    for process in processes:
        due = let_go_due(process, pauses)
        if process.unanswered:
            lines = ngettext(
                "%(n)s line waits for your answer.", "%(n)s lines wait for your answer.", process.unanswered
            )
            yield Ask(
                sentence=_("Go through the hand-over of %(process)s") % {"process": process},
                url=reverse("engagements:handover", args=[engagement.ref]) + f"#process-{process.pk}",
                detail=lines % {"n": process.unanswered},
                due_on=due,
                covers="processes_let_go",
            )
        elif process.lines and process.lines == process.accepted and not seat.stand_in:
            yield Ask(
                sentence=_("Take over %(process)s") % {"process": process},
                url=reverse("engagements:handover-accept", args=[engagement.ref, process.pk]),
                detail=_("You have accepted every line. From then on it is yours."),
                due_on=due,
                covers="processes_let_go",
            )


@asks
def unread_goals(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Return the open goals without a reading for a month: their own to owners, all of them to the manager."""
    if engagement.phase != "execution" or seat.membership is None or seat.role not in OWNERS | {Role.MANAGER}:
        return ()
    since = timezone.localdate() - UNREAD
    if engagement.phase_entered_on > since:
        return ()
    unread = (
        Goal.objects.filter(engagement=engagement, state=GoalState.OPEN)
        .annotate(read_on=Max("readings__read_on"))
        .filter(Q(read_on=None) | Q(read_on__lt=since))
    )
    mine = unread if seat.role == Role.MANAGER else unread.filter(owner=seat.membership)
    return list(_about_goals(list(mine), engagement))


def _about_goals(goals: list[Goal], engagement: Engagement) -> Iterator[Ask]:
    if len(goals) == 1:
        yield Ask(
            sentence=_("Read where “%(goal)s” stands") % {"goal": goals[0]},
            url=reverse("engagements:reading-add", args=[engagement.ref, goals[0].pk]),
            detail=_("There has been no reading for a month."),
        )
    elif goals:
        yield Ask(
            sentence=ngettext("Read where %(n)s goal stands", "Read where %(n)s goals stand", len(goals))
            % {"n": len(goals)},
            url=reverse("engagements:execution", args=[engagement.ref]) + "#goals",
            detail=_("There has been no reading of them for a month."),
        )
