"""Which part of the audit trail is asked for, as typed in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from engagements.audit import trail
from engagements.audit.words import kind_label
from engagements.lifecycle.forms import DayField
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat


class AuditFilter(forms.Form):
    """Filter of the trail. What it can't read counts as not asked, with a message beside the field."""

    person = forms.ModelChoiceField(
        label=_("By whom"), required=False, queryset=User.objects.none(), empty_label=_("All")
    )
    kind = forms.ChoiceField(label=_("About what"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)

    def __init__(self, data: Any, *, engagement: Engagement, seat: Seat) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.fields["person"].queryset = trail.people_in(engagement, seat)
        kinds = sorted(
            ((kind.key, kind_label(kind.key)) for kind in trail.kinds_for(seat)), key=lambda each: each[1]
        )
        self.fields["kind"].choices = [("", _("Everything")), *kinds]

    @property
    def is_asked(self) -> bool:
        """Whether anything was asked that could be read, or that couldn't and needs its message."""
        return bool(self.errors) or any(self.cleaned_data.values())

    @property
    def asked(self) -> trail.Asked:
        """What was asked for, as far as it could be read."""
        self.is_valid()
        return trail.Asked(**{name: value for name, value in self.cleaned_data.items() if value})
