"""The days of one engagement: in which phase, on hold or not, and which rung was expected when. No database.

The rule of the expected band, in full:

- A day belongs to the phase the engagement was in; on the day of a change to the phase it went to.
- How far a phase is, is counted over all the days spent there, however often it was entered: stepping back takes the
  days of the first stay along. Days on hold do not count: the band stands still.
- A phase that is over took as long as it took. The others take until the day that was planned for their end; after
  that day their band stays where it should have been by then. Where nobody planned an end, the band is all that the
  phase allows, from its beginning to its end.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engagements.lifecycle.commands import START, Standing
from engagements.lifecycle.pauses import Pause, counting_from, effective_due, pauses_in
from phases.definitions import BY_KEY, expected_band
from phases.shapes import Span

#: Standings in which no day is spent any more.
ENDED = frozenset(Standing) - {Standing.ACTIVE, Standing.ON_HOLD}
#: The step that fixes the dates of the plan.
FIXING = ("specification", "execution")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the history, as far as it says where the engagement went."""

    pk: int
    day: datetime.date
    command: str
    from_standing: str
    to_standing: str
    from_phase: str
    to_phase: str


@dataclass(frozen=True, slots=True)
class Stay:
    """Days in one phase, one after the other; `until` is the first day elsewhere, None while they go on."""

    phase: str
    since: datetime.date
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """The rungs expected on one day."""

    day: datetime.date
    band: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """The days of an engagement so far: `today` is its last one once it has ended.

    `planned` is the day each phase is to end, as far as somebody planned that; `plan_pauses` are the pauses that move
    the dates of the plan.
    """

    starts_on: datetime.date
    today: datetime.date
    phase: str
    is_over: bool = False
    stays: tuple[Stay, ...] = ()
    pauses: tuple[Pause, ...] = ()
    plan_pauses: tuple[Pause, ...] = ()
    planned: Mapping[str, datetime.date] = field(default_factory=dict)

    def phase_on(self, day: datetime.date) -> str:
        """Return the phase of a day; empty before the first and after the last."""
        found = [stay.phase for stay in self.stays if stay.since <= day and self._goes_on(stay, day)]
        return found[-1] if found else ""

    def is_paused(self, day: datetime.date) -> bool:
        """Return whether the engagement was on hold that day."""
        return any(each.since <= day and (each.until is None or day < each.until) for each in self.pauses)

    def active_days(self, since: datetime.date, until: datetime.date) -> int:
        """Return how many days there are from `since` until before `until` without those on hold."""
        return max(0, (until - since).days) - self.paused_days(since, until)

    def paused_days(self, since: datetime.date, until: datetime.date) -> int:
        """Return how many days from `since` until before `until` the engagement was on hold."""
        return sum(
            max(0, (min(until, each.until or self.today) - max(since, each.since)).days)
            for each in self.pauses
        )

    def spent(self, phase: str, until: datetime.date | None = None) -> int:
        """Return the days spent in a phase, those on hold left out, before a day or so far."""
        until = until or self.today
        return sum(self.active_days(since, min(end, until)) for since, end in self._stays_in(phase))

    def on_hold(self, phase: str) -> int:
        """Return the days a phase was on hold."""
        return sum(self.paused_days(since, end) for since, end in self._stays_in(phase))

    def expected_on(self, day: datetime.date) -> Span | None:
        """Return the rungs expected on a day; None before the first day and after the last."""
        phase = self.phase_on(day)
        return self._band(phase, day) if phase else None

    def expected(self) -> Iterator[tuple[Expected, ...]]:
        """Yield the expected band of each stay in turn: a straight way from each of its days to the next."""
        for stay in self.stays:
            until = stay.until or self.today
            if until > stay.since:
                days = sorted({stay.since, *self._turns(stay.phase, stay.since, until), until})
                yield tuple(Expected(day, self._band(stay.phase, day)) for day in days)

    # -- how it is counted

    def _goes_on(self, stay: Stay, day: datetime.date) -> bool:
        if stay.until is None:
            return day <= self.today
        # The last day of all belongs to the phase it ended in.
        return day < stay.until or (self.is_over and day == stay.until == self.today)

    def _stays_in(self, phase: str) -> list[tuple[datetime.date, datetime.date]]:
        return [(stay.since, stay.until or self.today) for stay in self.stays if stay.phase == phase]

    def _turns(self, phase: str, since: datetime.date, until: datetime.date) -> list[datetime.date]:
        """Return the days within a stay on which the band may turn: a pause, and the planned end."""
        days = [day for each in self.pauses for day in (each.since, each.until) if day]
        planned = self.planned.get(phase)
        return [day for day in (*days, *([planned] if planned else ())) if since < day < until]

    def _is_done(self, phase: str) -> bool:
        return self.is_over or BY_KEY[phase].order < BY_KEY[self.phase].order

    def _length(self, phase: str) -> int | None:
        """Return how many days a phase takes in all; None when nobody knows."""
        if self._is_done(phase):
            return self.spent(phase)
        planned = self.planned.get(phase)
        if planned is None:
            return None
        return self.spent(phase, min(planned, self.today)) + max(0, (planned - self.today).days)

    def _band(self, phase: str, day: datetime.date) -> Span:
        length = self._length(phase)
        if length is None:
            definition = BY_KEY[phase]
            return Span(low=definition.rungs_start.low, high=definition.rungs_end.high)
        return expected_band(phase, self.spent(phase, day) / length if length else 1.0)


def life_of(
    *,
    changes: Iterable[Change],
    starts_on: datetime.date,
    phase: str,
    standing: str,
    entered_on: datetime.date,
    today: datetime.date,
    let_go_until: datetime.date | None = None,
    checked_until: datetime.date | None = None,
) -> Life:
    """Return the life that a history tells. The first day is the one agreed, not the one it was written down.

    Where the row says more than its history (`phase`, entered on `entered_on`), the row counts. Execution is planned
    to end when the last process is to be let go, evaluation when the last check is due.
    """
    history: Any = sorted(changes, key=lambda change: change.pk)
    is_over = standing in ENDED
    ends = [change.day for change in history if change.to_standing in ENDED]
    last = ends[-1] if is_over and ends else today
    pauses = pauses_in(history)
    fixed = [change.day for change in history if (change.from_phase, change.to_phase) == FIXING]
    plan_pauses = counting_from(pauses, max(fixed, default=starts_on))
    dates = {
        "execution": (let_go_until, plan_pauses),
        "evaluation": (checked_until, counting_from(pauses, entered_on)),
    }
    return Life(
        starts_on=starts_on,
        today=last,
        phase=phase,
        is_over=is_over,
        stays=tuple(_stays(history, starts_on, phase, entered_on, is_over)),
        pauses=pauses,
        plan_pauses=plan_pauses,
        planned={key: effective_due(day, moving, last) for key, (day, moving) in dates.items() if day},
    )


def _stays(
    changes: Iterable[Change], starts_on: datetime.date, phase: str, entered_on: datetime.date, is_over: bool
) -> Iterator[Stay]:
    here, since = "", starts_on
    for change in changes:
        ends = change.to_standing in ENDED
        if here and (ends or change.to_phase != here):
            yield Stay(here, since, max(since, change.day))
            here = ""
        if not here and not ends:
            here = change.to_phase
            since = starts_on if change.command == START else change.day
    if is_over:
        return
    if here != phase:
        if here:
            yield Stay(here, since, max(since, entered_on))
        since = entered_on
    yield Stay(phase, since)
