"""Named selections of self-checks. Who may read one is decided here and nowhere else."""

from typing import TYPE_CHECKING, Self

from django.db import models

from engagements.people.roles import Role

if TYPE_CHECKING:
    from engagements.people.permissions import Seat


class SelfCheckQuerySet(models.QuerySet):
    """Self-checks."""

    def seen_from(self, seat: "Seat") -> Self:
        """Return the visitor's own; a shadow manager's are those that were shared with them.

        Nobody else sees any: not the practice administrator, not another manager of the same engagement.
        """
        if seat.role == Role.SHADOW:
            return self.filter(shared_at__isnull=False)
        return self.filter(author=seat.user) if seat.role == Role.MANAGER else self.none()
