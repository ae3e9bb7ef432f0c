"""Input of the overview: a new engagement, and the filter of the list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from engagements.lifecycle.commands import Standing
from engagements.lifecycle.forms import EngagementFields
from engagements.overview import board
from engagements.processes.models import CriticalProcess
from phases import definitions

MOST_PROCESSES = 12
EVERY_STANDING = "all"


class NewEngagementForm(EngagementFields):
    """A new engagement on one page: a title and an organisation are enough, everything else can follow."""

    final_goal = forms.CharField(
        label=_("Final goal"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("What stands when you have made yourself superfluous. A first idea is enough."),
    )
    processes = forms.CharField(
        label=_("Critical processes"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One on each line: the work that has to run without you in the end."),
    )
    sponsor_name = forms.CharField(label=_("Name of the sponsor"), required=False, max_length=120)
    sponsor_email = forms.EmailField(
        label=_("E-mail address of the sponsor"),
        required=False,
        help_text=_("The sponsor gets an invitation by mail. Leave it empty to invite them later."),
    )

    def __init__(self, data: Any = None, *, language: str = Language.DUTCH) -> None:
        super().__init__(data, initial={"language": language})
        self.order_fields(
            (
                "organisation_name",
                "organisation_sector",
                "organisation_headcount",
                "title",
                "kind",
                "situation",
            )
        )

    def clean_processes(self) -> list[str]:
        """Return the named processes, each once, in the order typed."""
        names = list(
            dict.fromkeys(
                line.strip() for line in self.cleaned_data["processes"].splitlines() if line.strip()
            )
        )
        longest = CriticalProcess._meta.get_field("name").max_length or 0
        if any(len(name) > longest for name in names):
            raise forms.ValidationError(
                _("Keep each process under %(most)s characters."), params={"most": longest}
            )
        if len(names) > MOST_PROCESSES:
            raise forms.ValidationError(
                _("Start with at most %(most)s processes."), params={"most": MOST_PROCESSES}
            )
        return names

    def clean(self) -> dict[str, Any]:
        """Ask for the address that belongs to a name."""
        cleaned = super().clean()
        if (
            cleaned.get("sponsor_name")
            and not cleaned.get("sponsor_email")
            and "sponsor_email" not in self.errors
        ):
            self.add_error("sponsor_email", _("Add the address, or leave the name empty too."))
        return cleaned


class FilterForm(forms.Form):
    """Search and filter of the list of engagements. Anything it can't read counts as not filtered."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.SearchInput())
    phase = forms.ChoiceField(label=_("Phase"), required=False)
    standing = forms.ChoiceField(label=_("Standing"), required=False)

    def __init__(self, data: Any = None, *, for_practice: bool = True) -> None:
        super().__init__(data, auto_id="filter-%s")
        everything = [("", _("All"))]
        names = [
            (phase.key, phase.title if for_practice else phase.public_title) for phase in definitions.PHASES
        ]
        self.fields["phase"].choices = [*everything, *names]
        self.fields["standing"].choices = [*everything, *Standing.choices]


class BoardForm(forms.Form):
    """What is on the board, and in which order. Anything it can't read counts as not chosen."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.SearchInput())
    standing = forms.ChoiceField(label=_("Standing"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=lambda: list(board.SORTS.items()))
    phase = forms.ChoiceField(required=False, widget=forms.HiddenInput, choices=definitions.choices)
    after = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="board-%s")
        # Empty is what runs now: a board is for today.
        self.fields["standing"].choices = [
            ("", Standing.ACTIVE.label),
            *(each for each in Standing.choices if each[0] != Standing.ACTIVE),
            (EVERY_STANDING, _("All")),
        ]

    def wanted(self) -> dict[str, Any]:
        """Return what was chosen, with what holds where nothing (readable) was."""
        self.is_valid()
        chosen = self.cleaned_data
        standing = chosen.get("standing") or Standing.ACTIVE.value
        return {
            "q": chosen.get("q", ""),
            "standing": "" if standing == EVERY_STANDING else standing,
            "sort": chosen.get("sort") or board.OLDEST,
            "phase": chosen.get("phase", ""),
            "after": chosen.get("after") if chosen.get("phase") else None,
        }
