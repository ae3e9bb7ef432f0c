"""Input of intake."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.intake import fresh
from engagements.intake.models import (
    Area,
    AssignmentVersion,
    Claim,
    ClaimConflict,
    ConflictState,
    IntendedChange,
    Observation,
    TrustAnswer,
)
from engagements.intake.trust import STATEMENTS
from engagements.lifecycle.forms import ItemForm, PlainForm, reason_field


class SeenForm(PlainForm):
    """Asks for nothing but a decision about one thing, as the person saw it."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = version


class ReturnForm(SeenForm):
    """Asks what should change before somebody signs."""

    reason = reason_field(
        label=_("What should change"), help_text=_("Everyone who may read the assignment can read this.")
    )


class ObservationForm(ItemForm):
    """Something seen, where and when."""

    area = forms.ChoiceField(
        label=_("Area"), choices=Area.choices, widget=forms.RadioSelect({"class": "radio-row"})
    )

    class Meta:
        model = Observation
        fields = ("text", "area", "seen_on")

    def clean_seen_on(self) -> datetime.date:
        """Refuse a day on which it can't have been seen; an unchanged day is no news."""
        seen_on: datetime.date = self.cleaned_data["seen_on"]
        if not self.instance.pk or seen_on != self.initial["seen_on"]:
            fresh.require_seen(self.engagement, seen_on)
        return seen_on


class IntendedChangeForm(ItemForm):
    """From how it is to how it should be."""

    class Meta:
        model = IntendedChange
        fields = ("from_state", "to_state")


class ClaimForm(ItemForm):
    """Who expects what."""

    class Meta:
        model = Claim
        fields = ("party", "text")


class ConflictForm(PlainForm):
    """Two claims that can't both be met; both fields choose from the same claims, read once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = {str(claim.pk): claim for claim in Claim.objects.filter(engagement=self.engagement)}
        choices = [("", "---------"), *((pk, str(claim)) for pk, claim in found.items())]
        for name, label in (("first", _("One claim")), ("second", _("The other claim"))):
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=choices, coerce=lambda pk: found[pk], empty_value=None
            )


class HandleForm(ItemForm):
    """How a conflict was handled, and what was decided."""

    state = forms.ChoiceField(
        label=_("Outcome"),
        choices=[(state.value, state.label) for state in ConflictState if state != ConflictState.OPEN],
        widget=forms.RadioSelect({"class": "radio-cards"}),
    )
    outcome = forms.CharField(
        label=_("What was decided"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("In words both parties would recognise."),
    )

    class Meta:
        model = ClaimConflict
        fields = ("state", "outcome")


class AssignmentForm(ItemForm):
    """The text of a version; from the second on also why it is needed."""

    class Meta:
        model = AssignmentVersion
        fields = ("why_new", "purpose", "result", "authority", "limits", "reporting")

    def __init__(self, *args: Any, follows: AssignmentVersion | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if follows is None:
            del self.fields["why_new"]
        else:
            self.fields["why_new"].required = True
        if follows is not None and not self.instance.pk:
            texts = {name: getattr(follows, name) for name in self.fields if name != "why_new"}
            self.initial = {**self.initial, **texts}


class TrustForm(ItemForm):
    """Four statements, each with a score of 1 to 5, and a line to go with them."""

    class Meta:
        model = TrustAnswer
        fields = (*STATEMENTS, "remark")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in STATEMENTS:
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label,
                coerce=int,
                choices=[(score, str(score)) for score in range(1, 6)],
                widget=forms.RadioSelect({"class": "radio-row"}),
            )
        self.fields["remark"].help_text = _("The other side reads it together with your answer.")
