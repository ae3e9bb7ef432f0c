"""The other measures: the role played, trust, goals, promises, talks, durability, age. Pure arithmetic, no database."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from engagements.execution.charts import even_pace
from engagements.execution.progress import meets, percent
from engagements.measures.life import Life
from engagements.measures.series import Point, one_a_day
from engagements.people.roles import ORGANISATION_SIDE
from phases.definitions import BY_KEY, PHASES
from phases.durability import CHECK_DAYS, Verdict
from phases.shapes import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Pendulum:
    """The role played, moment by moment: from −2, conversation partner, to +2, authority.

    `expected` is the range of the present phase; of the moments noted in it `fitting` lie within.
    """

    points: tuple[Point, ...]
    expected: Span
    noted: int
    fitting: int
    mean: float | None


def pendulum(points: Iterable[Point], life: Life) -> Pendulum:
    """Return how the role swung, and how much of the present phase fits it."""
    ordered = tuple(sorted(points, key=lambda point: point.day))
    here = [point for point in ordered if life.phase_on(point.day) == life.phase]
    expected = BY_KEY[life.phase].stance
    return Pendulum(
        points=ordered,
        expected=expected,
        noted=len(here),
        fitting=sum(point.value in expected for point in here),
        mean=sum(point.value for point in here) / len(here) if here else None,
    )


@dataclass(frozen=True, slots=True)
class Pulse:
    """One trust pulse: the mean of each side's four scores; both are None until both have answered."""

    day: datetime.date
    manager: float | None
    organisation: float | None

    @property
    def gap(self) -> float | None:
        """How far apart they are, whichever is higher."""
        if self.manager is None or self.organisation is None:
            return None
        return abs(self.manager - self.organisation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """The trust pulses in the order they were asked. Shown, never ranked, and nothing depends on it."""

    pulses: tuple[Pulse, ...]

    @property
    def answered(self) -> list[Pulse]:
        """Those that both sides have answered."""
        return [pulse for pulse in self.pulses if pulse.gap is not None]


def pulse(day: datetime.date, means: dict[str, float]) -> Pulse:
    """Return a pulse from the means by side; with one side alone it says nothing yet."""
    if len(means) < 2:
        return Pulse(day, None, None)
    return Pulse(day, means["manager"], means[ORGANISATION_SIDE])


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal as it was set, followed from `since`, with what was read of it; `state` is open, reached or dropped."""

    pk: int
    title: str
    unit: str = ""
    state: str = "open"
    baseline: Decimal | None = None
    target: Decimal | None = None
    since: datetime.date
    due_on: datetime.date | None = None
    readings: tuple[tuple[datetime.date, Decimal], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalProgress:
    """How far a goal has come: whole percents of the way at the last reading, and where an even pace would be then.

    `reached` is None while it can't be followed or was never read; `even` while there is no way to pace.
    """

    goal: Goal
    points: tuple[Point, ...]
    reached: int | None
    even: int | None

    @property
    def is_behind(self) -> bool:
        """Whether an open goal was less far than an even pace when it was last read."""
        known = self.reached is not None and self.even is not None
        return self.goal.state == "open" and known and (self.reached or 0) < (self.even or 0)


def goal_progress(goal: Goal) -> GoalProgress:
    """Return how far a goal has come."""
    latest = goal.readings[-1] if goal.readings else None
    return GoalProgress(
        goal=goal,
        points=one_a_day(Point(day, float(value)) for day, value in goal.readings),
        reached=percent(goal.baseline, goal.target, latest[1] if latest else None),
        even=even_pace(goal.since, goal.due_on, latest[0]) if latest else None,
    )


def is_met(goal: Goal) -> bool:
    """Return whether the last reading is at the target or beyond."""
    return bool(goal.readings) and meets(goal.baseline, goal.target, goal.readings[-1][1])


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: its state, whether it was agreed anew on the way, and by when it is really due."""

    state: str
    is_renewed: bool
    due_on: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """How many promises were kept, as agreed or after they were agreed anew, and how many not (yet)."""

    kept: int
    kept_anew: int
    broken: int
    late: int
    open: int
    unanswered: int
    refused: int

    @property
    def settled(self) -> int:
        """How many were kept or broken."""
        return self.kept + self.kept_anew + self.broken

    @property
    def share(self) -> int | None:
        """How many of those were kept, in whole percents rounded down; None while none is settled."""
        return 100 * (self.kept + self.kept_anew) // self.settled if self.settled else None


def promises(made: Iterable[Promise], life: Life) -> Promises:
    """Return what became of the promises; nothing is late while the engagement is on hold."""
    told: Counter[str] = Counter()
    waits = life.is_paused(life.today)
    for each in made:
        name = {"proposed": "unanswered", "accepted": "open"}.get(each.state, each.state)
        if name == "kept" and each.is_renewed:
            name = "kept_anew"
        if name == "open" and each.due_on < life.today and not waits:
            name = "late"
        told[name] += 1
    names = ("kept", "kept_anew", "broken", "late", "open", "unanswered", "refused")
    return Promises(**{name: told[name] for name in names})


@dataclass(frozen=True, slots=True, kw_only=True)
class Talks:
    """How many talks at the sparring desk were started by whom."""

    organisation: int
    manager: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.organisation + self.manager

    @property
    def share(self) -> int | None:
        """What the organisation started, in whole percents rounded down; None without talks."""
        return 100 * self.organisation // self.total if self.total else None


def talks(started_by: Iterable[str]) -> Talks:
    """Return who started them."""
    told = Counter(started_by)
    return Talks(organisation=told[ORGANISATION_SIDE], manager=told.total() - told[ORGANISATION_SIDE])


@dataclass(frozen=True, slots=True)
class Check:
    """A durability check of one process: `day` is 30, 90 or 180, None when asked again; no verdict while open."""

    process: str
    day: int | None
    due_on: datetime.date
    verdict: str
    is_skipped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What the processes together said on one of the days."""

    day: int
    holds: int
    fine_tune: int
    relapsing: int
    skipped: int
    open: int

    @property
    def answered(self) -> int:
        """How many were answered."""
        return self.holds + self.fine_tune + self.relapsing

    @property
    def share(self) -> int | None:
        """How many of those hold, in whole percents rounded down; None while none is answered."""
        return 100 * self.holds // self.answered if self.answered else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Durability:
    """Does it last: at 30, 90 and 180 days. What holds at the last of them is what the engagement came to."""

    checks: tuple[Check, ...]
    moments: tuple[Moment, ...]

    @property
    def last(self) -> Moment | None:
        """The latest moment that has an answer."""
        return next((moment for moment in reversed(self.moments) if moment.answered), None)


def durability(checks: Iterable[Check]) -> Durability:
    """Return what the checks say. Those that were asked again are listed, and counted at no moment."""
    every = tuple(checks)
    return Durability(checks=every, moments=tuple(_moment(every, day) for day in CHECK_DAYS))


def _moment(checks: Iterable[Check], day: int) -> Moment:
    there = [check for check in checks if check.day == day]
    told = Counter(check.verdict for check in there)
    skipped = sum(check.is_skipped and not check.verdict for check in there)
    return Moment(
        day=day,
        holds=told[Verdict.HOLDS],
        fine_tune=told[Verdict.FINE_TUNE],
        relapsing=told[Verdict.RELAPSING],
        skipped=skipped,
        open=told[""] - skipped,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """The days in one phase: worked on, and on hold; all its stays together."""

    phase: str
    days: int
    on_hold: int
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """The days in each phase that was entered, in the order of the phases."""

    phases: tuple[Age, ...]
    now: Age | None


def ages(life: Life) -> Ages:
    """Return how long each phase took, or takes so far."""
    found = tuple(
        Age(phase=phase.key, days=life.spent(phase.key), on_hold=life.on_hold(phase.key), times=times)
        for phase in PHASES
        if (times := sum(stay.phase == phase.key for stay in life.stays))
    )
    return Ages(phases=found, now=next((age for age in found if age.phase == life.phase), None))
