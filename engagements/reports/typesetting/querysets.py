"""Which files are where."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

LEASE = timedelta(seconds=90)  # renewed with every step forward
MOST_ATTEMPTS = 3


class MakingQuerySet(models.QuerySet):
    """Files that are asked for, by how far they are."""

    def unsettled(self) -> Self:
        """Return what still has to be made."""
        return self.filter(state__in=("waiting", "making"))

    def due(self, now: datetime) -> Self:
        """Return what may be taken in hand: waiting, or left behind by somebody who died over it."""
        return self.unsettled().filter(_free(now), attempts__lt=MOST_ATTEMPTS)

    def given_up(self, now: datetime) -> Self:
        """Return what was left behind as often as it may be."""
        return self.unsettled().filter(_free(now), attempts__gte=MOST_ATTEMPTS)

    def kept(self, now: datetime) -> Self:
        """Return what its asker may still come for."""
        return self.filter(expires_at__gt=now)

    def forgettable(self, now: datetime) -> Self:
        """Return what is no longer kept, and in nobody's hands."""
        return self.filter(_free(now), expires_at__lte=now)


def _free(now: datetime) -> Q:
    return Q(claimed_at=None) | Q(claimed_at__lte=now - LEASE)
