"""Named selections of memberships."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from engagements.people.roles import ORGANISATION, Role

if TYPE_CHECKING:
    from accounts.models import User
    from engagements.people.permissions import Seat


class MembershipQuerySet(models.QuerySet):
    """Memberships of engagements."""

    def current(self) -> Self:
        """Return those that have not ended."""
        return self.filter(ended_on__isnull=True)

    def organisation(self) -> Self:
        """Return the people of the client organisation."""
        return self.filter(role__in=ORGANISATION)

    def seen_from(self, seat: "Seat") -> Self:
        """Return those the seat may know of: the client never learns of a shadow manager."""
        return self if seat.is_practice else self.exclude(role=Role.SHADOW)

    def with_delegations_to(self, user: "User") -> Self:
        """Return the user's own, and those whose people let the user approve in their place, with `delegated_kind`.

        One row for each delegation, so the user's own may come more than once; oldest delegation first.
        """
        lent = Q(
            delegations_given__receiver__user=user,
            delegations_given__receiver__ended_on=None,
            delegations_given__revoked_at=None,
        )
        lasts = Q(delegations_given__until=None) | Q(delegations_given__until__gte=timezone.localdate())
        return (
            self.filter(Q(user=user) | lent & lasts)
            .annotate(delegated_kind=F("delegations_given__kind"))
            .select_related("user")
            .order_by("delegations_given__pk", "pk")
        )

    def who_may(self, roles: Iterable[str], kinds: Iterable[str]) -> Self:
        """Return whose role is one of `roles`, and those who may do the same for one of them by a delegation."""
        givers = Q(
            delegations_received__giver__role__in=roles,
            delegations_received__giver__ended_on=None,
            delegations_received__kind__in=kinds,
            delegations_received__revoked_at=None,
        )
        lasts = Q(delegations_received__until=None) | Q(delegations_received__until__gte=timezone.localdate())
        return self.filter(Q(role__in=roles) | givers & lasts).distinct()


class DelegationQuerySet(models.QuerySet):
    """Delegations of approving."""

    def in_force(self) -> Self:
        """Return those that hold today: not revoked, not over, and both still take part."""
        lasts = Q(until=None) | Q(until__gte=timezone.localdate())
        return self.filter(lasts, revoked_at=None, giver__ended_on=None, receiver__ended_on=None)
