"""The tables somebody sits at now, read together: each engagement, their seat, and its pauses as expected."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from engagements.lifecycle.commands import Standing
from engagements.lifecycle.models import Engagement, PhaseChange
from engagements.lifecycle.pauses import Pause, pauses_of
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from engagements.processes.dates import plan_pauses

if TYPE_CHECKING:
    from accounts.models import User

#: Where something can still fall due.
GOING = (Standing.ACTIVE, Standing.ON_HOLD)


@dataclass(frozen=True)
class Table:
    """One engagement, and where the person sits at it."""

    engagement: Engagement
    seat: Seat

    @property
    def is_on_hold(self) -> bool:
        """Whether it is paused."""
        return bool(self.engagement.standing == Standing.ON_HOLD)

    @property
    def waits(self) -> bool:
        """Whether it is paused until nobody knows when: then nothing in it has a day."""
        return self.is_on_hold and self.engagement.expected_return is None

    @cached_property
    def pauses(self) -> tuple[Pause, ...]:
        """Its pauses; one that lasts ends on the day on which it is expected to go on."""
        return self._expected(pauses_of(self.engagement))

    @cached_property
    def plan_pauses(self) -> tuple[Pause, ...]:
        """Those of its pauses that move the dates of the plan."""
        return self._expected(plan_pauses(self.engagement))

    def _expected(self, pauses: tuple[Pause, ...]) -> tuple[Pause, ...]:
        back: datetime.date | None = self.engagement.expected_return
        return tuple(Pause(each.since, each.until or max(each.since, back or each.since)) for each in pauses)


@dataclass(frozen=True)
class Tables:
    """Every table somebody sits at, by the id of the engagement, where something can still fall due."""

    user: "User"
    by_engagement: dict[int, Table]

    def __iter__(self) -> Iterator[Table]:
        return iter(self.by_engagement.values())

    def __getitem__(self, engagement: int) -> Table:
        return self.by_engagement[engagement]

    @cached_property
    def seats(self) -> list[int]:
        """The ids of the person's memberships."""
        return [table.seat.membership.pk for table in self if table.seat.membership]

    def where(self, condition: Callable[[Table], bool]) -> list[int]:
        """Return the ids of the engagements that meet the condition and are not paused for good."""
        return [pk for pk, table in self.by_engagement.items() if not table.waits and condition(table)]


def tables_of(user: "User") -> Tables:
    """Return the tables somebody sits at, by membership. Two queries."""
    memberships = (
        Membership.objects.current()
        .filter(user=user, engagement__standing__in=GOING)
        .select_related("engagement__organisation")
        .prefetch_related(Prefetch("engagement__changes", queryset=PhaseChange.objects.order_by("pk")))
    )
    return Tables(
        user=user,
        by_engagement={
            each.engagement_id: Table(each.engagement, Seat(user, each.role, each)) for each in memberships
        },
    )
