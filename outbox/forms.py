"""What a reader answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

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
