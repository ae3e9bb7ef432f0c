"""Input of the self-check: a reply to each item, and a line with it if wanted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.forms import PlainForm
from engagements.selfcheck.items import ITEMS, Reply
from engagements.selfcheck.services import LINE_LENGTH


class SelfCheckForm(PlainForm):
    """Six items. `cleaned_data` holds them together under `answers`, as the service wants them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in ITEMS:
            statement: Any = item.statement
            self.fields[f"reply_{item.key}"] = forms.ChoiceField(
                label=statement,
                choices=Reply.choices,
                widget=forms.RadioSelect({"class": "radio-row"}),
            )
            self.fields[f"line_{item.key}"] = forms.CharField(
                label=_("A line with it"), required=False, max_length=LINE_LENGTH
            )

    def clean(self) -> dict[str, Any]:
        """Gather reply and line of each item."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        return {
            "answers": {
                item.key: (cleaned[f"reply_{item.key}"], cleaned[f"line_{item.key}"]) for item in ITEMS
            }
        }
