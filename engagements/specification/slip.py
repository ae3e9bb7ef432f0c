"""The slip test: what moves when one goal comes later than planned. Pure reckoning on a plan; nothing is stored.

Everything that leans on the goal moves along by as many days, so that the time between two goals stays what was planned
for. Beside it stands what would be the least: how far a goal has to move so as not to come before what it leans on.
"""

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from engagements.lifecycle.pauses import Pause, effective_due
from engagements.processes.dates import let_go_due
from engagements.processes.models import CriticalProcess
from engagements.specification.content import Plan
from engagements.specification.leaning import above, leans_among
from engagements.specification.models import Goal, GoalState

Day = datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A goal that leans on the one that slips: its date, the one it would get, and the least it has to move, in days.

    `through` are the goals by which it leans on it; empty when it does so itself. A goal without a date has None for
    both; `room` is the number of days between it and the last goal it waits for, below zero when that is too late.
    """

    goal: Goal
    through: tuple[Goal, ...]
    now: Day | None
    then: Day | None
    room: int | None

    @property
    def least(self) -> int | None:
        """How many days it has to move at the least; None without a date."""
        return None if self.room is None else max(0, -self.room)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetGo:
    """A process with a goal that moves: when it is to be let go, and when the last of its goals would be there."""

    process: CriticalProcess
    due: Day
    ready: Day

    @property
    def days(self) -> int:
        """How many days the let-go would have to move; 0 when it can stay."""
        return max(0, (self.ready - self.due).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What comes of it when a goal is reached on another day."""

    goal: Goal
    now: Day
    then: Day
    moved: tuple[Moved, ...]
    let_go: tuple[LetGo, ...]
    last_now: Day
    last_then: Day
    ends_on: Day | None

    @property
    def days(self) -> int:
        """How many days the goal itself moves; below zero when it comes earlier."""
        return (self.then - self.now).days

    @property
    def last_days(self) -> int:
        """How many days the last interim goal moves."""
        return (self.last_then - self.last_now).days

    @property
    def days_over(self) -> int:
        """How many days past the planned end the last interim goal would come; 0 when it comes in time."""
        return max(0, (self.last_then - self.ends_on).days) if self.ends_on else 0


def movable(plan: Plan) -> list[Goal]:
    """Return the goals that can still slip: open, and with a date; the first one first."""
    found = [goal for goal in plan.goals if goal.state == GoalState.OPEN and goal.due_on]
    return sorted(found, key=lambda goal: (goal.due_on, goal.pk))


def slip(plan: Plan, goal: Goal, then: Day, pauses: tuple[Pause, ...] = ()) -> Slip:
    """Return what moves when an open goal with a date is reached on the day `then` instead. No query.

    `pauses` move the planned dates, as everywhere. Goals that are reached stay where they are, and carry nothing on.
    """
    open_goals = {each.pk: each for each in plan.goals if each.state == GoalState.OPEN}
    due = {pk: effective_due(each.due_on, pauses) for pk, each in open_goals.items() if each.due_on}
    leans = leans_among(open_goals.values())
    leaning = above(goal.pk, leans)
    shift = then - due[goal.pk]
    rooms = _rooms(goal.pk, then, leaning, leans, due)
    later = {goal.pk: then} | {pk: due[pk] + shift for pk in leaning if pk in due}
    moved = [
        Moved(
            goal=open_goals[pk],
            through=()
            if goal.pk in leans[pk]
            else tuple(open_goals[each] for each in sorted(leans[pk] & leaning)),
            now=due.get(pk),
            then=later.get(pk),
            room=rooms.get(pk),
        )
        for pk in sorted(leaning, key=lambda pk: (due.get(pk, Day.max), pk))
    ]
    return Slip(
        goal=goal,
        now=due[goal.pk],
        then=then,
        moved=tuple(moved),
        let_go=tuple(_let_go(plan, later, pauses)),
        last_now=max(due.values()),
        last_then=max((due | later).values()),
        ends_on=effective_due(plan.engagement.planned_end_on, pauses)
        if plan.engagement.planned_end_on
        else None,
    )


def _rooms(
    start: int,
    then: Day,
    leaning: Collection[int],
    leans: Mapping[int, Collection[int]],
    due: Mapping[int, Day],
) -> dict[int, int]:
    """Return for each goal with a date how many days there are between what it waits for and that date."""
    rooms: dict[int, int] = {}
    at_least = {start: then}
    order = TopologicalSorter({pk: [on for on in leans[pk] if on in leaning] for pk in leaning})
    for pk in order.static_order():
        # A goal without a date passes on what it waits for itself.
        waits_until = max(at_least[on] for on in leans[pk] if on in at_least)
        if pk in due:
            rooms[pk] = (due[pk] - waits_until).days
        at_least[pk] = max(waits_until, due.get(pk, waits_until))
    return rooms


def _let_go(plan: Plan, later: Mapping[int, Day], pauses: tuple[Pause, ...]) -> Iterator[LetGo]:
    """Yield each process that is not let go yet, has a date for it, and has a goal that moves."""
    ready: dict[int, Day] = {}
    for each in plan.goals:
        if each.process_id and each.pk in later:
            ready[each.process_id] = max(later[each.pk], ready.get(each.process_id, Day.min))
    for process in sorted(plan.processes, key=lambda each: (each.let_go_on or Day.max, each.pk)):
        due = let_go_due(process, pauses)
        if process.pk in ready and due and not process.is_let_go:
            yield LetGo(process=process, due=due, ready=ready[process.pk])
