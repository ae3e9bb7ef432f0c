"""What a reader answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from outbox.reading import Shown
from outbox.rhythms import Rhythm, quieter


class LessMailForm(forms.Form):
    """How much less mail somebody wants than now."""

    rhythm = forms.ChoiceField(label=_("When do we mail you from now on?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, now: str) -> None:
        super().__init__(data, initial={"rhythm": quieter(now)})
        steps = list(Rhythm)
        self.fields["rhythm"].choices = [
            (each.value, each.label) for each in steps[steps.index(quieter(now)) :]
        ]


class ShownForm(forms.Form):
    """Which part of the outbox somebody looks at; anything else is all of it."""

    show = forms.ChoiceField(label=_("Which mail"), choices=Shown.choices, required=False)

    def shown(self) -> str:
        """Return the part that is asked for."""
        return self.cleaned_data.get("show", Shown.ALL) if self.is_valid() else Shown.ALL
