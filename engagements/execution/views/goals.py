"""Goals and where they stand; and, for the practice, where it rubbed."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from engagements.execution import boards, rules, services
from engagements.execution.forms import DropForm, FrictionForm, ReadingForm
from engagements.lifecycle import pages
from engagements.lifecycle.door import FORM, POST, door
from engagements.specification.models import Goal


@door("execution")
def execution(request, engagement):
    """Every goal: where it started, where it stands, where it should be. For the practice also where it rubbed."""
    goals = boards.goals(engagement, request.seat)
    return pages.show(
        request,
        engagement,
        "engagements/execution/execution.html",
        # The client never reads our names of the phases.
        heading=_("Execution") if request.seat.is_practice else _("Interim goals"),
        goals=goals,
        reached=sum(each.goal.state == "reached" for each in goals),
        frictions=boards.frictions(engagement, request.seat),
    )


@door("reading-add", FORM)
def reading_add(request, engagement, pk):
    """Add a reading to a goal."""
    goal = get_object_or_404(Goal, engagement=engagement, pk=pk)
    return pages.form_page(
        request,
        engagement,
        "reading-add",
        partial(ReadingForm, goal=goal),
        partial(services.add_reading, goal=goal),
        to=pages.address("execution", engagement, at=f"goal-{pk}"),
        rule=partial(rules.reading, goal, request.seat),
        said=_("Reading added."),
        title=_("Add a reading"),
        button=_("Add the reading"),
        lead=goal.title,
    )


@door("goal-reached", POST)
def goal_reached(request, engagement, pk):
    """Settle a goal as reached."""
    goal = get_object_or_404(Goal, engagement=engagement, pk=pk)
    return pages.act(
        request,
        engagement,
        partial(services.reach_goal, goal=goal, actor=request.user),
        to=pages.address("execution", engagement, at=f"goal-{pk}"),
        said=_("Reached."),
    )


@door("goal-drop", FORM)
def goal_drop(request, engagement, pk):
    """Settle a goal as dropped, with the reason."""
    goal = get_object_or_404(Goal, engagement=engagement, pk=pk)
    return pages.form_page(
        request,
        engagement,
        "goal-drop",
        DropForm,
        partial(services.drop_goal, goal=goal),
        to=pages.address("execution", engagement, at=f"goal-{pk}"),
        rule=partial(rules.settling_goal, goal),
        said=_("The goal is dropped; the reason is kept with it."),
        title=_("Drop this goal"),
        button=_("Drop the goal"),
        danger=True,
        lead=goal.title,
    )


@door("friction-add", FORM)
def friction_add(request, engagement):
    """Note where it rubbed, if need be about a promise."""
    about = request.GET.get("commitment", "")
    return pages.form_page(
        request,
        engagement,
        "friction-add",
        partial(FrictionForm, initial={"commitment": about if about.isdecimal() else None}),
        partial(services.add_friction, engagement=engagement),
        to=pages.address("execution", engagement, at="friction"),
        said=_("Noted. Friction belongs to it."),
        title=_("Note where it rubs"),
        button=_("Note it"),
        lead=_("The practice alone reads this. Where it never rubs, nothing changes."),
    )
