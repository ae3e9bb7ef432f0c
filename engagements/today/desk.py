"""Everything one manager has on their desk today: read for all engagements together, looked into for a few.

What has a date or waits for somebody is read with the same few queries however many engagements there are. What the
rooms ask and how a gate stands is answered engagement by engagement, so only for those where something happened last.
"""

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Prefetch, Subquery
from django.utils import timezone

from engagements.lifecycle.models import AuditEntry, Engagement, PhaseChange
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from engagements.people.roles import Role
from engagements.today.matters import Matter, Urgency

if TYPE_CHECKING:
    from accounts.models import User

#: So many engagements are looked into; nobody leads more at the same time.
LOOKED_INTO = 12
#: So many lines of one urgency are shown.
MOST_SHOWN = 25


@dataclass(frozen=True)
class Desk:
    """The engagements somebody manages or managed, with their seat in each.

    `engagements` by id, those first in which something happened last.
    """

    user: "User"
    engagements: dict[int, Engagement]
    seats: dict[int, Seat]
    today: datetime.date = field(default_factory=timezone.localdate)

    @cached_property
    def active(self) -> list[int]:
        """The ids of those where work goes on."""
        return [pk for pk, engagement in self.engagements.items() if engagement.is_active]

    def active_in(self, *phases: str) -> list[int]:
        """Return the ids of those where work goes on, in one of these phases."""
        return [pk for pk in self.active if self.engagements[pk].phase in phases]

    def in_standing(self, standing: str) -> list[int]:
        """Return the ids of those with this standing."""
        return [pk for pk, engagement in self.engagements.items() if engagement.standing == standing]

    @cached_property
    def looked_into(self) -> list[int]:
        """The ids of those that are looked into."""
        return self.active[:LOOKED_INTO]

    @cached_property
    def others(self) -> list[int]:
        """The ids of those that are not looked into, also the ones that have ended."""
        return [pk for pk in self.engagements if pk not in self.looked_into]


def desk_of(user: "User") -> Desk:
    """Return somebody's desk. Two queries."""
    latest = AuditEntry.objects.filter(engagement=OuterRef("engagement")).order_by("-at").values("at")[:1]
    seats = (
        Membership.objects.current()
        .filter(user=user, role=Role.MANAGER)
        .select_related("engagement__organisation")
        .prefetch_related(Prefetch("engagement__changes", queryset=PhaseChange.objects.order_by("pk")))
        .annotate(last_at=Subquery(latest))
        .order_by(F("last_at").desc(nulls_last=True), "-pk")  # databases disagree on where nothing sorts
    )
    found = list(seats)
    return Desk(
        user=user,
        engagements={seat.engagement_id: seat.engagement for seat in found},
        seats={seat.engagement_id: Seat(user, seat.role, seat) for seat in found},
    )


@dataclass(frozen=True, slots=True)
class Group:
    """The matters of one urgency; `more` counts those that are left out."""

    urgency: Urgency
    matters: list[Matter]
    more: int


def grouped(matters: list[Matter]) -> list[Group]:
    """Return the matters most pressing first, by urgency, the first of each."""
    groups = groupby(sorted(matters, key=lambda each: each.order), key=lambda each: each.urgency)
    found = [(urgency, list(lines)) for urgency, lines in groups]
    return [Group(urgency, lines[:MOST_SHOWN], max(0, len(lines) - MOST_SHOWN)) for urgency, lines in found]
