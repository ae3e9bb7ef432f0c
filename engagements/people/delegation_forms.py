"""Input about who approves in whose place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.forms import ItemForm
from engagements.people.delegations import candidates, kinds_of
from engagements.people.models import Delegation


class DelegationForm(ItemForm):
    """Who approves in one's place, what, and until when."""

    class Meta:
        model = Delegation
        fields = ("receiver", "kind", "until")
        widgets = {"kind": forms.RadioSelect}
        help_texts = {"until": _("Leave it empty if it holds until you take it back.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        receiver: Any = self.fields["receiver"]
        receiver.queryset = candidates(self.engagement, self.seat)
        kind: Any = self.fields["kind"]
        kinds = kinds_of(self.seat)
        # Who approves one kind only has nothing to choose from: that one is all of it.
        kind.choices = [(each.value, each.label) for each in kinds]
        if len(kinds) < 3:
            kind.widget = forms.HiddenInput()
