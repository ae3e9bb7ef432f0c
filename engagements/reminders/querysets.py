"""Named selections of reminders."""

from typing import Self

from django.db import models


class ReminderQuerySet(models.QuerySet):
    """Reminders."""

    def unanswered(self) -> Self:
        """Return those of what is still asked, of somebody who still takes part."""
        return self.filter(closed_at=None, membership__ended_on=None)
