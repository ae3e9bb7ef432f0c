"""Which mail is where."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from outbox.states import MOST_ATTEMPTS

LEASE = timedelta(minutes=5)


class MailQuerySet(models.QuerySet):
    """Mail, by how far it is."""

    def unsent(self) -> "MailQuerySet":
        """Return what still has to go out by itself, now or later: not what is told in an overview."""
        return self.filter(sent_at=None, dropped_at=None, digest=None)

    def held(self) -> "MailQuerySet":
        """Return what waits for an overview."""
        return self.unsent().filter(due_at=None)

    def due(self, now: datetime, *, again: bool = False) -> "MailQuerySet":
        """Return the mail that may be tried at this moment: in nobody's hands, not waiting, not given up.

        With `again` also what waits after a failure, and what was given up.
        """
        free = self.unsent().filter(Q(claimed_at=None) | Q(claimed_at__lte=now - LEASE))
        ready = Q(due_at__lte=now, attempts__lt=MOST_ATTEMPTS)
        return free.filter(ready | Q(due_at__isnull=False) & ~Q(last_error="") if again else ready)

    def given_up(self) -> "MailQuerySet":
        """Return the mail that is not tried any more by itself."""
        return self.unsent().filter(attempts__gte=MOST_ATTEMPTS)

    def failed(self) -> "MailQuerySet":
        """Return the mail that could not be sent when it was last tried, given up or not."""
        return self.unsent().exclude(last_error="")
