"""Who takes part, and what was mailed, as files."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.lists import listed
from engagements.lifecycle.models import Engagement
from engagements.people import mailed
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from outbox.columns import COLUMNS
from spreadsheets.columns import Column
from spreadsheets.reading import by_key


@listed(
    "people",
    page="people",
    label=_("People"),
    columns=(
        Column(_("Name"), lambda told: str(told[0])),
        Column(_("Role"), lambda told: told[0].get_role_display()),
        Column(_("Position"), lambda told: told[0].title),
        Column(_("E-mail address"), lambda told: told[1]),
        Column(_("Since"), lambda told: told[0].invited_at),
        Column(_("Until"), lambda told: told[0].ended_on),
    ),
)
def people(
    engagement: Engagement, seat: Seat, asked: Mapping[str, Any]
) -> Iterator[tuple[Membership, str | None]]:
    """Return who takes part; for the practice also their addresses, and who took part before."""
    known = engagement.memberships.seen_from(seat).select_related("user")
    for member in by_key(known if seat.is_practice else known.current()):
        yield member, member.user.email if seat.is_practice else None


@listed("mail", page="mail", label=_("Mail"), columns=COLUMNS)
def mail(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return what was mailed about the engagement; never what it says."""
    return mailed.about(engagement).select_related("recipient", "digest")
