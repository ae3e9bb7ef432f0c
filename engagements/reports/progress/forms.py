"""Input about progress reports. Every form is complete without JavaScript."""

import datetime
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.forms import DayField, ItemForm, PlainForm, reason_field
from engagements.people.models import Membership
from engagements.people.names import with_role
from engagements.reports.progress.models import PARTS, ProgressReport, ReportSchedule
from engagements.reports.progress.services import ASKABLE
from engagements.reports.progress.verdicts import Verdict
from phases.definitions import Text

#: So many lines in which somebody is asked something can be filled in beside those there are.
SPARE = 3
MOST_ASKED = 45


class PeriodForm(PlainForm):
    """Which part of the engagement a report is about."""

    since = DayField(label=_("From"))
    until = DayField(label=_("Up to and including"))


class ReportForm(ItemForm):
    """A whole report: the verdict on it and on each goal, the parts, and what is asked of whom by when.

    `cleaned_data` holds beside the texts `goals`, verdict and reason by id, and `asked`, as the service wants them.
    """

    class Meta:
        model = ProgressReport
        fields = ("summary", "verdict", "because", *PARTS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"] = forms.ChoiceField(
            label=_("Verdict on the whole"), choices=Verdict, widget=forms.RadioSelect({"class": "radio-row"})
        )
        for part in PARTS:
            self.fields[part].widget.attrs["rows"] = 8
        self.fields["happened"].help_text = _("One point on a line. Leave out what nobody has to know.")
        for goal in self.instance.goals:
            self._add_goal(goal)
        members = self.engagement.memberships.current().filter(role__in=ASKABLE).select_related("user")
        self.members: dict[int, Membership] = {each.pk: each for each in members.order_by("user__name", "pk")}
        self.choices: list[tuple[str, Text]] = [("", _("Choose …"))]
        self.choices += [(str(pk), with_role(each, each.role)) for pk, each in self.members.items()]
        self.rows = min(len(self.instance.asked) + SPARE, MOST_ASKED)
        for number in range(self.rows):
            self._add_asked(number)

    def _add_goal(self, goal: dict[str, Any]) -> None:
        name = {"goal": goal["title"]}
        self.fields[f"goal_{goal['goal']}"] = forms.ChoiceField(
            label=_("Verdict on “%(goal)s”") % name,
            choices=Verdict,
            initial=goal["verdict"],
            widget=forms.RadioSelect({"class": "radio-row"}),
        )
        self.fields[f"goal_{goal['goal']}_because"] = reason_field(
            label=_("Why you judge “%(goal)s” otherwise") % name, required=False, initial=goal["because"]
        )
        self.fields[f"goal_{goal['goal']}_because"].widget.attrs["rows"] = 2

    def _add_asked(self, number: int) -> None:
        asked = self.instance.asked[number] if number < len(self.instance.asked) else {}
        place = {"n": number + 1}
        self.fields[f"asked_{number}_member"] = forms.TypedChoiceField(
            label=_("Of whom (%(n)s)") % place,
            choices=self.choices,
            coerce=int,
            empty_value=None,
            required=False,
            initial=asked.get("member"),
        )
        self.fields[f"asked_{number}_text"] = forms.CharField(
            label=_("What (%(n)s)") % place,
            max_length=500,
            required=False,
            initial=asked.get("text", ""),
            widget=forms.Textarea({"rows": 2}),
        )
        self.fields[f"asked_{number}_due_on"] = DayField(
            label=_("By when (%(n)s)") % place, required=False, initial=asked.get("due_on")
        )

    def goals(self) -> list[dict[str, Any]]:
        """Return each goal with its two fields, for the page."""
        return [
            {
                "goal": goal,
                "verdict": self[f"goal_{goal['goal']}"],
                "because": self[f"goal_{goal['goal']}_because"],
            }
            for goal in self.instance.goals
        ]

    def asked(self) -> list[list[forms.BoundField]]:
        """Return the fields of each line in which somebody is asked something, for the page."""
        names = ("member", "text", "due_on")
        return [[self[f"asked_{number}_{name}"] for name in names] for number in range(self.rows)]

    def clean(self) -> dict[str, Any]:
        """Refuse half a line; gather the goals and what is asked."""
        cleaned = super().clean() or {}
        goals = {
            goal["goal"]: (
                cleaned.pop(f"goal_{goal['goal']}", goal["verdict"]),
                cleaned.pop(f"goal_{goal['goal']}_because", ""),
            )
            for goal in self.instance.goals
        }
        rows = [self._row(cleaned, number) for number in range(self.rows)]
        return cleaned | {"goals": goals, "asked": [row for row in rows if row]}

    def _row(self, cleaned: dict[str, Any], number: int) -> tuple[Membership, str, datetime.date] | None:
        names = {name: f"asked_{number}_{name}" for name in ("member", "text", "due_on")}
        typed = {name: cleaned.pop(field, None) for name, field in names.items()}
        if not typed["text"] and (not typed["member"] or not typed["due_on"]):
            return None  # an empty line, or one whose words were taken out
        missing = {
            "member": _("Choose of whom this is asked."),
            "text": _("Say what is asked."),
            "due_on": _("Say by when."),
        }
        incomplete = False
        for name, sentence in missing.items():
            if not typed[name]:
                incomplete = True
                if names[name] not in self.errors:
                    self.add_error(names[name], ValidationError(sentence))
        return None if incomplete else (self.members[typed["member"]], typed["text"], typed["due_on"])

    def beside(self, current: ProgressReport) -> Iterator[tuple[str, Any, Any]]:
        """Yield the verdicts on the goals and the lines that ask something: field, what was typed, what is stored."""
        stored = {goal["goal"]: goal for goal in current.goals}
        for pk, (verdict, because) in self.cleaned_data["goals"].items():
            if pk in stored:
                yield f"goal_{pk}", verdict, stored[pk]["verdict"]
                yield f"goal_{pk}_because", because, stored[pk]["because"]
        typed = [
            " · ".join((with_role(member, member.role), text, due_on.isoformat()))
            for member, text, due_on in self.cleaned_data["asked"]
        ]
        kept = [" · ".join((each["who"], each["text"], each["due_on"])) for each in current.asked]
        for number in range(min(self.rows, max(len(typed), len(kept)))):
            yield f"asked_{number}_text", _nth(typed, number), _nth(kept, number)


def _nth(lines: list[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


class SeenForm(ItemForm):
    """A report as somebody saw it; asks nothing else."""

    class Meta:
        model = ProgressReport
        fields = ()


class CorrectForm(PlainForm):
    """What is corrected, in a sentence."""

    reason = reason_field(
        label=_("What is corrected"),
        help_text=_(
            "The steering group reads this above the report. What changed in the words is shown, too."
        ),
    )


class ScheduleForm(ItemForm):
    """How often a report is written."""

    class Meta:
        model = ReportSchedule
        fields = ("every", "weeks", "day", "begins_on")
        widgets = {"every": forms.RadioSelect({"class": "radio-cards"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weeks"].help_text = _("Counts when you choose weeks.")
        self.fields["day"].help_text = _(
            "Counts when you choose every month. A shorter month has its last day."
        )
        for name in ("weeks", "day"):
            self.fields[name].widget.attrs["class"] = "short"
