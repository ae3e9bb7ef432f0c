"""Input about critical processes. Which fields somebody sees is what they may change now."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.forms import ItemForm
from engagements.people.models import Membership
from engagements.processes import permissions, ratings, services
from engagements.processes.models import CriticalProcess, Handhold, Rating

#: Enough while one is still looking: what it is, how it goes, and whose it is if that is clear.
IN_INTAKE = frozenset({"name", "present_state", "owner"})


def named(member: Membership) -> str:
    """Return a member as a choice: name and position, since there may be two of one name."""
    return f"{member} ({member.title})" if member.title else str(member)


class ProcessForm(ItemForm):
    """A critical process: only the fields that are this person's to fill in, in this phase."""

    class Meta:
        model = CriticalProcess
        fields = ("name", "present_state", "desired_state", "owner", "deputy", "let_go_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep = {*self._open_fields(), "seen"}
        for name in [name for name in self.fields if name not in keep]:
            del self.fields[name]
        for name in permissions.PEOPLE & self.fields.keys():
            self.fields[name].label_from_instance = named
            self.fields[name].empty_label = _("Nobody yet")
        if "owner" in self.fields:
            self.fields["owner"].help_text = _("Somebody in the organisation: the process becomes theirs.")
        if "deputy" in self.fields:
            self.fields["deputy"].help_text = _("Who decides when the owner is away.")

    def _open_fields(self) -> Collection[str]:
        stored: CriticalProcess = self.instance
        theirs = permissions.EVERY_FIELD
        if stored.pk:
            theirs = permissions.changeable(stored, self.seat) - services.fixed(self.engagement, stored)
        if self.engagement.phase != "intake":
            return theirs
        # What was filled in before a step back stays in sight.
        filled = {name for name in theirs if getattr(stored, stored._meta.get_field(name).attname)}
        return theirs & (IN_INTAKE | filled)

    def clean(self) -> dict[str, Any]:
        """Refuse an owner who is their own deputy."""
        cleaned = super().clean() or {}
        owner = cleaned.get("owner", self.instance.owner)
        deputy = cleaned.get("deputy", self.instance.deputy)
        if owner and owner == deputy:
            self.add_error(
                "deputy" if "deputy" in self.fields else "owner",
                _("Choose two different people as owner and deputy."),
            )
        return cleaned


class HandholdForm(ItemForm):
    """Something to hold on to."""

    class Meta:
        model = Handhold
        fields = ("kind", "what", "where")
        widgets = {"kind": forms.RadioSelect({"class": "radio-row"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [each for each in self.fields["kind"].choices if each[0]]
        self.fields["kind"].help_text = _("Two kinds at least: what one forgets, the other remembers.")
        self.fields["what"].help_text = _(
            "For example: Monday's planning meeting, chaired by the head of planning."
        )
        self.fields["where"].help_text = _("A folder, a room, a person. Whoever looks for it should find it.")


class RatingForm(ItemForm):
    """Who really decides, on a day."""

    class Meta:
        model = Rating
        fields = ("rung", "rated_on", "note")

    rung = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect, label=_("Who really decides?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = ratings.wording(self.seat)
        self.fields["rung"].choices = [(number, f"{number}. {words[number]}") for number in words]
        self.fields["rung"].help_text = _("As it goes now, not as it should be.")
        self.fields["note"].help_text = _("What do you see that by? Both sides can read it.")

    def clean_rated_on(self) -> Any:
        """Refuse a day that is still to come."""
        day = self.cleaned_data["rated_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Choose today or an earlier day."))
        return day
