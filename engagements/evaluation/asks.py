"""What the aftercare asks of people now: a check, an adjustment, an evaluation, a lesson."""

import datetime
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.evaluation.dates import check_due, fine_tuning_due
from engagements.evaluation.models import DurabilityCheck, Evaluation, FineTuningAction
from engagements.intake.fresh import fresh_wind
from engagements.intake.models import Observation
from engagements.lifecycle.asks import Ask, asks
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.pauses import read_pauses
from engagements.people.permissions import Seat
from engagements.people.roles import OWNERS, Role

#: A check or an adjustment is asked for from this many days before it is due.
SOON = datetime.timedelta(days=7)


@asks
def own_checks(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Return the checks of the seat's own processes that are (nearly) due."""
    if engagement.phase != "evaluation" or seat.role not in OWNERS or seat.membership is None:
        return ()
    checks = list(
        DurabilityCheck.objects.filter(
            engagement=engagement, process__owner=seat.membership, answered_on=None, skipped_because=""
        ).select_related("process")
    )
    pauses = read_pauses(engagement) if checks else ()
    dues = [(check, check_due(check, engagement, pauses)) for check in checks]
    return [
        Ask(
            sentence=_("Answer five questions about %(process)s") % {"process": check.process},
            url=reverse("engagements:check-answer", args=[engagement.ref, check.pk]),
            detail=_("Does it still hold? It takes two minutes."),
            due_on=due_on,
            covers="checks_answered",
            key=f"check-{check.pk}",
        )
        for check, due_on in dues
        if due_on - SOON <= timezone.localdate()
    ]


@asks
def own_fine_tunings(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Return the seat's own adjustments that are (nearly) due."""
    if engagement.phase != "evaluation" or seat.role not in OWNERS or seat.membership is None:
        return ()
    actions = list(
        FineTuningAction.objects.filter(engagement=engagement, owner=seat.membership, done_on=None)
    )
    pauses = read_pauses(engagement) if actions else ()
    dues = [(action, fine_tuning_due(action, pauses)) for action in actions]
    return [
        Ask(
            sentence=_("Say what came of the fine-tuning: “%(text)s”") % {"text": action},
            url=reverse("engagements:fine-tuning-done", args=[engagement.ref, action.pk]),
            due_on=due_on,
            covers="fine_tuning_done",
            key=f"fine-tuning-{action.pk}",
        )
        for action, due_on in dues
        if due_on - SOON <= timezone.localdate()
    ]


@asks
def open_wind(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Return how much of the fresh-wind list the manager has not settled yet."""
    if engagement.phase != "evaluation" or seat.role != Role.MANAGER:
        return ()
    wind = fresh_wind(engagement)
    seen = Observation.objects.filter(engagement=engagement, seen_on__lte=wind.until, outcome__isnull=True)
    if not (left := seen.count()):
        return ()
    return (
        Ask(
            sentence=ngettext(
                "Say what became of %(n)s thing you saw with fresh eyes",
                "Say what became of %(n)s things you saw with fresh eyes",
                left,
            )
            % {"n": left},
            url=reverse("engagements:evaluation", args=[engagement.ref]) + "#fresh-wind",
            detail=_("Acted on, refused or forgotten: a line each."),
        ),
    )


@asks
def own_evaluation(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Return the evaluation that the seat's side has not given yet. A lesson is asked for by the gate."""
    if engagement.phase != "evaluation" or seat.role not in (Role.MANAGER, Role.SPONSOR):
        return ()
    if Evaluation.objects.filter(engagement=engagement, side=seat.side).exists():
        return ()
    return (
        Ask(
            sentence=_("Look back, and say how it was"),
            url=reverse("engagements:evaluation-give", args=[engagement.ref]),
            detail=_("Both sides do; you read each other's once both are in."),
            covers="evaluated_both",
        ),
    )
