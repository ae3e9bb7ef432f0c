"""Which part of the record is asked for, as typed in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from engagements.lifecycle.forms import DayField
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.record import lines, reading
from engagements.record.audiences import READERS_OF, Audience, readable_by
from phases.definitions import Text

#: What can be asked for by name: an approval and its lapsing are one subject.
KINDS: dict[str, tuple[Text, tuple[str, ...]]] = {
    "entries": (_("Log entries"), (lines.ENTRY,)),
    "changes": (_("Phase and standing"), (lines.CHANGE,)),
    "approvals": (_("Approvals"), (lines.APPROVAL, lines.LAPSED)),
    "waivers": (_("Skipped with a reason"), (lines.WAIVER,)),
    "deeds": (_("What was done"), (lines.DONE,)),
}


class RecordFilter(forms.Form):
    """Search in the record. What it can't read counts as not asked, with a message beside the field."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100, widget=forms.SearchInput())
    kind = forms.ChoiceField(label=_("What"), required=False)
    audience = forms.ChoiceField(label=_("Who reads it"), required=False)
    author = forms.ModelChoiceField(
        label=_("By whom"), required=False, queryset=User.objects.none(), empty_label=_("All")
    )
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)

    def __init__(self, data: Any, *, engagement: Engagement, seat: Seat) -> None:
        super().__init__(data, auto_id="filter-%s")
        fields: Any = self.fields
        there = set(reading.kinds_for(seat))
        kinds = [(key, label) for key, (label, those) in KINDS.items() if there.intersection(those)]
        fields["kind"].choices = [("", _("Everything")), *kinds]
        own = [Audience.PRIVATE.value] if seat.may("log-add") else []
        known = [*own, *readable_by(seat.role)]
        fields["audience"].choices = [("", _("All")), *((key, READERS_OF[key]) for key in known)]
        fields["author"].queryset = reading.people_in(engagement, seat)
        if len(known) < 2:
            del fields["audience"]

    @property
    def is_asked(self) -> bool:
        """Whether anything was asked that could be read, or that couldn't and needs its message."""
        return bool(self.errors) or any(self.cleaned_data.values())

    @property
    def asked(self) -> reading.Asked:
        """What was asked for, as far as it could be read."""
        self.is_valid()
        found = self.cleaned_data
        kind = found.get("kind")
        return reading.Asked(
            kinds=KINDS[kind][1] if kind else tuple(lines.SOURCES),
            words=found.get("q", ""),
            person=found.get("author"),
            audience=found.get("audience", ""),
            since=found.get("since"),
            until=found.get("until"),
        )
