"""What a step back means for the plan, and what would be left behind when an engagement ends early."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms as django_forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.lifecycle import forms
from engagements.lifecycle.consequences import OpenItem, consequence, open_items
from engagements.lifecycle.models import Engagement, PhaseChange
from engagements.lifecycle.work import Work
from engagements.people import permissions
from engagements.record import approvals
from engagements.record.models import ApprovalKind
from engagements.specification.models import Goal, GoalState

REVISED_FROM = "execution"


def _open_goals(engagement: Engagement) -> Any:
    return Goal.objects.filter(engagement=engagement, state=GoalState.OPEN).order_by("due_on", "pk")


def affected_goals(engagement: Engagement) -> dict[str, django_forms.Field]:
    """Return the question which open interim goals a step back out of the execution is about; all, to begin with."""
    goals = (
        {str(goal.pk): goal for goal in _open_goals(engagement)} if engagement.phase == REVISED_FROM else {}
    )
    if not goals:
        return {}
    return {
        # Not a ModelMultipleChoiceField: that hands any number to the database, also one it has no room for.
        "goals": django_forms.TypedMultipleChoiceField(
            label=gettext_lazy("Which interim goals is this about?"),
            help_text=gettext_lazy(
                "The approval of the plan lapses, and that of these goals. Goals you leave out stay approved."
            ),
            choices=[(pk, str(goal)) for pk, goal in goals.items()],
            coerce=goals.__getitem__,
            initial=list(goals),
            required=False,
            widget=django_forms.CheckboxSelectMultiple,
        )
    }


forms.QUESTIONS.setdefault("step-back", []).append(affected_goals)


@consequence("step-back")
def approvals_lapse(engagement: Engagement, change: PhaseChange, answers: Mapping[str, Any]) -> None:
    """Let the approval of the plan lapse, and those of the goals in `answers["goals"]` (all open ones when not asked).

    Goals that were reached or dropped keep theirs, and processes that were let go stay so.
    """
    if change.from_phase != REVISED_FROM:
        return
    chosen = answers.get("goals")
    goals = _open_goals(engagement)
    if chosen is not None:
        goals = goals.filter(pk__in=[goal.pk for goal in chosen])
    affected = list(goals)
    approvals.lapse(engagement, ApprovalKind.PLAN, because=change.reason)
    approvals.lapse(engagement, ApprovalKind.GOAL, [goal.pk for goal in affected], because=change.reason)
    seat = permissions.seat_of(change.actor, engagement)
    if seat is not None:
        work = Work(engagement, seat, "goal-approval-lapsed")
        for goal in affected:
            work.audit(goal, after={"because": change.reason})


@open_items
def goals_not_settled(engagement: Engagement) -> Iterator[OpenItem]:
    """Return each interim goal that is neither reached nor dropped, with its owner."""
    for goal in _open_goals(engagement).select_related("owner__user"):
        sentence = _("Interim goal: %(goal)s") % {"goal": goal}
        if goal.due_on:
            sentence = _("Interim goal by %(day)s: %(goal)s") % {
                "goal": goal,
                "day": date_format(goal.due_on),
            }
        yield OpenItem(sentence=sentence, owner=goal.owner)
