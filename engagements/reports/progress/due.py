"""When the next report is due, for one engagement or for many at once."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, OuterRef, Subquery

from engagements.lifecycle.models import Engagement
from engagements.lifecycle.pauses import Pause, counting_from, effective_due, read_pauses
from engagements.reports.progress.models import Every, ProgressReport, ReportSchedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The next report of one engagement: its number, the day it is due, and its draft if it is being written."""

    number: int
    on: datetime.date
    draft: int | None


def due_in(engagements: Iterable[Engagement]) -> dict[int, Due]:
    """Return by engagement when the next report is due, where a rhythm was agreed on.

    One query, and one more for each of those whose changes are not prefetched.
    """
    by_id = {engagement.pk: engagement for engagement in engagements}
    reports = ProgressReport.objects.filter(engagement=OuterRef("engagement")).order_by()
    sent = reports.sent().values("engagement")
    drafts = reports.drafts().filter(edition=1)
    found: Any = (
        ReportSchedule.objects.filter(engagement__in=by_id)
        .exclude(every=Every.NEVER)
        .annotate(
            covered=Subquery(sent.annotate(last=Max("until")).values("last")),
            last=Subquery(sent.annotate(last=Max("number")).values("last")),
            draft=Subquery(drafts.values("pk")[:1]),
        )
    )
    return {
        each.engagement_id: Due(
            number=(each.last or 0) + 1,
            on=_due_on(each, read_pauses(by_id[each.engagement_id])),
            draft=each.draft,
        )
        for each in found
    }


def _due_on(schedule: Any, pauses: tuple[Pause, ...]) -> datetime.date:
    day = schedule.rhythm.due_after(schedule.covered)
    return effective_due(day, counting_from(pauses, schedule.covered or schedule.begins_on))
