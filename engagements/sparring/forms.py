"""Input of the sparring desk."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.fields import LINE_LENGTH
from engagements.lifecycle.forms import ItemForm, PlainForm, reason_field
from engagements.sparring.models import SparringRequest
from engagements.sparring.services import FEWEST, MOST


class LinesField(forms.CharField):
    """A few short texts, one on a line; blank lines don't count."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": 4}), max_length=MOST * LINE_LENGTH * 2, **options)

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """Return the lines; refuse one that is too long."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if any(len(line) > LINE_LENGTH for line in lines):
            raise ValidationError(
                _("Keep each option within %(length)s characters; the rest can go into the question.")
                % {"length": LINE_LENGTH}
            )
        return lines


class QuestionForm(ItemForm):
    """What is to be decided, between which options, which way its owner leans, and by when."""

    options = LinesField(label=_("What you weigh"), help_text=_("Two to six options, one on a line."))

    class Meta:
        model = SparringRequest
        fields = ("owner", "question", "process", "leaning", "decide_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["options"].initial = self.instance.options
        self.fields["process"].empty_label = _("None in particular")
        if self.instance.pk or not self.seat.is_practice:
            del self.fields["owner"]
        if self.seat.is_practice:  # what to weigh and which way to lean is for whose question it is
            del self.fields["leaning"]
            self.fields["options"].required = False
            self.fields["options"].label = _("What could be weighed")
        else:
            self.fields["leaning"].required = True
        self.order_fields(("owner", "question", "options", "leaning", "process", "decide_by", "seen"))

    def clean_options(self) -> list[str]:
        """Ask for a choice that is one, beside the field."""
        options: list[str] = self.cleaned_data["options"]
        if len(options) > MOST:
            raise ValidationError(_("Six options at most: leave out what you would not do anyway."))
        if len(options) < FEWEST and self.fields["options"].required:
            raise ValidationError(_("Name at least two options, one on a line."))
        return options


class WordForm(PlainForm):
    """What one of the two says."""

    text = forms.CharField(label=_("What you say"), max_length=3000, widget=forms.Textarea({"rows": 4}))


def place_of(value: str) -> int | None:
    """Return the place of the chosen option; None for something else."""
    return int(value) if value.isdecimal() else None


class DecideForm(ItemForm):
    """Which option it became, and why."""

    decision = reason_field(label=_("What you decided, and why"))

    class Meta:
        model = SparringRequest
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.options:
            self.fields["option"] = forms.TypedChoiceField(
                label=_("What it becomes"),
                choices=[
                    *((str(place), text) for place, text in enumerate(self.instance.options)),
                    ("other", _("Something else")),
                ],
                coerce=place_of,
                widget=forms.RadioSelect({"class": "radio-cards"}),
            )
        self.order_fields(("option", "decision", "seen"))


class ShareForm(ItemForm):
    """Who else may read the talk."""

    shared = forms.TypedChoiceField(
        label=_("Who may read this talk"),
        choices=[
            ("no", _("You and the interim manager")),
            (
                "yes",
                _(
                    "Everyone at the desk: sponsor, board, management, process owners, employees, and the practice"
                ),
            ),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect({"class": "radio-cards"}),
    )

    class Meta:
        model = SparringRequest
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shared"].initial = "yes" if self.instance.shared else "no"
