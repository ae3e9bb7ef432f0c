"""Interim goals as a file."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.lists import listed
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.specification.models import Goal
from spreadsheets.columns import Column, of

COLUMNS = (
    *of(Goal, "title", "process", "measure", "unit", "baseline", "target", "due_on", "owner", "secures"),
    Column(_("Standing"), lambda goal: goal.get_state_display()),
    Column(_("Settled on"), lambda goal: goal.settled_on),
    *of(Goal, "settled_because"),
)


@listed("goals", page="plan", label=_("Interim goals"), columns=COLUMNS)
def goals(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return the goals of the plan."""
    return Goal.objects.filter(engagement=engagement).select_related("process", "owner__user")
