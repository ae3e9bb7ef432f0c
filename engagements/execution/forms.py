"""Input of the execution."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.execution.models import Commitment, CommitmentState, FrictionNote, GoalReading, HandoverLine
from engagements.execution.permissions import PROMISING
from engagements.lifecycle.fields import LINE_LENGTH
from engagements.lifecycle.forms import AmountField, ItemForm, ReasonForm, reason_field
from engagements.people.models import Membership
from engagements.specification.models import Goal


class ReadingForm(ItemForm):
    """Where a goal stood on a day."""

    value = AmountField(label=_("Value"), max_digits=12, decimal_places=2)

    class Meta:
        model = GoalReading
        fields = ("value", "read_on", "note")

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].help_text = " · ".join(filter(None, (goal.measure, goal.unit)))


class DropForm(ReasonForm):
    """Why a goal no longer counts."""

    reason = reason_field(
        label=_("Why it no longer counts"), help_text=_("Everyone who reads the plan can read it.")
    )


class CommitmentForm(ItemForm):
    """Who promises what, by when."""

    class Meta:
        model = Commitment
        fields = ("member", "text", "due_on")
        help_texts = {
            "member": _(
                "Somebody else gets a message, and accepts or refuses. Your own promise counts at once."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        member = self.fields["member"]
        member.empty_label = _("Choose somebody")
        member.queryset = member.queryset.filter(role__in=PROMISING)
        if self.seat.role in PROMISING and self.seat.membership:
            member.initial = self.seat.membership.pk


class ChangeCommitmentForm(ItemForm):
    """What is asked, while nobody has answered."""

    class Meta:
        model = Commitment
        fields = ("text", "due_on")


class AnswerForm(ItemForm):
    """Yes, or no and why."""

    accepted = forms.TypedChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("I promise this")), ("no", _("I can't promise this"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect({"class": "radio-cards"}),
    )
    reason = reason_field(
        label=_("What you want to say with it"), required=False, help_text=_("Needed when you refuse.")
    )

    class Meta:
        model = Commitment
        fields = ()

    def clean(self) -> dict[str, Any]:
        """Ask for the reason beside its field when it is a refusal."""
        cleaned = super().clean() or {}
        if cleaned.get("accepted") is False and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why not, so that something else can be found."))
        return cleaned


class SettleForm(ItemForm):
    """Kept, or broken and what came of it."""

    outcome = forms.ChoiceField(
        label=_("What became of it"),
        choices=[
            (CommitmentState.KEPT, CommitmentState.KEPT.label),
            (CommitmentState.BROKEN, pgettext_lazy("promise", "Not kept")),
        ],
        widget=forms.RadioSelect({"class": "radio-cards"}),
    )
    note = reason_field(
        label=_("What came of it"),
        required=False,
        help_text=_("Needed when it was not kept: what got in the way?"),
    )

    class Meta:
        model = Commitment
        fields = ()

    def clean(self) -> dict[str, Any]:
        """Ask beside the field what came of a broken promise."""
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == CommitmentState.BROKEN and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say what came of it, or what got in the way."))
        return cleaned


class RenegotiateForm(ItemForm):
    """The promise as it is agreed anew, and why."""

    reason = reason_field(label=_("Why it is agreed anew"))

    class Meta:
        model = Commitment
        fields = ("text", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.seat.holds(self.instance.member_id):
            self.fields["reason"].help_text = _(
                "Whoever promised it gets a message, and accepts it anew or refuses."
            )


class RehomeForm(ItemForm):
    """Who sees to an open promise from now on, and where."""

    new_home = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Who sees to it from now on"), empty_label=_("Choose somebody")
    )
    new_home_note = forms.CharField(
        label=_("Where it is followed up"), max_length=LINE_LENGTH, help_text=_("A meeting, a list, a plan.")
    )

    class Meta:
        model = Commitment
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_home"].initial = self.instance.new_home_id or self.instance.member_id
        self.fields["new_home_note"].initial = self.instance.new_home_note


class FrictionForm(ItemForm):
    """Where it rubbed."""

    class Meta:
        model = FrictionNote
        fields = ("about", "happened_on", "commitment")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitment"].empty_label = _("None in particular")


class LineForm(ItemForm):
    """One line of what the owner takes over."""

    class Meta:
        model = HandoverLine
        fields = ("what", "where")
        help_texts = {
            "what": _("One thing the owner can say yes to: a meeting, a decision, a list, an access."),
            "where": _("A place, a link, a person."),
        }


class RefuseLineForm(ItemForm):
    """What a line still lacks."""

    reason = reason_field(
        label=_("What is still missing"),
        help_text=_("The interim manager puts it right, and offers it again."),
    )

    class Meta:
        model = HandoverLine
        fields = ()


class SeenForm(forms.Form):
    """The version behind a button."""

    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class GiveBackForm(ReasonForm):
    """What a process needs before it can be its owner's."""

    reason = reason_field(label=_("What it needs before it can be yours"))
