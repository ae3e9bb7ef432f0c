"""How something stands: on track, needs attention, off track. Proposed by rules; the interim manager has the last word.

Pure: numbers and days in, a verdict and its reason out. The rules are told to people in `RULES`; the limits below are
the only place where they are set.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.execution.progress import meets, percent

#: A goal that is so many points further behind than the days gone by needs attention, or is off track.
BEHIND = 15
FAR_BEHIND = 35
#: A reading older than this says too little.
OLD = datetime.timedelta(days=31)
#: The whole is off track once so large a part of the goals is.
OFF_TRACK_FROM = 1 / 3


class Verdict(models.TextChoices):
    """How a goal, or the whole, stands."""

    ON_TRACK = "on_track", gettext_lazy("On track")
    ATTENTION = "attention", gettext_lazy("Needs attention")
    OFF_TRACK = "off_track", gettext_lazy("Off track")


#: The rules as people read them, goals first.
RULES: tuple[str | Promise, ...] = (
    gettext_lazy(
        "A goal is on track when it is reached, or when it has gone as far as its time: less than 15 points behind."
    ),
    gettext_lazy(
        "It needs attention from 15 points behind, without a reading in the past month, "
        "or without a number or a day to hold it against."
    ),
    gettext_lazy(
        "It is off track from 35 points behind, or when its day has passed without it being reached."
    ),
    gettext_lazy("The whole is off track when a third of the goals or more are."),
    gettext_lazy(
        "It needs attention when a goal does or is off track, a promise was broken or is late, "
        "or a process should have been let go; otherwise it is on track."
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the rules propose, and why in a sentence."""

    verdict: Verdict
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalFacts:
    """What is known of a goal on the day `on`: where it came from, should go and stands, and the days it has.

    `begins_on` is when work on it began, `due_on` when it is really due; `paused` counts the days in between on which
    the engagement was on hold.
    """

    baseline: Decimal | None
    target: Decimal | None
    value: Decimal | None
    read_on: datetime.date | None
    begins_on: datetime.date
    due_on: datetime.date | None
    on: datetime.date
    paused: int = 0
    is_reached: bool = False


def of_goal(facts: GoalFacts) -> Proposal:
    """Return the verdict on one goal."""
    if facts.is_reached:
        return Proposal(verdict=Verdict.ON_TRACK, why=_("It is reached."))
    if meets(facts.baseline, facts.target, facts.value):
        return Proposal(verdict=Verdict.ON_TRACK, why=_("The last reading is at the target."))
    if facts.due_on is not None and facts.due_on < facts.on:
        return Proposal(verdict=Verdict.OFF_TRACK, why=_("Its day has passed."))
    if facts.baseline is None or facts.target is None:
        return Proposal(verdict=Verdict.ATTENTION, why=_("It has no number to hold it against."))
    done = percent(facts.baseline, facts.target, facts.value)
    if done is None or facts.read_on is None:
        return Proposal(verdict=Verdict.ATTENTION, why=_("It has not been read yet."))
    if facts.read_on < facts.on - OLD:
        return Proposal(verdict=Verdict.ATTENTION, why=_("There has been no reading for a month."))
    if facts.due_on is None:
        return Proposal(verdict=Verdict.ATTENTION, why=_("It has no day by which it is reached."))
    gone = time_gone(facts)
    why = _("It has gone %(done)s%% of the way in %(gone)s%% of the time.") % {"done": done, "gone": gone}
    return Proposal(verdict=_by_distance(gone - done), why=why)


def _by_distance(behind: int) -> Verdict:
    if behind >= FAR_BEHIND:
        return Verdict.OFF_TRACK
    return Verdict.ATTENTION if behind >= BEHIND else Verdict.ON_TRACK


def time_gone(facts: GoalFacts) -> int:
    """Return how much of the time of a goal with a day is over, 0 to 100; days on hold don't count."""
    if facts.due_on is None:
        raise ValueError("A goal without a day has no time.")
    whole = (facts.due_on - facts.begins_on).days - facts.paused
    if whole <= 0:
        return 100
    return min(100, max(0, 100 * ((facts.on - facts.begins_on).days - facts.paused) // whole))


def overall(goals: Collection[str], *, broken: int = 0, late: int = 0, held: int = 0) -> Proposal:
    """Return the verdict on the whole.

    From those on the goals, how many promises were `broken` in the period, how many are `late`, and how many processes
    are still `held` though their let-go date has passed.
    """
    off = sum(each == Verdict.OFF_TRACK for each in goals)
    wanting = sum(each == Verdict.ATTENTION for each in goals)
    why = [
        sentence % {"n": n, "total": len(goals)}
        for n, sentence in (
            (
                off,
                ngettext(
                    "%(n)s of %(total)s goals is off track", "%(n)s of %(total)s goals are off track", off
                ),
            ),
            (wanting, ngettext("%(n)s goal needs attention", "%(n)s goals need attention", wanting)),
            (broken, ngettext("%(n)s promise was not kept", "%(n)s promises were not kept", broken)),
            (late, ngettext("%(n)s promise is late", "%(n)s promises are late", late)),
            (
                held,
                ngettext(
                    "%(n)s process should be let go by now", "%(n)s processes should be let go by now", held
                ),
            ),
        )
        if n
    ]
    if not why:
        return Proposal(verdict=Verdict.ON_TRACK, why=_("Nothing stands in the way of the goals."))
    is_off = bool(goals) and off / len(goals) >= OFF_TRACK_FROM
    return Proposal(verdict=Verdict.OFF_TRACK if is_off else Verdict.ATTENTION, why="; ".join(why) + ".")
