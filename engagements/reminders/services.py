"""Reminding people of what is asked of them, once a moment, however often or late this is run."""

import datetime
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from engagements.lifecycle.asks import Ask, asked_of
from engagements.lifecycle.commands import REOPEN_WITHIN_DAYS, Standing
from engagements.lifecycle.letters import topic
from engagements.lifecycle.models import Engagement, PhaseChange
from engagements.people.models import Membership
from engagements.people.permissions import seat_of
from engagements.reminders.models import Reminder
from engagements.reminders.moments import REST, Moment, latest_moment
from outbox import post
from outbox.rhythms import HELD, Rhythm, when
from outbox.weights import Weight


def remind_everybody(now: datetime.datetime) -> int:
    """Remind everybody of what is asked of them, where the moment has come; return how many reminders were made.

    Nobody is reminded while their engagement is on hold. Safe to run twice, late, and on two machines at once.
    """
    return sum(remind(member, now) for member in _members(now))


def _members(now: datetime.datetime) -> Iterator[Membership]:
    """Yield who may be asked something: in engagements that go on, or ended in the past year."""
    since = now - datetime.timedelta(days=REOPEN_WITHIN_DAYS)
    lately = PhaseChange.objects.filter(engagement=OuterRef("pk"), at__gt=since)
    going = Engagement.objects.exclude(standing=Standing.ON_HOLD).filter(
        Q(standing=Standing.ACTIVE) | Exists(lately)
    )
    for engagement in going.select_related("organisation").prefetch_related("changes"):
        members = Membership.objects.current().filter(engagement=engagement, user__is_active=True)
        for member in members.select_related("user"):
            member.engagement = engagement  # read once, with its changes
            yield member


def remind(member: Membership, now: datetime.datetime) -> int:
    """Remind one person in one engagement; return of how many things. Their mail is noted with them or not at all."""
    seat = seat_of(member.user, member.engagement)
    asked = [ask for ask in asked_of(member.engagement, seat) if ask.key] if seat else []
    known = list(Reminder.objects.filter(membership=member))
    _close_done(known, asked, now)
    due = list(_due(asked, known, timezone.localdate(now)))
    if not due:
        return 0
    with transaction.atomic():
        made = [ask.key for ask, moment in due if _is_first(member, ask, moment)]
        _queue(member, made, now)
    return len(made)


def _due(
    asked: Iterable[Ask], known: Iterable[Reminder], today: datetime.date
) -> Iterator[tuple[Ask, Moment]]:
    last: dict[str, datetime.date] = {}
    for reminder in known:
        last[reminder.key] = max(reminder.moment, last.get(reminder.key, reminder.moment))
    for ask in asked:
        moment = latest_moment(ask, today)
        if moment and (ask.key not in last or moment.day >= last[ask.key] + REST):
            yield ask, moment


def _close_done(known: Iterable[Reminder], asked: Iterable[Ask], now: datetime.datetime) -> None:
    """Note of which things nobody has to be reminded any more."""
    still = {ask.key for ask in asked}
    done = [each.pk for each in known if each.closed_at is None and each.key not in still]
    if done:
        Reminder.objects.filter(pk__in=done).update(closed_at=now)


def _is_first(member: Membership, ask: Ask, moment: Moment) -> bool:
    """Note that somebody is reminded at this moment; return False where another machine did so already."""
    _reminder, is_first = Reminder.objects.get_or_create(
        membership=member, key=ask.key, moment=moment.day, defaults={"is_last": moment.is_last}
    )
    return is_first


def _queue(member: Membership, keys: list[str], now: datetime.datetime) -> None:
    """Queue one mail about all of them; for an overview one about each, which then stands where that is asked."""
    if not keys:
        return
    held = when(Weight.BINDING, Rhythm(member.user.mail_rhythm), now) is HELD
    for some in [[key] for key in keys] if held else [keys]:
        post.queue(
            "reminder",
            recipient=member.user,
            topic=topic(member.engagement_id),
            membership=member.pk,
            keys=some,
        )
