"""Input of the aftercare."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.evaluation.models import (
    DurabilityCheck,
    Evaluation,
    FineTuningAction,
    FreshWindOutcome,
    Lesson,
    WindOutcome,
)
from engagements.lifecycle.forms import AmountField, DayField, ItemForm, PlainForm, ReasonForm, reason_field
from phases.durability import ANSWERS, QUESTIONS


class CheckForm(ItemForm):
    """Five questions about a process, and what else there is to say."""

    class Meta:
        model = DurabilityCheck
        fields = ("remark",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in QUESTIONS:
            self.fields[name] = forms.TypedChoiceField(
                label=DurabilityCheck._meta.get_field(name).verbose_name,
                choices=list(ANSWERS.items()),
                coerce=int,
                widget=forms.RadioSelect({"class": "radio-row"}),
            )
        self.order_fields((*QUESTIONS, "remark", "seen"))
        self.fields["remark"].help_text = _("Everyone who reads the aftercare can read it.")


class SkipForm(ReasonForm):
    """Why a check is skipped."""

    reason = reason_field(
        label=_("Why it is skipped"), help_text=_("Everyone who reads the aftercare can read it.")
    )


class AgainForm(PlainForm):
    """By when the five questions are asked once more."""

    due_on = DayField(label=_("Due on"), help_text=_("Give the fine-tuning time to work: a month is usual."))


class FineTuningForm(ItemForm):
    """What is adjusted in which process, by whom and by when."""

    class Meta:
        model = FineTuningAction
        fields = ("process", "text", "owner", "due_on")
        help_texts = {
            "text": _(
                "One small thing: a meeting that can be shorter, an agreement that turned out different."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["process"].empty_label = _("Choose a process")
        self.fields["owner"].empty_label = _("Choose somebody")


class ChangeFineTuningForm(ItemForm):
    """The same, for one that exists: its process stays."""

    class Meta:
        model = FineTuningAction
        fields = ("text", "owner", "due_on")


class DoneForm(ItemForm):
    """What came of an adjustment."""

    result = reason_field(label=_("What came of it"))

    class Meta:
        model = FineTuningAction
        fields = ()


class EvaluationForm(ItemForm):
    """How it was, according to one side."""

    score = AmountField(
        label=_("Score from 1 to 5"),
        min_value=1,
        max_value=5,
        max_digits=2,
        decimal_places=1,
        help_text=_("For example 4.3."),
    )

    class Meta:
        model = Evaluation
        fields = ("score", "went_well", "could_better", "may_be_quoted")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.seat.is_practice:
            del self.fields["may_be_quoted"]  # it is the client's word that is quoted
        else:
            self.fields["may_be_quoted"].help_text = _(
                "The practice may use what you write here, with your name."
            )


class WindForm(ItemForm):
    """What became of something fresh eyes saw, and who may read that."""

    outcome = forms.ChoiceField(
        label=_("What became of it"),
        choices=WindOutcome.choices,
        widget=forms.RadioSelect({"class": "radio-row"}),
    )

    class Meta:
        model = FreshWindOutcome
        fields = ("outcome", "line", "shown")
        help_texts = {
            "shown": _("Sponsor, board and management then read what you saw and what became of it.")
        }


class LessonForm(ItemForm):
    """What one side takes with it."""

    class Meta:
        model = Lesson
        fields = ("text",)
        help_texts = {"text": _("For whoever comes after: what would you do again, and what not?")}
