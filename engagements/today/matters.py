"""What can stand on the page of today: one line, how pressing it is, and what can be done about it on the spot."""

import datetime
from dataclasses import dataclass
from enum import IntEnum

from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.lifecycle.criteria import GateLine
from engagements.lifecycle.models import Engagement
from phases.definitions import Text

#: What is due within so many days is due this week.
WEEK = datetime.timedelta(days=7)


class Urgency(IntEnum):
    """How pressing something is, most pressing first."""

    OVERDUE = 1
    THIS_WEEK = 2
    ASKED = 3  # of the visitor, by no particular day
    WAITING = 4  # for others
    NEARLY = 5  # a gate with little left

    @property
    def title(self) -> Text:
        """What the lines of this urgency stand under."""
        return TITLES[self]


TITLES: dict[Urgency, Text] = {
    Urgency.OVERDUE: gettext_lazy("Overdue"),
    Urgency.THIS_WEEK: gettext_lazy("Within a week"),
    Urgency.ASKED: gettext_lazy("Asked of you"),
    Urgency.WAITING: gettext_lazy("Waiting for others"),
    Urgency.NEARLY: gettext_lazy("Nearly at the next phase"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What one press of a button does on the page itself: a key of `deeds.DEEDS`, and the id of what it is about."""

    key: str
    subject: int
    button: Text
    note: Text = ""


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One thing that asks for the visitor's action: what, where, by when or since when, and whose turn it is.

    `url` leads to the spot, `button` says what is done there; a `deed` does it at once. `key` is that of the ask which
    others are reminded of.
    """

    engagement: Engagement
    what: Text
    url: str
    button: Text
    due_on: datetime.date | None = None
    since: datetime.date | None = None
    detail: Text = ""
    waits: bool = False
    deed: Deed | None = None
    lines: tuple[GateLine, ...] = ()
    nearly: bool = False
    key: str = ""
    today: datetime.date

    @cached_property
    def urgency(self) -> Urgency:
        """How pressing it is now."""
        if self.nearly:
            return Urgency.NEARLY
        if self.due_on and self.due_on < self.today:
            return Urgency.OVERDUE
        if self.due_on and self.due_on <= self.today + WEEK:
            return Urgency.THIS_WEEK
        return Urgency.WAITING if self.waits else Urgency.ASKED

    @property
    def when(self) -> str:
        """By or since when, in words; empty when neither is known."""
        if self.due_on:
            return by_when(self.due_on, self.today)
        return since_when(self.since, self.today) if self.since else ""

    @property
    def order(self) -> tuple[int, datetime.date, str]:
        """What the page is ordered by: how pressing, then how long already."""
        return self.urgency, self.due_on or self.since or datetime.date.max, self.engagement.title


def by_when(due_on: datetime.date, today: datetime.date) -> str:
    """Return a due day in words, seen from today."""
    days = (due_on - today).days
    if days < -1:
        return ngettext("%(n)s day late", "%(n)s days late", -days) % {"n": -days}
    near = {-1: _("since yesterday"), 0: _("today"), 1: _("tomorrow")}
    if days in near:
        return near[days]
    if days < WEEK.days:
        return _("on %(weekday)s") % {"weekday": date_format(due_on, "l")}
    return _("by %(day)s") % {"day": date_format(due_on, "j F")}


def since_when(since: datetime.date, today: datetime.date) -> str:
    """Return in words how long something has been so."""
    days = (today - since).days
    if days < 1:
        return _("since today")
    if days == 1:
        return _("since yesterday")
    return ngettext("for %(n)s day, since %(day)s", "for %(n)s days, since %(day)s", days) % {
        "n": days,
        "day": date_format(since, "j F"),
    }
