"""What was changed, told in the words of the forms; and what differs when two people change the same."""

from dataclasses import dataclass
from typing import Any

from django.forms import BaseModelForm
from django.utils.translation import gettext_lazy as _

from practice.models import Change, Manager, Practice

MOST = 50
ACTIONS = {"change": _("Changed"), "add": _("Added"), "move": _("Moved")}
LABELS = {
    field.name: field.verbose_name for model in (Practice, Manager) for field in model._meta.concrete_fields
} | {"place": _("place in the row")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One change, for people: `lines` are what it was about, before and after."""

    change: Change
    action: Any
    lines: tuple[dict[str, Any], ...]


def latest() -> list[Told]:
    """Return the latest changes, newest first. One query."""
    found = Change.objects.select_related("actor")[:MOST]
    return [
        Told(
            change=each,
            action=ACTIONS.get(each.action, each.action),
            lines=tuple(_lines(each.before, each.after)),
        )
        for each in found
    ]


def _lines(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a change says by field; what was and stays empty is left out."""
    return [
        {
            "label": LABELS.get(name, name),
            "before": _in_words(before.get(name)),
            "after": _in_words(after.get(name)),
        }
        for name in after
        if before.get(name) or after.get(name)
    ]


def _in_words(value: Any) -> Any:
    return (_("Yes") if value else _("No")) if isinstance(value, bool) else value


def differences(form: BaseModelForm, current: Any) -> list[dict[str, Any]]:
    """Return, for a stale form, each field whose stored value differs from what was typed, side by side.

    Also lets the form be sent again deliberately: it then carries the version shown here.
    """
    if current is None:
        return []
    data: Any = form.data
    form.data = data.copy() | {"seen": str(current.version)}
    return [
        {
            "label": form.fields[name].label,
            "typed": _in_words(form.cleaned_data.get(name)),
            "stored": _in_words(getattr(current, name)),
        }
        for name in form.fields
        if name != "seen" and form.cleaned_data.get(name) != getattr(current, name)
    ]
