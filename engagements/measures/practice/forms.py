"""Input of the practice's view: which engagements it goes over."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.models import Kind
from engagements.measures.practice.safety import Choice


class ChoiceForm(forms.Form):
    """A year and a kind. Anything it can't read counts as not chosen."""

    year = forms.TypedChoiceField(label=_("Begun in"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, data: Any, years: Iterable[int]) -> None:
        super().__init__(data, auto_id="choice-%s")
        self.fields["year"].choices = [("", _("All")), *((year, str(year)) for year in years)]
        self.fields["kind"].choices = [("", _("All")), *Kind.choices]

    def wanted(self) -> Choice:
        """Return what was chosen."""
        self.is_valid()
        year, kind = self.cleaned_data.get("year"), self.cleaned_data.get("kind")
        return Choice((year,) if year else (), (kind,) if kind else ())

    def asked(self) -> dict[str, Any]:
        """Return what was chosen as it stands in an address."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
