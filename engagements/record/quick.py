"""Where somebody can log: the engagements they may write in now, the one they wrote in last first."""

from typing import TYPE_CHECKING, Any

from django.db.models import Max, OuterRef, Subquery

from engagements.lifecycle.legality import MOMENTS
from engagements.people.models import Membership
from engagements.people.permissions import PERMISSIONS
from engagements.record.models import LogEntry

if TYPE_CHECKING:
    from accounts.models import User


def places_to_log(user: "User") -> list[Membership]:
    """Return the user's seats from where they may log now, last used first, then newest. One query."""
    moment = MOMENTS["log-add"]
    own = LogEntry.objects.filter(engagement=OuterRef("engagement"), author=user).order_by()
    last = own.values("engagement").annotate(last=Max("pk")).values("last")
    seats = Membership.objects.current().filter(
        user=user,
        role__in=PERMISSIONS["log-add"],
        engagement__phase__in=moment.phases,
        engagement__standing__in=moment.standings,
    )
    found: Any = seats.select_related("engagement__organisation").annotate(last_entry=Subquery(last))
    return sorted(found, key=lambda seat: (seat.last_entry or 0, seat.engagement_id), reverse=True)
