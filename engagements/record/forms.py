"""Input of the log and of worked days."""

import datetime
import re
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from engagements.lifecycle.fields import FIRST_DAY, LAST_DAY, plausible_day
from engagements.lifecycle.forms import ItemForm, PlainForm, reason_field
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from engagements.people.roles import Role
from engagements.record.audiences import JOINING, READ_BY, READERS_OF, Audience
from engagements.record.models import MINUTES_IN_A_DAY, STANCES, LogEntry, WorkedMonth
from engagements.record.permissions import audiences_of
from phases.definitions import Text
from spreadsheets.files import TYPES

MOST_NAMES = 3
HOURS = re.compile(
    r"(?P<hours>\d{1,2})?(?:[.,](?P<fraction>\d{1,2})|:(?P<minutes>[0-5]\d))?(?: *(?:h|u))?", re.ASCII
)


class HoursField(forms.CharField):
    """Time worked, typed as people write hours (1.5, 1,5 or 1:30) and handed on as minutes."""

    default_error_messages = {
        "invalid": _("Enter hours, for example 1.5 or 1:30."),
        "range": _("Enter at least a minute and at most a day."),
    }

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "class": "short", "autocomplete": "off"})
        super().__init__(max_length=8, widget=widget, **options)

    def clean(self, value: Any) -> int | None:
        """Return the minutes, or None when nothing was typed."""
        typed = super().clean(value)
        if not typed:
            return None
        found = HOURS.fullmatch(typed)
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        hours, parted, fraction = found["hours"], found["minutes"], found["fraction"]
        minutes = int(hours or 0) * 60
        minutes += int(parted) if parted else round(Decimal(f"0.{fraction or 0}") * 60)
        if not 1 <= minutes <= MINUTES_IN_A_DAY:
            raise forms.ValidationError(self.error_messages["range"], code="range")
        return minutes

    def prepare_value(self, value: Any) -> Any:
        """Show stored minutes as hours; what was typed as it was typed."""
        return f"{value // 60}:{value % 60:02}" if isinstance(value, int) else value


class LogEntryForm(ItemForm):
    """What happened: a text is enough. Each choice of readers says who they are.

    Only a manager plays a role and notes time.
    """

    stance = forms.TypedChoiceField(
        label=_("Role you played"),
        help_text=_("For yourself: nobody else ever sees it."),
        choices=(("", pgettext_lazy("role played", "not noted")), *STANCES.items()),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect({"class": "radio-row"}),
    )
    minutes = HoursField(
        label=_("Time worked, in hours"),
        required=False,
        help_text=_("For yourself too: it comes back beside the worked days of the month."),
    )

    class Meta:
        model = LogEntry
        fields = ("text", "happened_on", "audience", "stance", "minutes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        members = self.engagement.memberships.current().exclude(user=self.seat.user).select_related("user")
        self.others = list(members)
        self.fields["audience"].choices = reader_choices(self.seat, self.others)
        if self.seat.role != Role.MANAGER:
            del self.fields["stance"], self.fields["minutes"]


class QuickLogForm(LogEntryForm):
    """The same from anywhere: also in which engagement, and whose names were shown as readers.

    An entry for others is only taken when the people who will read it were on the page that was handed in.
    """

    ref = forms.ChoiceField(label=_("Engagement"))
    told = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="quick-%s", **kwargs)
        ref = self.engagement.ref
        self.fields["ref"].choices = [(each.engagement.ref, _place(each)) for each in places]
        self.fields["ref"].initial = self.fields["told"].initial = ref
        if len(places) == 1:
            self.fields["ref"].widget = forms.HiddenInput()
        else:
            self.fields["ref"].widget.attrs.update(
                {
                    "hx-get": f"{reverse('engagements:quick-log')}?part=readers",
                    "hx-trigger": "change",
                    "hx-target": "#quick-readers",
                    "hx-swap": "outerHTML",
                }
            )
        if not self.is_bound:  # a form that comes back has its message in focus
            self.fields["text"].widget.attrs["autofocus"] = True
        self.readers_of = self.data.get("told", "") if self.is_bound else ref
        if self.is_bound:
            typed: Any = self.data
            self.data = typed.copy()
            self.data["told"] = ref  # type: ignore[index] # what this page shows from here on

    @property
    def readers(self) -> list[tuple[str, Text, list[str]]]:
        """Who will read an entry for each audience beyond its author, by name; nobody left out."""
        return [
            (
                audience.value,
                READERS_OF[audience],
                [
                    *(str(member) for member in self.others if member.role in READ_BY[audience]),
                    str(_("practice administrator")),
                ],
            )
            for audience in audiences_of(self.seat)
            if audience != Audience.PRIVATE
        ]

    def clean(self) -> dict[str, Any]:
        """Ask to look again when the readers that were shown are those of another engagement."""
        cleaned = super().clean() or {}
        audience = cleaned.get("audience")
        if audience and audience != Audience.PRIVATE and self.readers_of != self.engagement.ref:
            self.add_error(
                "audience", _("These are other people than you saw. Look who will read it, then log it.")
            )
        cleaned.pop("told", None)
        cleaned.pop("ref", None)
        return cleaned


