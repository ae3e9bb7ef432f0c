"""Input of the life cycle, and the form every room's forms are made from."""

import datetime
from collections.abc import Iterator
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle import commands
from engagements.lifecycle.commands import Command
from engagements.lifecycle.fields import FIRST_DAY, LAST_DAY, plausible_day
from engagements.lifecycle.history import PARTING, PARTING_READERS
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.work import plain
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from engagements.people.roles import OWNERS


class DayInput(forms.DateInput):
    """The browser's own date picker, within the years an engagement can have."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        limits = {"min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}
        super().__init__(
            attrs=limits | (attrs or {}), format="%Y-%m-%d"
        )  # what type=date wants, in any language


class DayField(forms.DateField):
    """A calendar day: from the date picker, or typed as people here write it."""

    widget = DayInput

    def __init__(self, **options: Any) -> None:
        formats = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
        super().__init__(input_formats=formats, validators=[plausible_day], **options)


class AmountField(forms.DecimalField):
    """A number as people here write it: with a comma or a point, whatever language the page is in."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput({"inputmode": "decimal", "class": "short"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        """Read one comma as the decimal point."""
        if isinstance(value, str) and value.count(",") == 1 and "." not in value:
            value = value.replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Show 54, not 54.00."""
        return plain(value)


def reason_field(**options: Any) -> forms.CharField:
    """Return the field for a reason, the same everywhere."""
    return forms.CharField(
        label=options.pop("label", _("Reason")),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        **options,
    )


def _house_field(field: models.Field, **options: Any) -> forms.Field | None:
    if isinstance(field, models.DateField):
        # A default that is computed would be sent along hidden, to compare with; nothing here compares.
        return field.formfield(**{"show_hidden_initial": False} | options | {"form_class": DayField})
    if isinstance(field, models.TextField):
        return field.formfield(**{"widget": forms.Textarea({"rows": 3})} | options)
    return field.formfield(**options)


