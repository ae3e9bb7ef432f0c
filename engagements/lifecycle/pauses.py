"""Pauses of an engagement: while it is on hold, due dates wait; afterwards they are later by as many days."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils import timezone

from engagements.lifecycle.commands import Standing
from engagements.lifecycle.models import Engagement, PhaseChange


@dataclass(frozen=True, slots=True)
class Pause:
    """One pause: from its first day; `until` is the day work went on, None while it lasts."""

    since: datetime.date
    until: datetime.date | None


def pauses_of(engagement: Engagement) -> tuple[Pause, ...]:
    """Return the engagement's pauses, oldest first. Uses the prefetched changes if there are."""
    return pauses_in(engagement.changes.all())


def read_pauses(engagement: Engagement) -> tuple[Pause, ...]:
    """Return the engagement's pauses, oldest first, and keep its changes on it: the page asks no second time."""
    prefetch_related_objects([engagement], "changes")
    return pauses_of(engagement)


def counting_from(pauses: Iterable[Pause], day: datetime.date) -> tuple[Pause, ...]:
    """Return the pauses that move a date which was set on `day`: those that began then or later."""
    return tuple(pause for pause in pauses if pause.since >= day)


def pauses_in(changes: Iterable[PhaseChange]) -> tuple[Pause, ...]:
    """Return the pauses in a history, oldest first."""
    found: list[Pause] = []
    since: datetime.date | None = None
    for change in sorted(changes, key=lambda each: each.pk):
        if change.to_standing == Standing.ON_HOLD:
            since = change.day
        elif change.from_standing == Standing.ON_HOLD and since is not None:
            found.append(Pause(since, change.day))
            since = None
    return (*found, Pause(since, None)) if since else tuple(found)


def effective_due(
    due_on: datetime.date, pauses: Iterable[Pause], today: datetime.date | None = None
) -> datetime.date:
    """Return the day something is really due: each pause that began on or before the due day moves it by its length."""
    today = today or timezone.localdate()
    for pause in pauses:
        if pause.since <= due_on:
            due_on += (pause.until or today) - pause.since
    return due_on


def is_overdue(
    due_on: datetime.date | None, pauses: Iterable[Pause], today: datetime.date | None = None
) -> bool:
    """Return whether the day has passed; never while on hold, and never without a date."""
    today = today or timezone.localdate()
    pauses = tuple(pauses)
    if due_on is None or any(pause.until is None for pause in pauses):
        return False
    return effective_due(due_on, pauses, today) < today