def _place(membership: Membership) -> str:
    return f"{membership.engagement.title} ({membership.engagement.organisation})"


def reader_choices(seat: Seat, others: list[Membership]) -> list[tuple[str, str]]:
    """Return the audiences the seat may write for, each with who of the others will then read it as well."""
    return [(audience.value, _with_names(audience, others)) for audience in audiences_of(seat)]


def _with_names(audience: Audience, others: list[Membership]) -> str:
    label = str(audience.label)
    if audience == Audience.PRIVATE:
        return label
    joining = [str(member) for member in others if member.role in JOINING[audience]]
    if audience == Audience.EVERYONE:
        people = ngettext("%(n)s other person", "%(n)s other people", len(joining)) % {"n": len(joining)}
        return f"{label}: {people}"
    if audience == Audience.PRACTICE:
        joining.append(str(_("practice administrator")))
    names = joining[:MOST_NAMES]
    if len(joining) > MOST_NAMES:
        more = len(joining) - MOST_NAMES + 1
        names = [*joining[: MOST_NAMES - 1], ngettext("%(n)s more", "%(n)s more", more) % {"n": more}]
    return f"{label}: {', '.join(names) or _('nobody yet')}"


class MonthInput(forms.DateInput):
    """The browser's own month picker; where there is none, a text field."""

    input_type = "month"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        limits = {"min": f"{FIRST_DAY:%Y-%m}", "max": f"{LAST_DAY:%Y-%m}", "class": "short"}
        super().__init__(attrs=limits | (attrs or {}), format="%Y-%m")


class MonthField(forms.DateField):
    """A calendar month, as its first day: from the month picker, or typed as people write it."""

    widget = MonthInput
    default_error_messages = {"invalid": _("Enter a month as year and number, for example 2026-03.")}

    def __init__(self, **options: Any) -> None:
        formats = ("%Y-%m", "%m-%Y", "%m/%Y", "%Y/%m", "%m %Y", "%Y-%m-%d")
        super().__init__(input_formats=formats, validators=[plausible_day], **options)

    def clean(self, value: Any) -> datetime.date | None:
        """Return the first day of the month."""
        day = super().clean(value)
        return day.replace(day=1) if day else None


class WorkedMonthForm(ItemForm):
    """The days worked in one month."""

    month = MonthField(label=_("Month"))

    class Meta:
        model = WorkedMonth
        fields = ("month", "days", "note")
        help_texts = {
            "days": _("Half days may be noted as 0.5."),
            "note": _("The client reads it with the days."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].widget.attrs["max"] = f"{timezone.localdate():%Y-%m}"
        self.fields["days"].widget.attrs.update({"step": "0.5", "class": "short"})


class CorrectionForm(ItemForm):
    """Other days for a month that was approved, and why."""

    reason = forms.CharField(
        label=_("Why it is corrected"),
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("The client reads this with the corrected days and is mailed."),
    )

    class Meta:
        model = WorkedMonth
        fields = ("days", "note")
        help_texts = {
            "days": _("Half days may be noted as 0.5."),
            "note": _("The client reads it with the days."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].widget.attrs.update({"step": "0.5", "class": "short"})


class MonthsExportForm(forms.Form):
    """Which file: of which year, and of which kind."""

    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=FIRST_DAY.year,
        max_value=LAST_DAY.year,
    )
    kind = forms.ChoiceField(choices=[(key, key) for key in TYPES], required=False)


class SeenForm(PlainForm):
    """Which version of something the person saw when they pressed the button."""

    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class DisputeForm(SeenForm):
    """Why the worked days of a month are not right."""

    reason = reason_field(
        label=_("What is not right?"), help_text=_("The interim manager reads this and is mailed.")
    )