class ItemForm(forms.ModelForm):
    """A form about one item of an engagement.

    Knows the engagement and the seat, so that choices are limited to its own people and processes; carries
    the version the person saw in `seen`, so that a change by somebody else is noticed; and never
    touches the database: services do.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Make every model field a house field; Django reads that wish from Meta alone."""
        super().__init_subclass__(**kwargs)
        if meta := vars(cls).get("Meta"):
            meta.formfield_callback = staticmethod(_house_field)

    def __init__(self, *args: Any, engagement: Engagement, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.engagement = engagement
        self.seat = seat
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.empty_label is not None:
                field.empty_label = _("Choose …")  # Django's own words have no Dutch
            if isinstance(field, forms.ModelChoiceField) and field.queryset.model is Membership:
                field.queryset = owners_of(engagement)
            elif isinstance(field, forms.ModelChoiceField) and hasattr(field.queryset.model, "engagement"):
                field.queryset = field.queryset.filter(engagement=engagement)
        if self.instance.pk:
            self.fields["seen"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=self.instance.version, min_value=0, max_value=2**31 - 1
            )

    def save(self, commit: bool = True) -> Any:
        """Refuse: a form is input; a service writes."""
        raise TypeError("Forms don't store; call the service with cleaned_data.")


def owners_of(engagement: Engagement) -> Any:
    """Return the members who may own something in the organisation, for a drop-down."""
    return (
        engagement.memberships.current()
        .filter(role__in=OWNERS)
        .select_related("user")
        .order_by("user__name", "pk")
    )


class PlainForm(forms.Form):
    """A form that is not about one stored item; built the same way as ItemForm."""

    def __init__(self, *args: Any, engagement: Engagement, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.engagement = engagement
        self.seat = seat


class ReasonForm(PlainForm):
    """Asks for a reason and nothing else."""

    reason = reason_field()


class CommandForm(PlainForm):
    """What a command of the life cycle asks. Rooms add their questions through `QUESTIONS`."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, command: Command, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.engagement.moves
        if command.needs_reason:
            self.fields["reason"] = reason_field(help_text=_("Everyone who takes part can read it."))
        if command is commands.HOLD:
            self.fields["expected_return"] = DayField(label=_("Expected return"))
        if command is commands.END_EARLY:
            self.fields["last_working_day"] = DayField(label=_("Last working day"))
            self.fields.update(parting_questions(self.seat))
        for question in QUESTIONS.get(command.key, ()):
            self.fields.update(question(self.engagement))

    def clean_expected_return(self) -> datetime.date:
        """Refuse a return that has been already."""
        day: datetime.date = self.cleaned_data["expected_return"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today."))
        return day

    def clean_last_working_day(self) -> datetime.date:
        """Refuse a last day before the first."""
        day: datetime.date = self.cleaned_data["last_working_day"]
        if day < self.engagement.starts_on:
            raise forms.ValidationError(_("The last day is before the first day."))
        return day


def parting_questions(seat: Seat) -> dict[str, forms.Field]:
    """Return what ending early asks of each side: of the practice what it leaves, of the client what it still needs."""
    first, second = ("taken_over", "advice") if seat.is_practice else ("wished", "differently")
    return {
        first: forms.CharField(
            label=PARTING[first],
            max_length=1000,
            widget=forms.Textarea({"rows": 3}),
            help_text=PARTING_READERS,
        ),
        second: forms.CharField(
            label=PARTING[second], max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
        ),
    }


#: Extra questions that rooms ask with a command: functions from an engagement to named form fields.
QUESTIONS: dict[str, list[Any]] = {}


class WaiveForm(PlainForm):
    """Why an advised criterion is passed over."""

    reason = reason_field(help_text=_("The client sees the reason."))


class AskForm(PlainForm):
    """Whom somebody asks for a criterion, a word with it, and whether it is mailed (the button that was pressed)."""

    members = forms.TypedMultipleChoiceField(
        label=_("Whom do you ask?"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(
        label=_("A word with it"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Only whoever you ask reads this."),
    )
    at_once = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, candidates: list[tuple[int, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = candidates
        if len(candidates) == 1:
            self.fields["members"].initial = [candidates[0][0]]


class EngagementFields(forms.ModelForm):
    """What an engagement and its organisation are called and planned to be, on one page.

    `cleaned_data` holds the organisation's fields together under `organisation`, as the services want them.
    """

    organisation_name = forms.CharField(label=_("Organisation"), max_length=120)
    organisation_sector = forms.CharField(label=_("Sector"), max_length=80, required=False)
    organisation_headcount = forms.IntegerField(
        label=_("Number of people"), required=False, min_value=1, max_value=10_000_000
    )

    class Meta:
        model = Engagement
        formfield_callback = _house_field
        fields = ("title", "kind", "situation", "language", "days_per_week", "starts_on", "planned_end_on")

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first; gather the organisation's fields."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("starts_on"), cleaned.get("planned_end_on")
        if start and end and end < start:
            self.add_error("planned_end_on", _("The last day is before the first day."))
        cleaned["organisation"] = {
            "name": cleaned.pop("organisation_name", ""),
            "sector": cleaned.pop("organisation_sector", ""),
            "headcount": cleaned.pop("organisation_headcount", None),
        }
        return cleaned


class BasicsForm(EngagementFields):
    """The same for an engagement that exists; carries the version the person saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, data: Any = None, *, engagement: Engagement, seat: Seat) -> None:
        client = engagement.organisation
        known = {f"organisation_{name}": getattr(client, name) for name in ("name", "sector", "headcount")}
        super().__init__(data, instance=engagement, initial=known | {"seen": engagement.version})
        self.order_fields(
            ("title", "kind", "organisation_name", "organisation_sector", "organisation_headcount")
        )

    def beside(self, current: Engagement) -> Iterator[tuple[str, Any, Any]]:
        """Yield the organisation's fields: name, what was typed, what is stored now."""
        for name, typed in self.cleaned_data["organisation"].items():
            yield f"organisation_{name}", typed, getattr(current.organisation, name)
