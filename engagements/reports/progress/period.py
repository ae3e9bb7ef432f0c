"""The period a report is about, and one point in it."""

import datetime
from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone

from engagements.lifecycle.models import Engagement
from engagements.lifecycle.pauses import Pause, read_pauses
from engagements.record.lines import start_of
from engagements.reports.progress.models import ProgressReport

#: A report looks so far ahead.
AHEAD = datetime.timedelta(days=35)
#: What is asked without a day of its own is asked by so many days after the report.
ANSWER_WITHIN = datetime.timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Part of the life of one engagement, both days included; with its pauses."""

    engagement: Engagement
    since: datetime.date
    until: datetime.date
    pauses: tuple[Pause, ...]

    @property
    def begins_at(self) -> datetime.datetime:
        """The moment it begins."""
        return start_of(self.since)

    @property
    def ends_at(self) -> datetime.datetime:
        """The moment after its end."""
        return start_of(self.until + datetime.timedelta(days=1))

    def paused_between(self, since: datetime.date) -> int:
        """Return on how many days from `since` to the end of the period the engagement was on hold."""
        days = (
            min(pause.until or self.until, self.until) - max(pause.since, since)
            for pause in self.pauses
            if pause.since <= self.until
        )
        return sum(max(0, each.days) for each in days)


def period_of(engagement: Engagement, since: datetime.date, until: datetime.date) -> Period:
    """Return the period. One query, unless the engagement's changes are read already."""
    return Period(engagement=engagement, since=since, until=until, pauses=read_pauses(engagement))


def next_period(engagement: Engagement) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of the next report. One query.

    It goes on from the day after the last report that was sent, until today.
    """
    today = timezone.localdate()
    sent = ProgressReport.objects.filter(engagement=engagement).sent()
    last: datetime.date | None = sent.aggregate(last=Max("until"))["last"]
    since = last + datetime.timedelta(days=1) if last else engagement.starts_on
    return min(since, today), today


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a report: the day it is about, and one line of text."""

    day: datetime.date
    text: str
