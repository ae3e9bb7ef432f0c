"""What was seen, what should change, and who claims what, as files."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from engagements.intake.models import Claim, ClaimConflict, IntendedChange, Observation
from engagements.lifecycle.lists import listed
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from spreadsheets.columns import Column, named, of


@listed(
    "observations",
    page="intake",
    label=_("Observations"),
    columns=(
        *of(Observation, "area", "text", "seen_on"),
        Column(_("By whom"), lambda seen: str(seen.author)),
    ),
)
def observations(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return what was seen."""
    return Observation.objects.filter(engagement=engagement).select_related("author")


@listed(
    "intended-changes",
    page="intake",
    label=_("Intended changes"),
    columns=of(IntendedChange, "from_state", "to_state"),
)
def intended_changes(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return what should change."""
    return IntendedChange.objects.filter(engagement=engagement)


@listed("claims", page="claims", label=_("Claims"), columns=of(Claim, "party", "text"))
def claims(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return what each party expects."""
    return Claim.objects.filter(engagement=engagement)


@listed(
    "conflicts",
    page="claims",
    label=_("Conflicts"),
    columns=(
        Column(_("One claim"), lambda conflict: f"{conflict.first.party}: {conflict.first.text}"),
        Column(_("The other claim"), lambda conflict: f"{conflict.second.party}: {conflict.second.text}"),
        *of(ClaimConflict, "state", "outcome"),
        Column(_("By whom"), lambda conflict: named(conflict.handled_by)),
        Column(_("When"), lambda conflict: conflict.handled_on),
    ),
)
def conflicts(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return which claims can't both be met, and what was decided."""
    found = ClaimConflict.objects.filter(engagement=engagement)
    return found.select_related("first", "second", "handled_by__user")
