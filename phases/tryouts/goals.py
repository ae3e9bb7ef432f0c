"""A final goal and the five interim goals that lead to it, for the try-out of the specification."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from phases.shapes import Text

BASELINE, TARGET = 41, 14
"""Days from referral to first appointment: today, and as the final goal has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One interim goal: its measure, what it secures, and what is lost without it.

    `days` is what it takes off the waiting time; `leans_on` holds the keys of goals it cannot do without.
    """

    key: str
    title: Text
    measure: Text
    baseline: int
    target: int
    because: Text
    lost: Text
    days: int
    leans_on: tuple[str, ...] = ()


GOALS = (
    Goal(
        key="list",
        title=_("One waiting list"),
        measure=_("waiting lists"),
        baseline=5,
        target=1,
        because=_("because you can only help in turn those whom you can see."),
        lost=_("Nobody can see any more who has waited longest."),
        days=3,
    ),
    Goal(
        key="roster",
        title=_("Rosters known well ahead"),
        measure=_("weeks ahead"),
        baseline=2,
        target=6,
        because=_("because an appointment needs somebody who will be there."),
        lost=_("Appointments are promised in weeks nobody has planned."),
        days=6,
    ),
    Goal(
        key="letters",
        title=_("Every referral read at once"),
        measure=_("working days"),
        baseline=9,
        target=2,
        because=_("because the waiting begins before anyone has looked."),
        lost=_("The first nine days go by before anyone has looked."),
        days=6,
        leans_on=("list",),
    ),
    Goal(
        key="slots",
        title=_("Free places filled again"),
        measure=_("percent within the week"),
        baseline=45,
        target=90,
        because=_("because every empty place is a patient who could have come."),
        lost=_("A cancelled appointment stays empty while people wait."),
        days=8,
        leans_on=("list", "roster"),
    ),
    Goal(
        key="steering",
        title=_("Team leads steer by the figure"),
        measure=_("weeks without the manager"),
        baseline=0,
        target=8,
        because=_("because what only the manager keeps up ends with the manager."),
        lost=_("It works for as long as the interim manager is watching."),
        days=4,
        leans_on=("letters", "slots"),
    ),
)
"""From the first one to reach to the last; a goal leans only on those before it."""
