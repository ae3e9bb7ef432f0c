"""Named selections of memberships."""

from typing import TYPE_CHECKING, Self

from django.db import models

from engagements.people.roles import ORGANISATION, Role

if TYPE_CHECKING:
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
