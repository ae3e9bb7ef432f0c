"""Input of the inbox. Each form carries the version of the enquiry the person saw."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from engagements.lifecycle.fields import TEXT_LENGTH
from engagements.lifecycle.forms import EngagementFields, reason_field
from enquiries.inbox import draft, legality, permissions
from enquiries.models import Enquiry
from enquiries.states import State

#: The enquiries that may be spam stand apart, as if it were a state.
SUSPECTED = "suspected"


class SearchForm(forms.Form):
    """Search and state of the list. Anything it can't read counts as not asked."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.SearchInput())
    state = forms.ChoiceField(required=False, choices=[*State.choices, (SUSPECTED, SUSPECTED)])

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="filter-%s")


def seen_field() -> forms.IntegerField:
    """Return the hidden field for the version the person saw."""
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


def text_field(label: Any, **options: Any) -> forms.CharField:
    """Return a field for a few paragraphs."""
    rows = options.pop("rows", 6)
    return forms.CharField(
        label=label, max_length=TEXT_LENGTH, widget=forms.Textarea({"rows": rows}), **options
    )


def managers() -> Any:
    """Return the interim managers of the practice, for a drop-down."""
    return User.objects.filter(is_manager=True, is_active=True)


class EnquiryForm(forms.Form):
    """A form about one enquiry; by itself it asks nothing."""

    seen = seen_field()

    def __init__(self, data: Any = None, *, enquiry: Enquiry, user: User) -> None:
        super().__init__(data, initial={"seen": enquiry.version})
        self.enquiry = enquiry
        self.user = user


class AnswerForm(EnquiryForm):
    """What the prospect is answered."""

    text = text_field(_("Your answer"), help_text=_("Without a greeting and your name: the mail adds both."))
    talk = forms.BooleanField(label=_("We are in talk from now on"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not legality.is_now(self.enquiry, "talk"):
            del self.fields["talk"]


class NoteForm(EnquiryForm):
    """A note for the practice."""

    text = text_field(_("Note"), rows=4, help_text=_("Only the practice reads it."))


class AssignForm(EnquiryForm):
    """To whom an enquiry is given."""

    manager = forms.ModelChoiceField(
        label=_("Interim manager"), queryset=User.objects.none(), required=False, empty_label=_("Nobody yet")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manager"].queryset = managers()
        self.fields["manager"].initial = self.enquiry.manager_id


class DeclineForm(EnquiryForm):
    """Why it is declined, and what the prospect is told, if anything."""

    reason = reason_field(help_text=_("Only the practice reads it."))
    text = text_field(
        _("Answer to the prospect"), required=False, help_text=_("Leave it empty to send nothing.")
    )


class WithdrawForm(EnquiryForm):
    """What the prospect said when they stopped."""

    reason = reason_field(
        label=_("What they said"), required=False, help_text=_("Only the practice reads it.")
    )


class ResumeForm(EnquiryForm):
    """Why it is taken up again."""

    reason = reason_field(help_text=_("Only the practice reads it."))


class ConvertForm(EngagementFields):
    """The engagement an enquiry becomes, filled in with everything that is known already."""

    seen = seen_field()
    manager = forms.ModelChoiceField(
        label=_("Interim manager"),
        queryset=User.objects.none(),
        empty_label=_("Choose …"),
        help_text=_("Leads the engagement, and finds it in their list."),
    )

    def __init__(self, data: Any = None, *, enquiry: Enquiry, user: User) -> None:
        known = {
            "seen": enquiry.version,
            "organisation_name": enquiry.organisation,
            "title": draft.title_of(enquiry),
            "situation": enquiry.message,
            "language": enquiry.language,
            "manager": enquiry.manager_id,
        }
        super().__init__(data, initial=known)
        if permissions.role_of(user, enquiry) == permissions.ADMINISTRATOR:
            self.fields["manager"].queryset = managers()
        else:  # their own, and nobody else's
            del self.fields["manager"]
        self.order_fields(("title", "manager", "kind", "situation", "organisation_name"))
