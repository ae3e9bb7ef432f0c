"""Input about the plan."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.forms import AmountField, ItemForm, PlainForm, reason_field
from engagements.lifecycle.models import Engagement
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.specification.models import Goal, PlanVersion
from engagements.specification.permissions import GOAL_OWNERS


class FinalGoalForm(ItemForm):
    """What stands when the manager has become superfluous."""

    class Meta:
        model = Engagement
        fields = ("final_goal",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["final_goal"].required = True


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
