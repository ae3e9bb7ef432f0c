"""What each engagement adds to a figure of the practice, and what all of them come to. Pure arithmetic, no database."""

import datetime
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from engagements.lifecycle.pauses import effective_due
from engagements.measures.life import Life
from engagements.measures.others import Check, Promise
from phases.definitions import BY_KEY, PHASES

type LetGo = tuple[datetime.date, datetime.date | None]
"""The day on which a process was to be let go, and the day on which its owner accepted it."""
type Said = Sequence[Any]
"""A rating of an owner: which process, on which day, which rung."""

DAYS_A_WEEK = 7
#: A month of an engagement: thirty days that were not on hold.
DAYS_A_MONTH = 30
#: Beyond a year and a half there are too few engagements for a line.
MOST_MONTHS = 18
#: Shares are shown in steps of so many percents: one answer more or less is not to be seen in them.
STEP = 5


class Handed(StrEnum):
    """When a process was really let go, against the day that was planned."""

    IN_TIME = "in_time"
    WITHIN_A_MONTH = "within_a_month"
    LATER = "later"
    WAITING = "waiting"


class Settled(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    KEPT_ANEW = "kept_anew"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How long something takes, in whole weeks: the middle one, and between what half of them lie; `of` how many."""

    low: int
    middle: int
    high: int
    of: int


def spread(days: Sequence[float]) -> Spread:
    """Return the quartiles of some numbers of days, in weeks; there are two numbers at least."""
    low, middle, high = (
        round(each / DAYS_A_WEEK) for each in statistics.quantiles(days, n=4, method="inclusive")
    )
    return Spread(low=low, middle=middle, high=high, of=len(days))


def shares(found: Iterable[str], names: Iterable[str]) -> dict[str, int]:
    """Return the share of each name in percents, in steps of five that add up to a hundred; there is one at least."""
    told, steps = Counter(found), 100 // STEP
    exact = {name: told[name] * steps / told.total() for name in names}
    rounded = {name: int(each) for name, each in exact.items()}
    left = steps - sum(rounded.values())
    for name in sorted(exact, key=lambda name: rounded[name] - exact[name])[:left]:
        rounded[name] += 1
    return {name: each * STEP for name, each in rounded.items()}


def phase_days(life: Life, *, is_completed: bool) -> dict[str, int]:
    """Return the days of each phase that is over, those on hold left out.

    What ended before its time says nothing about the phase it ended in.
    """
    here = BY_KEY[life.phase].order
    entered = {stay.phase for stay in life.stays}
    return {
        phase.key: life.spent(phase.key)
        for phase in PHASES
        if phase.key in entered and (phase.order < here or (is_completed and phase.order == here))
    }


def handed_over(processes: Iterable[LetGo], life: Life) -> list[Handed]:
    """Return when each process was let go against its plan: those whose day has come, moved by the pauses since."""
    return [told for told in (_handed(*days, life) for days in processes) if told]


def _handed(planned: datetime.date, really: datetime.date | None, life: Life) -> Handed | None:
    due = effective_due(planned, life.plan_pauses, life.today)
    if really is None:
        return Handed.WAITING if due < life.today else None
    late = (really - due).days
    if late <= 0:
        return Handed.IN_TIME
    return Handed.WITHIN_A_MONTH if late <= DAYS_A_MONTH else Handed.LATER


def lags(ratings: Iterable[Said], life: Life) -> dict[int, float]:
    """Return by month of the engagement how far its owners were from what was expected: rungs, below it is negative.

    `ratings` are in the order of their days: of each process the last of the month counts. Within the expected band
    the distance is nothing.
    """
    last: dict[tuple[int, int], tuple[datetime.date, int]] = {}
    for process, day, rung in ratings:
        if day >= life.starts_on:
            last[life.active_days(life.starts_on, day) // DAYS_A_MONTH + 1, process] = day, rung
    found: dict[int, list[float]] = {}
    for (month, _process), (day, rung) in last.items():
        band = life.expected_on(day) if month <= MOST_MONTHS else None
        if band:
            away = min(0.0, rung - band.low) + max(0.0, rung - band.high)
            found.setdefault(month, []).append(away)
    return {month: statistics.fmean(each) for month, each in sorted(found.items())}


def verdicts(checks: Iterable[Check], day: int) -> list[str]:
    """Return what the checks of a moment said, as far as they were answered."""
    return [check.verdict for check in checks if check.day == day and check.verdict]


def settled(promises: Iterable[Promise]) -> list[Settled]:
    """Return what became of the promises that were kept or broken."""
    return [
        Settled.BROKEN if each.state == "broken" else (Settled.KEPT_ANEW if each.is_renewed else Settled.KEPT)
        for each in promises
        if each.state in ("kept", "broken")
    ]


def given[T](every: Mapping[int, T]) -> dict[int, T]:
    """Return what is not empty, by engagement."""
    return {pk: value for pk, value in every.items() if value}


def turned[K, V](every: Mapping[int, Mapping[K, V]]) -> dict[K, dict[int, V]]:
    """Return values by what they are of and then by engagement, from values by engagement."""
    found: dict[K, dict[int, V]] = {}
    for pk, values in every.items():
        for name, value in values.items():
            found.setdefault(name, {})[pk] = value
    return found
