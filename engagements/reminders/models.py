"""Which moments somebody was reminded at."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.people.models import Membership
from engagements.reminders.querysets import ReminderQuerySet


class Reminder(models.Model):
    """One moment at which one person was reminded of one thing (*herinnering*); there is never a second of the same.

    `key` is that of the ask. `is_last` says that no later moment followed; `closed_at` when the thing was no longer
    asked: it is done, or no longer theirs to do.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="reminders")
    key = models.CharField(max_length=60)
    moment = models.DateField()
    is_last = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("reminder")
        constraints = (
            models.UniqueConstraint(fields=("membership", "key", "moment"), name="reminded_once_a_moment"),
        )
        indexes = (
            models.Index(
                fields=("membership",), condition=models.Q(closed_at=None), name="reminders_still_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.moment}"
