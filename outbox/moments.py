"""When overviews are made: every quarter of an hour, on the morning of a working day, on Monday morning."""

from datetime import datetime, time, timedelta

from django.utils import timezone

QUARTER = timedelta(minutes=15)
MORNING = time(7)
MONDAY, SATURDAY = 0, 5


def last_quarter(now: datetime) -> datetime:
    """Return the latest whole quarter of an hour."""
    return now - timedelta(minutes=now.minute % 15, seconds=now.second, microseconds=now.microsecond)


def last_morning(now: datetime) -> datetime:
    """Return the latest morning of a working day, here."""
    found = _morning_before(now)
    return found if found.weekday() < SATURDAY else _back(found, found.weekday() - SATURDAY + 1)


def last_monday(now: datetime) -> datetime:
    """Return the latest Monday morning, here."""
    found = _morning_before(now)
    return _back(found, found.weekday() - MONDAY)


def _morning_before(now: datetime) -> datetime:
    today = timezone.localtime(now).replace(
        hour=MORNING.hour, minute=MORNING.minute, second=0, microsecond=0, fold=0
    )
    return today if today <= now else _back(today, 1)


def _back(morning: datetime, days: int) -> datetime:
    """Return the same time of the clock so many days before, also where the clocks were changed in between."""
    return morning - timedelta(days=days)  # local time: the zone works out its own offset
