"""The kinds of line in the record of an engagement: what was logged, decided, approved, skipped and done.

The lines live in the tables of those who wrote them. Who sees a line is decided as on the page it comes from. Reading
them together, in order and in pages, is `reading`.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.lifecycle.happenings import HAPPENINGS
from engagements.lifecycle.history import told
from engagements.lifecycle.models import AuditEntry, Engagement, PhaseChange, Waiver
from engagements.people.permissions import Seat
from engagements.people.roles import MANAGER_SIDE, side_of
from engagements.record.models import Approval, ApprovalKind, LogEntry, month_named
from engagements.record.permissions import WORDS_ON, kinds_of_words
from phases.definitions import CRITERIA, Text

ENTRY, CHANGE, APPROVAL, LAPSED, WAIVER, DONE = "entry", "change", "approval", "lapsed", "waiver", "done"
SYSTEM = "system"
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
#: Actions that somebody's word tells already, to those who may read that word.
TOLD_BY_WORDS: dict[str, str] = {
    "assignment-sign": ApprovalKind.ASSIGNMENT,
    "assignment-in-force": ApprovalKind.ASSIGNMENT,
    "assignment-return": ApprovalKind.ASSIGNMENT,
    "plan-approve": ApprovalKind.PLAN,
    "plan-return": ApprovalKind.PLAN,
    "goal-approval-lapsed": ApprovalKind.GOAL,
    "case-consent": ApprovalKind.CASE,
    "worked-month-approve": ApprovalKind.MONTH,
    "worked-month-dispute": ApprovalKind.MONTH,
    "worked-month-correct": ApprovalKind.MONTH,
    "handover-line-accept": ApprovalKind.HANDOVER,
    "handover-line-refuse": ApprovalKind.HANDOVER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the record, as its reader is told it; `item` is what a log entry or a change has more to say with."""

    kind: str
    pk: int
    day: datetime.date
    at: datetime.datetime | None = None
    title: Text = ""
    text: str = ""
    who: str = ""
    side: str = SYSTEM
    url: str = ""
    item: Any = None


