"""Somebody's calendar, and what it has told the programs that read it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Titles(models.TextChoices):
    """How much the titles in a calendar say."""

    FULL = "full", _("What it is about")
    KIND = "kind", _("Only what kind of thing it is")


class Calendar(models.Model):
    """One person's calendar over all their engagements, read by programs at one secret address.

    Of the address only a hash is kept; None means that there is no address. What was told stays when the address goes,
    so that the same things have the same identity at the next one. `reads` counts since `counted_from`.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar")
    secret_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 # unique
    titles = models.CharField(_("titles"), max_length=4, choices=Titles, default=Titles.FULL)
    made_at = models.DateTimeField(null=True, editable=False)
    read_at = models.DateTimeField(null=True, editable=False)
    counted_from = models.DateTimeField(null=True, editable=False)
    reads = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("calendar")

    def __str__(self) -> str:
        return str(self.user)


class Kind(models.TextChoices):
    """What can stand in a calendar; in words, all that is said where the rest is nobody else's business."""

    GOAL = "goal", _("Interim goal")
    PROMISE = "promise", _("Commitment")
    LETTING_GO = "letting-go", _("Let-go date")
    CHECK = "check", _("Durability check")
    FINE_TUNING = "fine-tuning", _("Fine-tuning action")
    QUESTION = "question", _("Decision at the sparring desk")
    RATING = "rating", _("Say who really decides")
    REPORT = "report", _("Progress report")
    RETURN = "return", _("Expected to go on")


class Status(models.TextChoices):
    """How sure something in a calendar is."""

    CONFIRMED = "CONFIRMED", pgettext_lazy("calendar", "Fixed")
    TENTATIVE = "TENTATIVE", pgettext_lazy("calendar", "Provisional")
    CANCELLED = "CANCELLED", pgettext_lazy("calendar", "Cancelled")


class CalendarEntry(models.Model):
    """What a calendar last told about one thing: its lasting identity, its day, and how often that changed.

    No words are kept here: what has gone out of sight is called off without saying again what it was.
    """

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="entries")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    object_id = models.BigIntegerField()
    day = models.DateField()
    status = models.CharField(max_length=9, choices=Status)
    fingerprint = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("day", "pk")
        verbose_name = _("calendar entry")
        constraints = (
            models.UniqueConstraint(fields=("calendar", "kind", "object_id"), name="told_once_per_calendar"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.status == Status.CANCELLED
