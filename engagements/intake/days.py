"""A day as sentences of this room have it."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format


def written(day: datetime.date | datetime.datetime) -> str:
    """Return a day, or the day of a moment here, in words: 3 March 2026."""
    return date_format(timezone.localdate(day) if isinstance(day, datetime.datetime) else day, "j F Y")
