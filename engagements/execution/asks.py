"""What the execution asks of people now: answer or keep a promise, take over a process, read a goal."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.execution.dates import promise_due
from engagements.execution.models import OPEN_COMMITMENTS, Commitment, CommitmentState, LineState
from engagements.execution.permissions import PROMISING
from engagements.lifecycle.asks import Ask, asks, asks_in_place
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.pauses import Pause, effective_due, read_pauses
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
        # The page with the promise, not the form: there a yes is one tap.
        place = f"{reverse('engagements:commitments', args=[engagement.ref])}#commitment-{each.pk}"
        if each.state == CommitmentState.PROPOSED:
            yield Ask(
                sentence=_("Answer what is asked of you: “%(text)s”") % {"text": each},
                url=place,
                detail=_("You can accept it, or refuse it and say why."),
                due_on=due,
                covers="commitment_named",
                key=f"commitment-{each.pk}",
                since=each.dated_on,
            )
        elif due - SOON <= today:
            yield Ask(
                sentence=_("Say what became of your promise: “%(text)s”") % {"text": each},
                url=place,
                due_on=due,
                key=f"commitment-{each.pk}",
            )


@asks
@asks_in_place("handover-line-accept")
def own_handovers(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Return the processes of the seat whose hand-over waits for its owner."""
    if engagement.phase != "execution" or seat.role not in OWNERS or seat.membership is None:
        return ()
    still = Q(handover_lines__state=LineState.OPEN)
    waiting = CriticalProcess.objects.filter(
        engagement=engagement, owner=seat.membership, let_go_at=None
    ).annotate(
        lines=Count("handover_lines"),
        unanswered=Count("handover_lines", filter=still),
        waits_since=Min("handover_lines__changed_at", filter=still),
        answered_on=Max("handover_lines__answered_on"),
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
                key=f"handover-{process.pk}",
                since=timezone.localdate(process.waits_since),
            )
        elif process.lines and process.lines == process.accepted and not seat.stand_in:
            yield Ask(
                sentence=_("Take over %(process)s") % {"process": process},
                url=reverse("engagements:handover-accept", args=[engagement.ref, process.pk]),
                detail=_("You have accepted every line. From then on it is yours."),
                due_on=due,
                covers="processes_let_go",
                key=f"handover-{process.pk}",
                since=process.answered_on,
            )


@asks
def goals_to_read(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Return the open goals to read: own ones (nearly) due, until that is done, and those without one for a month.

    The manager is asked after all goals, but not by their day: those stand on the page of today.
    """
    if engagement.phase != "execution" or seat.membership is None or seat.role not in OWNERS | {Role.MANAGER}:
        return ()
    if seat.role == Role.MANAGER and engagement.phase_entered_on > timezone.localdate() - UNREAD:
        return ()
    still = Goal.objects.filter(engagement=engagement, state=GoalState.OPEN)
    mine = still if seat.role == Role.MANAGER else still.filter(owner=seat.membership)
    found = list(mine.annotate(read_on=Max("readings__read_on")))
    due = [] if seat.role == Role.MANAGER else list(_due_to_read(found, engagement))
    nearly = {goal.pk for goal, _due_on in due}
    return [
        *_about_due(due, engagement),
        *_about_unread([each for each in found if each.pk not in nearly], engagement),
    ]


def _due_to_read(goals: list[Any], engagement: Engagement) -> Iterator[tuple[Any, datetime.date]]:
    dated = [goal for goal in goals if goal.due_on]
    pauses = plan_pauses(engagement) if dated else ()
    for goal in dated:
        due_on = effective_due(goal.due_on, pauses)
        if due_on - SOON <= timezone.localdate() and not (goal.read_on and goal.read_on >= due_on - SOON):
            yield goal, due_on


def _about_due(due: list[tuple[Any, datetime.date]], engagement: Engagement) -> Iterator[Ask]:
    for goal, due_on in due:
        yield Ask(
            sentence=_("Read where “%(goal)s” stands") % {"goal": goal},
            url=reverse("engagements:reading-add", args=[engagement.ref, goal.pk]),
            detail=_("This is the day by which it should be reached."),
            due_on=due_on,
            key=f"goal-{goal.pk}",
        )


def _about_unread(goals: list[Any], engagement: Engagement) -> Iterator[Ask]:
    since = timezone.localdate() - UNREAD
    unread = [goal for goal in goals if goal.read_on is None or goal.read_on < since]
    if not unread or engagement.phase_entered_on > since:
        return
    latest = (
        max(goal.read_on or engagement.phase_entered_on, engagement.phase_entered_on) for goal in unread
    )
    asked: dict[str, Any] = {"key": "readings", "since": min(latest) + UNREAD}
    if len(unread) == 1:
        yield Ask(
            sentence=_("Read where “%(goal)s” stands") % {"goal": unread[0]},
            url=reverse("engagements:reading-add", args=[engagement.ref, unread[0].pk]),
            detail=_("There has been no reading for a month."),
            **asked,
        )
    else:
        yield Ask(
            sentence=ngettext("Read where %(n)s goal stands", "Read where %(n)s goals stand", len(unread))
            % {"n": len(unread)},
            url=reverse("engagements:execution", args=[engagement.ref]) + "#goals",
            detail=_("There has been no reading of them for a month."),
            **asked,
        )
