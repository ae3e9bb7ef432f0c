"""Specification: take interim goals away, and see what is left of the final goal."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar, Literal

from django.http import QueryDict
from django.utils.translation import gettext, ngettext

from phases.spline import number
from phases.tryouts.goals import BASELINE, GOALS, TARGET, Goal
from phases.tryouts.shapes import Tryout, some_of

type Condition = Literal["stands", "shaky", "gone"]

GOAL_BY_KEY = {goal.key: goal for goal in GOALS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """An interim goal on the ladder; a shaky one names the goals it misses."""

    goal: Goal
    condition: Condition
    misses: tuple[Goal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder(Tryout):
    """The interim goals with some taken away, and how far that leads."""

    template: ClassVar[str] = "phases/tryouts/specification.html"
    parameters: ClassVar[tuple[str, ...]] = ("without",)

    conditions: dict[str, Condition]
    baseline: ClassVar[int] = BASELINE
    target: ClassVar[int] = TARGET

    @property
    def rungs(self) -> list[Rung]:
        """The ladder from top to bottom: the last goal to reach comes first."""
        return [
            Rung(
                goal=goal,
                condition=self.conditions[goal.key],
                misses=tuple(GOAL_BY_KEY[key] for key in goal.leans_on if self.conditions[key] != "stands"),
            )
            for goal in reversed(GOALS)
        ]

    @property
    def lost(self) -> list[Goal]:
        """The goals taken away, from bottom to top."""
        return [goal for goal in GOALS if self.conditions[goal.key] == "gone"]

    @property
    def shaky(self) -> list[Rung]:
        """The goals that lean on something that is gone or shaky itself, from bottom to top."""
        return [rung for rung in reversed(self.rungs) if rung.condition == "shaky"]

    @property
    def days(self) -> int:
        """The waiting time this leads to."""
        return waiting(self.conditions)

    @property
    def gap(self) -> int:
        """The days by which the final goal is missed."""
        return self.days - TARGET

    @property
    def reach(self) -> str:
        """How much of the way to the final goal is covered, in percents, for a drawing."""
        return number((BASELINE - self.days) / (BASELINE - TARGET) * 100)

    @property
    def summary(self) -> str:
        """How far the final goal is missed, in a few words."""
        if not self.gap:
            return gettext("The final goal is secured")
        return ngettext(
            "Waiting time: %(gap)d day too long", "Waiting time: %(gap)d days too long", self.gap
        ) % {"gap": self.gap}

    @property
    def sentence(self) -> str:
        """What is left of the final goal."""
        if not self.lost:
            return gettext(
                "All five stand, and together they take %(days)d days off the waiting. Take one away."
            ) % {"days": BASELINE - TARGET}
        if len(self.lost) == len(GOALS):
            return gettext(
                "A final goal without a way to it: only the wish is left, and the waiting stays as it was."
            )
        return ngettext(
            "The waiting time gets stuck at %(days)d days: the final goal is missed by %(gap)d day.",
            "The waiting time gets stuck at %(days)d days: the final goal is missed by %(gap)d days.",
            self.gap,
        ) % {"days": self.days, "gap": self.gap}


def read(query: QueryDict) -> Ladder:
    """The ladder without the goals the query takes away."""
    return Ladder(conditions=conditions(some_of(query, "without", GOAL_BY_KEY)))


def conditions(gone: Collection[str]) -> dict[str, Condition]:
    """What becomes of every goal when some are gone: whatever leans on one that does not stand is shaky."""
    found: dict[str, Condition] = {}
    for goal in GOALS:
        if goal.key in gone:
            found[goal.key] = "gone"
        else:
            firm = all(found[key] == "stands" for key in goal.leans_on)
            found[goal.key] = "stands" if firm else "shaky"
    return found


def waiting(found: dict[str, Condition]) -> int:
    """The waiting time in days: a goal that stands yields all of its days, a shaky one half of them."""
    shares = {"stands": 2, "shaky": 1, "gone": 0}
    return BASELINE - sum(goal.days * shares[found[goal.key]] for goal in GOALS) // 2
