"""What reports ask of people: of the manager to write the next one, of the steering group to read the last."""

import datetime
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements.lifecycle.asks import Ask, asks, asks_afterwards
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.people.roles import STEERING, Role
from engagements.reports.progress.due import due_in
from engagements.reports.progress.models import ProgressReport

#: A report is asked for from this many days before it is due.
SOON = datetime.timedelta(days=7)


@asks
def report_due(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Return the report that the manager is to write soon. One query."""
    if seat.role != Role.MANAGER or seat.membership is None:
        return ()
    due = due_in([engagement]).get(engagement.pk)
    if due is None or due.on - SOON > timezone.localdate():
        return ()
    page, args = ("report", [due.draft]) if due.draft else ("report-add", [])
    sentence = (
        _("Finish progress report %(number)s and send it")
        if due.draft
        else _("Write progress report %(number)s")
    )
    return [
        Ask(
            sentence=sentence % {"number": due.number},
            url=reverse(f"engagements:{page}", args=[engagement.ref, *args]),
            detail=_("It is drafted from what was logged: you only go through it."),
            due_on=due.on,
            key=f"report-{due.number}",
        )
    ]


@asks_afterwards
@asks
def report_to_read(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Return the last report that was sent, for whom of the steering group has not opened it. One query.

    Nobody is reminded of reading: it has no key.
    """
    if seat.role not in STEERING or seat.membership is None:
        return ()
    sent = ProgressReport.objects.filter(engagement=engagement).sent().opened_by(seat.membership)
    last = sent.order_by("-sent_at", "-pk").first()
    return [_to_read(engagement, last)] if last and not last.is_opened else ()


def _to_read(engagement: Engagement, report: ProgressReport) -> Ask:
    said = {"number": report.number, "day": date_format(report.until, "j F")}
    sentence = (
        _("Read the correction of progress report %(number)s")
        if report.edition > 1
        else _("Read progress report %(number)s")
    )
    return Ask(
        sentence=sentence % said,
        url=reverse("engagements:report", args=[engagement.ref, report.pk]),
        detail=_("It reaches to %(day)s.") % said,
    )
