"""What is asked of people about processes: to say once a month who really decides."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.lifecycle.asks import Ask, asks
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import PERMISSIONS, Seat
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess, Rating

#: A rating older than this is asked for anew.
MONTH = datetime.timedelta(days=31)


@asks
def ratings_due(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Ask the manager about every process, and owners about their own, that they did not rate in the last 31 days."""
    if engagement.phase == "intake" or seat.membership is None or seat.role not in PERMISSIONS["rating-add"]:
        return ()
    recent = Rating.objects.filter(
        process=OuterRef("pk"), rater=seat.membership, rated_on__gte=timezone.localdate() - MONTH
    )
    due = CriticalProcess.objects.filter(~Exists(recent), engagement=engagement).annotate(
        rated_on=Max("ratings__rated_on", filter=Q(ratings__rater=seat.membership))
    )
    mine = due if seat.role == Role.MANAGER else due.filter(owner=seat.membership)
    return _one_ask(list(mine), engagement, covers="" if seat.role == Role.MANAGER else "owners_at_rung_six")


def _one_ask(due: list[Any], engagement: Engagement, covers: str) -> Iterable[Ask]:
    """Return one question however many processes it is about: nobody works through a list of twelve the same."""
    if not due:
        return ()
    sentence = _("Say who really decides in %(process)s") % {"process": due[0]}
    url = reverse("engagements:rating-add", args=[engagement.ref, due[0].pk])
    if len(due) > 1:
        sentence = ngettext(
            "Say of %(n)s process who really decides", "Say of %(n)s processes who really decides", len(due)
        ) % {"n": len(due)}
        url = f"{reverse('engagements:processes', args=[engagement.ref])}#process-{due[0].pk}"
    return (
        Ask(
            sentence=sentence,
            url=url,
            detail=_("You were last asked a month ago, or never."),
            covers=covers,
            key="ratings",
            since=min(_due_since(each, engagement) for each in due),
        ),
    )


def _due_since(process: Any, engagement: Engagement) -> datetime.date:
    """Return the day from which a rating is asked: a month after the last one, or when there was something to rate."""
    if process.rated_on is not None:
        day: datetime.date = process.rated_on + MONTH
        return day
    return max(timezone.localdate(process.created_at), engagement.phase_entered_on)
