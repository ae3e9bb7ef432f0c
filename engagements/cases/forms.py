"""Input about a case."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.cases.content import WRITTEN
from engagements.cases.models import Case, CaseText
from engagements.lifecycle.forms import ItemForm, PlainForm, reason_field
from engagements.lifecycle.work import plain

GOAL = "goal_"


def in_short(number: Decimal) -> str:
    """Return a number as people write it, without zeros that say nothing."""
    return number_format(Decimal(plain(number)))


class CaseForm(ItemForm):
    """The case in one language: its texts, and what each measured goal is called in it.

    With `original`, the text in the language of the engagement, each field shows what it translates; without it this
    is that text, and the form also asks what must stay out. `cleaned_data` holds the goals' names under `labels`.
    """

    class Meta:
        model = CaseText
        fields = WRITTEN

    def __init__(
        self,
        *args: Any,
        case: Case | None,
        goals: Iterable[Any],
        original: CaseText | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.goals = list(goals)
        for goal in self.goals:
            self.fields[f"{GOAL}{goal.pk}"] = self._label_of(goal, original)
        if original is None:
            self.fields["kept_out"] = forms.CharField(
                label=_("What would give the organisation away"),
                help_text=_(
                    "The place, a product, a nickname: separated by commas. It is not published, but looked for in the "
                    "text, as are the names of everybody who took part."
                ),
                initial=case.kept_out if case else "",
                max_length=300,
            )
        else:
            self._show(original)

    def _label_of(self, goal: Any, original: CaseText | None) -> forms.Field:
        """Return the field that names a goal; left empty, the goal is not told."""
        told = self.instance.labels if self.instance.pk else {}
        proposed = goal.measure or goal.title if original is None and not self.instance.pk else ""
        return forms.CharField(
            label=_("Figure %(baseline)s → %(result)s %(unit)s")
            % {"baseline": in_short(goal.baseline), "result": in_short(goal.result), "unit": goal.unit},
            help_text=_("What was counted: “%(goal)s”. Leave it empty to leave this figure out.")
            % {"goal": goal.title},
            initial=told.get(str(goal.pk), proposed),
            required=False,
            max_length=120,
        )

    def _show(self, original: CaseText) -> None:
        """Put the text that is translated under each field."""
        for name in WRITTEN:
            self.fields[name].help_text = getattr(original, name)
        for goal in self.goals:
            label = original.labels.get(str(goal.pk))
            self.fields[f"{GOAL}{goal.pk}"].help_text = label or _("This figure is left out of the case.")

    def clean(self) -> dict[str, Any]:
        """Gather what the goals are called."""
        cleaned = super().clean() or {}
        names = [name for name in self.fields if name.startswith(GOAL)]
        cleaned["labels"] = {int(name.removeprefix(GOAL)): cleaned.pop(name, "") for name in names}
        return cleaned


class SeenForm(PlainForm):
    """Asks nothing; carries the digest of what was read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReturnForm(SeenForm):
    """What should change before the sponsor agrees."""

    reason = reason_field(label=gettext_lazy("What should change"))
