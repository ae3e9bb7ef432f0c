"""Named selections of talks at the sparring desk. Who may read one is decided here and nowhere else."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from engagements.people.models import Membership
from engagements.people.roles import ORGANISATION_SIDE, Role

if TYPE_CHECKING:
    from engagements.people.permissions import Seat


class SparringRequestQuerySet(models.QuerySet):
    """Talks at the sparring desk."""

    def seen_from(self, seat: "Seat") -> Self:
        """Return the talks the seat may read: an interim manager all, anybody else their own and what was shared.

        A seat without its membership stands for every table where the user sits in that role.
        """
        if seat.role == Role.MANAGER:
            return self
        own = Q(owner=seat.membership)
        if seat.membership is None:
            own = Q(owner__in=Membership.objects.current().filter(user=seat.user, role=seat.role))
        return self.filter(own | Q(shared=True))

    def undecided(self) -> Self:
        """Return those whose decision is still open."""
        return self.filter(decided_on__isnull=True)

    def started_by_organisation(self) -> Self:
        """Return those that somebody of the organisation began: the more, the more it is theirs."""
        return self.filter(started_by=ORGANISATION_SIDE)
