"""When somebody is reminded: a few days before, the day after, then weekly, and at some point no more."""

import datetime
from dataclasses import dataclass

from engagements.lifecycle.asks import Ask

#: Days from the day something is due: a few before, the day after, then three more weeks.
AROUND = (-3, 1, 8, 15, 22)
#: Days from the day something was asked, of what waits for an answer whatever its day: three times a week apart.
AFTER_ASKING = (3, 10, 17)
#: Two reminders of the same thing lie at least so far apart, also where its day was moved in between.
REST = datetime.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which somebody is reminded, and whether none follows."""

    day: datetime.date
    is_last: bool


def moments_of(ask: Ask) -> list[datetime.date]:
    """Return the days on which somebody is reminded of an ask, in order; none where it has no day at all."""
    found = {ask.due_on + datetime.timedelta(days=days) for days in AROUND} if ask.due_on else set()
    if ask.since:
        found |= {ask.since + datetime.timedelta(days=days) for days in AFTER_ASKING}
    return sorted(found)


def latest_moment(ask: Ask, today: datetime.date) -> Moment | None:
    """Return the last of the moments that have come: whoever is late skips those before it. None when none has."""
    days = moments_of(ask)
    come = [day for day in days if day <= today]
    return Moment(come[-1], is_last=come[-1] == days[-1]) if come else None
