"""Input about the plan."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.forms import AmountField, DayField, ItemForm, PlainForm, reason_field
from engagements.lifecycle.models import Engagement
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.specification.models import Goal, Goals, GoalState, PlanVersion
from engagements.specification.permissions import GOAL_OWNERS


class FinalGoalForm(ItemForm):
    """What stands when the manager has become superfluous."""

    class Meta:
        model = Engagement
        fields = ("final_goal",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["final_goal"].required = True


class GoalsField(forms.TypedMultipleChoiceField):
    """Some goals of one plan, chosen from a list of checkboxes that was read once."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, found: Iterable[Goal], **options: Any) -> None:
        goals = {str(goal.pk): goal for goal in found}
        choices = [(pk, goal.title) for pk, goal in goals.items()]
        super().__init__(choices=choices, coerce=goals.__getitem__, required=False, **options)

    def clean(self, value: Any) -> Goals:
        """Return the goals in the order they were set."""
        return Goals(sorted(super().clean(value), key=lambda goal: goal.pk))


class GoalForm(ItemForm):
    """An interim goal. Only the title is needed to begin with; the plan shows what is still missing."""

    baseline = AmountField(
        label=capfirst(_("baseline")),
        required=False,
        max_digits=12,
        decimal_places=2,
        help_text=_("Where it stands now."),
    )
    target = AmountField(
        label=capfirst(_("target")),
        required=False,
        max_digits=12,
        decimal_places=2,
        help_text=_("Where it should be."),
    )

    class Meta:
        model = Goal
        fields = ("title", "process", "measure", "unit", "baseline", "target", "due_on", "owner", "secures")
        help_texts = {
            "title": _("Something that is there, not something that is done: “Triage within three days”.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        members = self.engagement.memberships.current().filter(role__in=GOAL_OWNERS)
        owner.queryset = members.select_related("user").order_by("user__name", "pk")
        owner.label_from_instance = owner_label
        owner.empty_label = _("Nobody yet")
        owner.help_text = _(
            "Choose somebody of the organisation. A goal that is yours has to be handed over in the end."
        )
        self.fields["process"].empty_label = _("None in particular")
        self._add_leans()

    def _add_leans(self) -> None:
        """Ask what the goal leans on, when there is another goal to lean on."""
        mine = {goal.pk for goal in self.instance.leans_on} if self.instance.pk else set()
        others = Goal.objects.filter(engagement=self.engagement).exclude(pk=self.instance.pk)
        found = [goal for goal in others if goal.pk in mine or goal.state != GoalState.DROPPED]
        if found:
            self.fields["leans_on"] = GoalsField(
                found,
                label=_("Which goals does it lean on?"),
                help_text=_("It can't be reached before these are."),
                initial=list(mine),
            )


class SlipForm(PlainForm):
    """Which goal comes on which day instead; asked in the address, for nothing is stored."""

    goal = forms.TypedChoiceField(label=_("Which goal?"))
    due_on = DayField(label=_("On which day instead?"))

    def __init__(self, *args: Any, goals: Iterable[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = {str(goal.pk): goal for goal in goals}
        self.fields["goal"].choices = [("", _("Choose …")), *((pk, each.title) for pk, each in found.items())]
        self.fields["goal"].coerce = found.__getitem__


def owner_label(member: Membership) -> str:
    """Return a member as a choice: name, and position or role."""
    role = member.get_role_display()
    if member.role == Role.MANAGER:
        return f"{member} ({role})"
    return f"{member} ({member.title or role})"


class SubmitForm(ItemForm):
    """What the manager says with a version of the plan."""

    class Meta:
        model = PlanVersion
        fields = ("note",)
        help_texts = {"note": _("The sponsor reads it in the message and above the plan.")}


class ReturnForm(PlainForm):
    """What should change in the plan; carries the digest of the plan that was read."""

    reason = reason_field(
        label=_("What should change"), help_text=_("Everyone who reads the plan can read it.")
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
