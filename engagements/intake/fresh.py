"""The fresh-wind list: what fresh eyes saw in the first 20 working days. After that it is frozen."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.intake.days import written
from engagements.intake.models import FRESH_WORKING_DAYS, Area, Observation, fresh_until
from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.pauses import effective_due, pauses_of

#: Talks before the first day count as fresh; anything earlier is a slip of the pen.
DAYS_BEFORE_THE_START = 90
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshWind:
    """Where the fresh-wind list of an engagement stands: open up to and including `until`, pauses counted in."""

    starts_on: datetime.date
    until: datetime.date
    today: datetime.date

    @property
    def is_frozen(self) -> bool:
        """Whether its last day has passed."""
        return self.today > self.until

    @property
    def frozen_since(self) -> datetime.date:
        """The first day on which it is frozen."""
        return self.until + ONE_DAY

    @property
    def days_left(self) -> int:
        """How many working days are left, today included; 0 once it is frozen."""
        day, left = max(self.today, self.starts_on), 0
        while day <= self.until:
            left += day.weekday() < 5
            day += ONE_DAY
        return left

    @property
    def days(self) -> list[bool]:
        """The 20 working days of the list in turn: whether each is over. A pause makes none of them pass."""
        over = FRESH_WORKING_DAYS - min(self.days_left, FRESH_WORKING_DAYS)
        return [number < over for number in range(FRESH_WORKING_DAYS)]

    def covers(self, observation: Observation) -> bool:
        """Return whether the observation belongs to the list."""
        return observation.seen_on <= self.until

    def holds_fast(self, observation: Observation) -> bool:
        """Return whether the observation is frozen with the list."""
        return self.is_frozen and self.covers(observation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One observation, and whether it is on the fresh-wind list, open or frozen."""

    observation: Observation
    is_fresh: bool
    is_frozen: bool


def seen_by_area(engagement: Engagement, wind: FreshWind) -> dict[Area, list[Seen]]:
    """Return every observation under its area, newest first; an area without any is there too, empty. One query."""
    found: dict[Area, list[Seen]] = {area: [] for area in Area}
    observations = Observation.objects.filter(engagement=engagement).select_related("author")
    for each in observations.order_by("-seen_on", "-pk"):
        seen = Seen(observation=each, is_fresh=wind.covers(each), is_frozen=wind.holds_fast(each))
        found[Area(each.area)].append(seen)
    return found


def fresh_wind(engagement: Engagement) -> FreshWind:
    """Return where the engagement's list stands today; during a pause, where it stood when that began.

    One query, none when the engagement's changes are prefetched.
    """
    pauses = pauses_of(engagement)
    today = next((pause.since for pause in pauses if pause.until is None), timezone.localdate())
    until = effective_due(fresh_until(engagement.starts_on), pauses, today)
    return FreshWind(starts_on=engagement.starts_on, until=until, today=today)


def require_thawed(engagement: Engagement, observation: Observation) -> None:
    """Raise NotNow when the observation is on the frozen list."""
    wind = fresh_wind(engagement)
    if wind.holds_fast(observation):
        raise NotNow(
            _(
                "The fresh-wind list has been frozen since %(day)s: what fresh eyes saw stays as it was written down. "
                "Add a new observation if you see it differently now."
            )
            % {"day": written(wind.frozen_since)}
        )


def require_seen(engagement: Engagement, seen_on: datetime.date) -> None:
    """Raise ValidationError unless something can have been seen on that day and may still be written down with it."""
    wind = fresh_wind(engagement)
    if seen_on > wind.today:
        raise ValidationError(_("This day is still to come; choose the day on which you saw it."))
    earliest = engagement.starts_on - datetime.timedelta(days=DAYS_BEFORE_THE_START)
    if seen_on < earliest:
        raise ValidationError(
            _("This is long before the first day (%(first)s); choose a day from %(earliest)s on.")
            % {"first": written(engagement.starts_on), "earliest": written(earliest)}
        )
    if wind.is_frozen and seen_on <= wind.until:
        raise ValidationError(
            _("The fresh-wind list is frozen: nothing is added to it any more. Choose a day from %(day)s on.")
            % {"day": written(wind.frozen_since)}
        )
