"""Input about who takes part."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from engagements.lifecycle.forms import ItemForm, PlainForm
from engagements.people.models import Membership
from engagements.people.roles import ORGANISATION, PRACTICE, Role, side_of
from engagements.people.wording import WHAT_THEY_DO


def role_choices(roles: frozenset[str]) -> list[tuple[str, str]]:
    """Return the roles as choices, each with what it may do."""
    return [(key, f"{Role(key).label}. {words}") for key, words in WHAT_THEY_DO.items() if key in roles]


class MemberForm(PlainForm):
    """Somebody who will take part: who, how to reach them, and as what."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_(
            "The invitation goes here. Somebody who signs in with it already keeps their own name and language."
        ),
    )
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Position"), max_length=120, required=False, help_text=_("For example: head of planning.")
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=Language)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [
            (_("Of the organisation"), role_choices(ORGANISATION)),
            (_("Of the practice"), role_choices(PRACTICE)),
        ]
        self.fields["language"].initial = self.engagement.language


class MemberChangeForm(ItemForm):
    """What somebody is here. Nobody changes sides, so only the roles of their own side can be chosen."""

    class Meta:
        model = Membership
        fields = ("role", "title")
        widgets = {"role": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        side = side_of(self.initial["role"])
        self.fields["role"].choices = role_choices(frozenset(role for role in Role if side_of(role) == side))
