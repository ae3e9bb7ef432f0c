"""Making, replacing and taking back somebody's calendar address; and keeping account of what it told."""

import datetime
import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from engagements.calendar.models import Calendar, CalendarEntry, Status, Titles
from engagements.calendar.sources import Planned, everything_planned
from engagements.calendar.tables import tables_of
from engagements.calendar.titles import Worded, wording_for

if TYPE_CHECKING:
    from accounts.models import User

#: What was called off is told for so long: programs that only add would otherwise keep showing it.
CALLED_OFF_FOR = datetime.timedelta(days=30)
#: So often an hour one calendar may be read; programs ask a few times a day.
READS_AN_HOUR = 60
HOUR = datetime.timedelta(hours=1)
TOLD = ("day", "status", "fingerprint", "sequence", "changed_at")


# -- The address -----------------------------------------------------------------------------------


def make_address(*, actor: "User", titles: str = Titles.FULL) -> str:
    """Give somebody a new secret address and return the secret, this once; an address they had stops working."""
    secret = secrets.token_urlsafe(32)
    values = {
        "secret_hash": hash_of(secret),
        "titles": titles,
        "made_at": timezone.now(),
        "read_at": None,
        "counted_from": None,
        "reads": 0,
    }
    Calendar.objects.update_or_create(user=actor, defaults=values)
    return secret


def choose_titles(*, actor: "User", titles: str) -> None:
    """Say how much the titles tell from now on; programs read it at their next visit."""
    Calendar.objects.filter(user=actor).update(titles=titles)


def revoke_address(*, actor: "User") -> None:
    """Take somebody's address back: whoever reads it finds nothing any more."""
    Calendar.objects.filter(user=actor).update(secret_hash=None)


def calendar_at(secret: str) -> Calendar | None:
    """Return the calendar at this address; None when there is none, or its person has left. One query."""
    found = Calendar.objects.select_related("user").filter(secret_hash=hash_of(secret), user__is_active=True)
    return found.first()


def hash_of(secret: str) -> str:
    """Return what is kept of a secret; it is long and random, so a plain hash can't be guessed back."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def count_read(calendar: Calendar) -> bool:
    """Note that a calendar is read, and return whether it may be: not more than so often an hour. Two queries."""
    now = timezone.now()
    this_hour = When(counted_from__gt=now - HOUR, then=F("reads") + 1)
    began = When(counted_from__gt=now - HOUR, then=F("counted_from"))
    mine = Calendar.objects.filter(pk=calendar.pk)
    mine.update(
        reads=Case(this_hour, default=Value(1)), counted_from=Case(began, default=Value(now)), read_at=now
    )
    return mine.values_list("reads", flat=True)[0] <= READS_AN_HOUR


# -- What it tells ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """One entry as it is told: what is kept of it, and its words; without a plan it was called off."""

    entry: CalendarEntry
    planned: Planned | None = None
    words: Worded | None = None


def told_by(calendar: Calendar) -> list[Told]:
    """Return what a calendar tells now, by day, in the active language; and keep account of what is new in it.

    The same number of queries however much there is. Whoever reads at the same time counts a change once.
    """
    tables = tables_of(calendar.user)
    wording = wording_for(tables, calendar.titles)
    planned = {(each.kind.value, each.object_id): each for each in everything_planned(tables)}
    words = {key: wording.of(each) for key, each in planned.items()}
    entries = _known(calendar)
    if _differences(calendar, entries, planned, words):
        entries = _keep_account(calendar, planned, words)
    since = timezone.now() - CALLED_OFF_FOR
    told = [
        Told(entry, planned.get(key), words.get(key))
        for key, entry in entries.items()
        if not entry.is_cancelled or entry.changed_at > since
    ]
    return sorted(told, key=lambda each: (each.entry.day, each.entry.pk))


type Key = tuple[str, int]


def _known(calendar: Calendar) -> dict[Key, CalendarEntry]:
    return {(each.kind, each.object_id): each for each in calendar.entries.all()}


def _keep_account(
    calendar: Calendar, planned: dict[Key, Planned], words: dict[Key, Worded]
) -> dict[Key, CalendarEntry]:
    """Store what is new, under the lock of the calendar, and return all entries as they then are."""
    with transaction.atomic():
        Calendar.objects.select_for_update().get(pk=calendar.pk)
        entries = _known(calendar)
        changed = _differences(calendar, entries, planned, words)
        CalendarEntry.objects.bulk_create([each for each in changed if each.pk is None])
        CalendarEntry.objects.bulk_update([each for each in changed if each.pk is not None], TOLD)
        return _known(calendar)


def _differences(
    calendar: Calendar,
    entries: dict[Key, CalendarEntry],
    planned: dict[Key, Planned],
    words: dict[Key, Worded],
) -> list[CalendarEntry]:
    """Return the entries that differ from what was told last, as they are to be told now; stores nothing."""
    now = timezone.now()
    changed = list(_called_off(entries, planned.keys(), now))
    for key, each in planned.items():
        status = Status.TENTATIVE if each.table.is_on_hold else Status.CONFIRMED
        print_ = _fingerprint(status, each, words[key])
        entry = entries.get(key)
        if entry is not None and entry.fingerprint == print_:
            continue
        changed.append(
            CalendarEntry(
                pk=entry.pk if entry else None,
                uid=entry.uid if entry else CalendarEntry._meta.get_field("uid").get_default(),
                calendar=calendar,
                kind=key[0],
                object_id=key[1],
                day=each.day,
                status=status,
                fingerprint=print_,
                sequence=entry.sequence + 1 if entry else 0,
                changed_at=now,
            )
        )
    return changed


def _called_off(
    entries: dict[Key, CalendarEntry], planned: Iterable[Key], now: datetime.datetime
) -> Iterable[CalendarEntry]:
    """Yield the entries whose thing is done, dropped or out of sight, called off."""
    for key in entries.keys() - set(planned):
        entry = entries[key]
        if not entry.is_cancelled:
            entry.status, entry.fingerprint = Status.CANCELLED, ""
            entry.sequence, entry.changed_at = entry.sequence + 1, now
            yield entry


def _fingerprint(status: str, planned: Planned, words: Worded) -> str:
    """Return what changes when anything changes that is told."""
    told = [status, planned.day.isoformat(), planned.path, words.title, words.about]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
