"""Is there a plan worth carrying out, in other hands than the manager's? The answers about goals and the plan."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.lifecycle.criteria import Answer, criterion
from engagements.lifecycle.models import Engagement
from engagements.people.roles import Role
from engagements.processes.wording import some_of
from engagements.specification.content import read_plan
from engagements.specification.models import Goal, GoalState
from engagements.specification.standing import APPROVED, UNSENT, PlanStanding, standing_of, versions_of

#: With one interim goal there is nothing between it and the final goal.
GOALS_NEEDED = 2


def _goals(engagement: Engagement) -> Any:
    return (
        Goal.objects.filter(engagement=engagement).exclude(state=GoalState.DROPPED).order_by("due_on", "pk")
    )


def _every(rows: Any, holds: Callable[..., bool], sentence: Callable[[int], str], needed: int = 1) -> Answer:
    """Return the answer to an "every goal …" criterion from rows that start with the goal's title."""
    found = [(title, holds(*values)) for title, *values in rows]
    if not found:
        return Answer(met=False, said=_("There is no interim goal yet."), spot="plan")
    lacking = [title for title, met in found if not met]
    said = sentence(len(found)) % {"met": len(found) - len(lacking), "total": len(found)}
    if lacking:
        said += " " + _("Not yet: %(names)s.") % {"names": some_of(lacking)}
    if len(found) < needed:
        said += " " + _("At least two are needed.")
    return Answer(met=not lacking and len(found) >= needed, said=said, spot="plan")


@criterion("goals_set")
def goals_set(engagement: Engagement) -> Answer:
    """Return whether there are at least two interim goals, each with a date and an owner who (still) takes part."""
    return _every(
        _goals(engagement).values_list("title", "due_on", "owner_id", "owner__ended_on"),
        lambda due, owner, ended: due is not None and owner is not None and ended is None,
        lambda n: ngettext(
            "%(met)s of %(total)s interim goal has a date and an owner.",
            "%(met)s of %(total)s interim goals have a date and an owner.",
            n,
        ),
        needed=GOALS_NEEDED,
    )


@criterion("goals_measurable")
def goals_measurable(engagement: Engagement) -> Answer:
    """Return whether every interim goal has a measure, a baseline and a target."""
    return _every(
        _goals(engagement).values_list("title", "measure", "baseline", "target"),
        lambda measure, baseline, target: bool(measure) and baseline is not None and target is not None,
        lambda n: ngettext(
            "%(met)s of %(total)s interim goal can be measured.",
            "%(met)s of %(total)s interim goals can be measured.",
            n,
        ),
    )


@criterion("goals_secure")
def goals_secure(engagement: Engagement) -> Answer:
    """Return whether every interim goal says why it secures the final goal."""
    return _every(
        _goals(engagement).values_list("title", "secures"),
        lambda because: bool(because.strip()),
        lambda n: ngettext(
            "%(met)s of %(total)s interim goal says why it secures the final goal.",
            "%(met)s of %(total)s interim goals say why they secure the final goal.",
            n,
        ),
    )


@criterion("no_goal_of_manager")
def no_goal_of_manager(engagement: Engagement) -> Answer:
    """Return whether every interim goal, of which there is one, is somebody else's than the manager's."""
    found = list(_goals(engagement).values_list("title", "owner__role"))
    theirs = [title for title, role in found if role == Role.MANAGER]
    if not found:
        return Answer(met=False, said=_("There is no interim goal yet."), spot="plan")
    if not theirs:
        return Answer(met=True, said=_("None is owned by the interim manager."), spot="plan")
    said = _("Owned by the interim manager: %(names)s.") % {"names": some_of(theirs)}
    return Answer(met=False, said=said, spot="plan")


@criterion("plan_approved")
def plan_approved(engagement: Engagement) -> Answer:
    """Return whether the sponsor's approval holds for the plan exactly as it stands; says whose turn it is.

    One query while nothing was sent; seven when the plan has to be compared with what was.
    """
    sent = versions_of(engagement).exists()
    standing = standing_of(read_plan(engagement)) if sent else PlanStanding(key=UNSENT)
    waits_for = (Role.SPONSOR,) if standing.waits else (Role.MANAGER,)
    return Answer(met=standing.key == APPROVED, said=standing.said, spot="plan", waits_for=waits_for)