type Key = tuple[datetime.date, int, datetime.datetime, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One kind of line: its rows as a seat may read them, when they happened, who and which texts are searched.

    `moment` is a day for what carries no time; such lines come after all others of their day.
    """

    kind: str
    rows: Callable[[Engagement, Seat], QuerySet]
    line: Callable[[Any, Seat], Line]
    moment: str
    texts: tuple[str, ...]
    person: str = ""
    has_time: bool = True
    related: tuple[str, ...] = ()

    def key(self, row: Any) -> Key:
        """Return what rows of all kinds are ordered by, newest first."""
        moment = getattr(row, self.moment)
        if not self.has_time:
            return moment, 0, EPOCH, 0, row.pk
        return timezone.localdate(moment), 1, moment, RANKS[self.kind], row.pk

    def before(self, key: Key) -> Q:
        """Return the condition for rows that come after `key` in the list."""
        day, timed, moment, rank, pk = key
        if not self.has_time:
            older = Q(**{f"{self.moment}__lt": day})
            same = Q(**{self.moment: day})
            return (older | same) if timed else (older | (same & Q(pk__lt=pk)))
        if not timed:
            return Q(**{f"{self.moment}__lt": start_of(day)})
        older = Q(**{f"{self.moment}__lt": moment})
        same = Q(**{self.moment: moment})
        if RANKS[self.kind] < rank:
            return older | same
        return older | (same & Q(pk__lt=pk)) if RANKS[self.kind] == rank else older

    def within(self, since: datetime.date | None, until: datetime.date | None) -> Q:
        """Return the condition for rows of a period, both days included."""
        found = Q()
        if since:
            found &= Q(**{f"{self.moment}__gte": start_of(since) if self.has_time else since})
        if until:
            after = until + datetime.timedelta(days=1)
            found &= Q(**{f"{self.moment}__lt": start_of(after) if self.has_time else after})
        return found

    def matching(self, words: str) -> Q:
        """Return the condition for rows with every word in one of their texts, in any case."""
        found = Q()
        for word in words.split():
            anywhere = Q()
            for text in self.texts:
                anywhere |= Q(**{f"{text}__icontains": word})
            found &= anywhere
        return found


def start_of(day: datetime.date) -> datetime.datetime:
    """Return the moment a day begins, here."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


# -- the kinds


def _words(engagement: Engagement, seat: Seat) -> QuerySet:
    return Approval.objects.filter(engagement=engagement, kind__in=kinds_of_words(seat))


def _lapsed(engagement: Engagement, seat: Seat) -> QuerySet:
    return _words(engagement, seat).filter(approved=True, lapsed_at__isnull=False)


def _changes(engagement: Engagement, seat: Seat) -> QuerySet:
    changes = PhaseChange.objects.filter(engagement=engagement)
    return changes if seat.may("history") else changes.none()


def _done(engagement: Engagement, seat: Seat) -> QuerySet:
    words = kinds_of_words(seat)
    actions = [
        action
        for action, each in HAPPENINGS.items()
        if seat.role in each.roles and TOLD_BY_WORDS.get(action) not in words
    ]
    return AuditEntry.objects.filter(engagement=engagement, action__in=actions)


def _of_entry(entry: LogEntry, seat: Seat) -> Line:
    return Line(
        kind=ENTRY, pk=entry.pk, day=entry.happened_on, who=str(entry.author), side=MANAGER_SIDE, item=entry
    )


def _of_change(change: PhaseChange, seat: Seat) -> Line:
    found = told(change, seat)
    return Line(
        kind=CHANGE,
        pk=change.pk,
        day=change.day,
        at=change.at,
        title=found.title,
        text=change.reason,
        who=str(change.actor),
        url=f"{_page('history', change.engagement)}#change-{change.pk}",
        item=found,
    )


def _of_word(word: Approval, seat: Seat) -> Line:
    said = _("Approved: %(what)s") if word.approved else _("Change asked: %(what)s")
    return Line(
        kind=APPROVAL,
        pk=word.pk,
        day=timezone.localdate(word.at),
        at=word.at,
        title=said % {"what": subject_of(word)},
        text=word.reason,
        who=word.who,
        side=side_of(word.role),
        url=_page(WORDS_ON[word.kind], word.engagement),
    )


def _of_lapse(word: Approval, seat: Seat) -> Line:
    return Line(
        kind=LAPSED,
        pk=word.pk,
        day=timezone.localdate(word.lapsed_at),
        at=word.lapsed_at,
        title=_("No longer approved: %(what)s") % {"what": subject_of(word)},
        text=word.lapsed_because,
        url=_page(WORDS_ON[word.kind], word.engagement),
    )


def _of_waiver(waiver: Waiver, seat: Seat) -> Line:
    definition = CRITERIA.get(waiver.criterion)
    sentence = (definition.manager if seat.is_practice else definition.client) if definition else ""
    return Line(
        kind=WAIVER,
        pk=waiver.pk,
        day=timezone.localdate(waiver.at),
        at=waiver.at,
        title=_("Skipped with a reason: %(what)s") % {"what": sentence},
        text=waiver.reason,
        who=str(waiver.actor),
    )


def _of_deed(deed: AuditEntry, seat: Seat) -> Line:
    return Line(
        kind=DONE,
        pk=deed.pk,
        day=timezone.localdate(deed.at),
        at=deed.at,
        title=HAPPENINGS[deed.action].say(deed),
        who=deed.who,
    )


def subject_of(word: Approval) -> str:
    """Return what somebody's word is about, as far as the content that was approved says it."""
    name = str(word.get_kind_display())
    content = word.content
    if word.kind == ApprovalKind.MONTH:
        return f"{name}, {month_named(content['month'])}"
    if word.kind == ApprovalKind.ASSIGNMENT and "number" in content:
        return f"{name}, {_('version %(number)s') % {'number': content['number']}}"
    return f"{name}, {content['title']}" if content.get("title") else name


def _page(name: str, engagement: Engagement) -> str:
    return reverse(f"engagements:{name}", args=[engagement.ref])


_ALL = (
    Source(
        kind=ENTRY,
        rows=lambda engagement, seat: LogEntry.objects.filter(engagement=engagement).seen_from(seat),
        line=_of_entry,
        moment="happened_on",
        has_time=False,
        texts=("text",),
        person="author",
        related=("author",),
    ),
    Source(
        kind=DONE,
        rows=_done,
        line=_of_deed,
        moment="at",
        texts=("subject",),
        person="actor",
        related=("actor", "on_behalf_of__user"),
    ),
    Source(
        kind=WAIVER,
        rows=lambda engagement, seat: Waiver.objects.filter(engagement=engagement),
        line=_of_waiver,
        moment="at",
        texts=("reason",),
        person="actor",
        related=("actor",),
    ),
    Source(
        kind=LAPSED,
        rows=_lapsed,
        line=_of_lapse,
        moment="lapsed_at",
        texts=("lapsed_because",),
    ),
    Source(
        kind=APPROVAL,
        rows=_words,
        line=_of_word,
        moment="at",
        texts=("reason",),
        person="member__user",
        related=("member__user", "on_behalf_of__user"),
    ),
    Source(
        kind=CHANGE,
        rows=_changes,
        line=_of_change,
        moment="at",
        texts=("reason",),
        person="actor",
        related=("actor",),
    ),
)
SOURCES = {source.kind: source for source in _ALL}
#: Of what happened at the very same moment, the higher stands above.
RANKS = {source.kind: rank for rank, source in enumerate(_ALL)}
