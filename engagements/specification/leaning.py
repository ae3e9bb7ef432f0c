"""Which goals lean on which. A goal leans on another when it can't be reached before that one is.

`Leans` holds, by the id of a goal, the ids of the goals it leans on itself.
"""

from collections.abc import Collection, Iterable, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from engagements.lifecycle.work import Work
from engagements.specification.models import Goal, GoalDependency, GoalState

type Leans = Mapping[int, Collection[int]]


def below(goal: int, leans: Leans) -> set[int]:
    """Return what a goal leans on, directly and through others."""
    return _reached(goal, leans)


def above(goal: int, leans: Leans) -> set[int]:
    """Return what leans on a goal, directly and through others."""
    return _reached(goal, carried(leans))


def carried(leans: Leans) -> dict[int, frozenset[int]]:
    """Return it the other way round: by the id of a goal, the goals that lean on it themselves."""
    found: dict[int, set[int]] = {}
    for goal, on in leans.items():
        for each in on:
            found.setdefault(each, set()).add(goal)
    return {goal: frozenset(leaning) for goal, leaning in found.items()}


def leans_among(goals: Iterable[Goal]) -> dict[int, frozenset[int]]:
    """Return what each of these goals leans on among them. No query when `leans` is prefetched."""
    goals = tuple(goals)
    known = {goal.pk for goal in goals}
    return {goal.pk: frozenset({each.on_id for each in goal.leans.all()} & known) for goal in goals}


def lean(work: Work, goal: Goal, on: Iterable[Goal]) -> bool:
    """Let a goal lean on exactly these; return whether that is a change. Every line is audited by itself.

    Raises ValidationError on `leans_on` for a goal of another engagement, one that was dropped, itself, or one that
    leans on it already: nothing can lean on itself, not by a detour either.
    """
    wanted = {each.pk: each for each in on}
    found = GoalDependency.objects.filter(engagement=work.engagement).select_related("goal", "on")
    mine = {line.on_id: line for line in found if line.goal_id == goal.pk}
    others: dict[int, set[int]] = {}
    for line in found:
        if line.goal_id != goal.pk:
            others.setdefault(line.goal_id, set()).add(line.on_id)
    new = [each for pk, each in wanted.items() if pk not in mine]
    for each in new:
        _require_leanable(work, goal, each, others)
    gone = [line for pk, line in mine.items() if pk not in wanted]
    for line in gone:
        work.remove(line)
    for each in new:
        work.add(GoalDependency, goal=goal, on=each)
    return bool(new or gone)


def _require_leanable(work: Work, goal: Goal, on: Goal, leans: Leans) -> None:
    if on.engagement_id != work.engagement.pk or on.state == GoalState.DROPPED:
        raise ValidationError({"leans_on": _("Choose goals of this plan.")})
    if on.pk == goal.pk or goal.pk in below(on.pk, leans):
        raise ValidationError(
            {
                "leans_on": _(
                    "“%(goal)s” leans on this goal itself, directly or through others; they can't wait for each other."
                )
                % {"goal": on}
            }
        )


def _reached(start: int, edges: Leans) -> set[int]:
    found: set[int] = set()
    todo = [start]
    while todo:
        for each in edges.get(todo.pop(), ()):
            if each not in found:
                found.add(each)
                todo.append(each)
    return found
