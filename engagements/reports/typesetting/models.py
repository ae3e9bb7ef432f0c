"""What is made in the background: files that somebody asked for."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Language
from engagements.documents.store import document_store, random_name
from engagements.people.permissions import Seat, seat_of
from engagements.reports.typesetting.querysets import MakingQuerySet

KEPT = timedelta(days=7)


def until() -> object:
    """Return when a file that is asked for now is no longer kept."""
    return timezone.now() + KEPT


class MakingState(models.TextChoices):
    """How far it is."""

    WAITING = "waiting", pgettext_lazy("file", "Waiting")
    MAKING = "making", pgettext_lazy("file", "Being made")
    DONE = "done", pgettext_lazy("file", "Ready")
    FAILED = "failed", pgettext_lazy("file", "Not made")


class Making(models.Model):
    """One file of one engagement, made for one person, kept for a week.

    Its content follows from the kind, the arguments, the seat of who asked, and `asked_at`: that is what it says it was
    made at, so that a second try gives the same bytes. `claimed_at` is a lease: whoever holds it is at work, and an old
    one is up for taking.
    """

    engagement = models.ForeignKey("engagements.Engagement", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    args = models.JSONField(default=dict)
    language = models.CharField(max_length=2, choices=Language)
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=until)

    state = models.CharField(max_length=8, choices=MakingState, default=MakingState.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(null=True)
    file = models.FileField(storage=document_store, upload_to=random_name, blank=True)
    name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    objects = MakingQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("file")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(progress__range=(0, 100)), name="making_progress_range"
            ),
        )
        indexes = (
            models.Index(
                fields=("asked_at",),
                condition=models.Q(state__in=("waiting", "making")),
                name="makings_to_do",
            ),
            models.Index(fields=("engagement", "asked_by", "-id"), name="makings_of_somebody"),
            models.Index(fields=("expires_at",), name="makings_to_forget"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_settled(self) -> bool:
        """Whether nothing more happens with it by itself."""
        return self.state in {MakingState.DONE, MakingState.FAILED}

    @cached_property
    def seat(self) -> Seat | None:
        """Where who asked sits now; None for somebody who has left. One query, the first time."""
        return seat_of(self.asked_by, self.engagement)
