"""What runs through all phases: the log, approvals, worked days."""

import calendar
import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.lifecycle import fields
from engagements.lifecycle.models import Item
from engagements.people.models import Membership
from engagements.people.names import spoken_by, with_role
from engagements.record.audiences import READERS_OF, Audience
from engagements.record.querysets import ApprovalQuerySet, LogEntryQuerySet, WorkedMonthQuerySet
from phases.definitions import Text

#: The role the manager played, from conversation partner to authority.
STANCES: dict[int | None, Text] = {
    -2: _("−2 conversation partner"),
    -1: "−1",
    0: "0",
    1: "+1",
    2: _("+2 authority"),
}

MINUTES_IN_A_DAY = 24 * 60


def in_hours(minutes: int) -> Decimal:
    """Return minutes as hours, to two decimals."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))


class LogEntry(Item):
    """What happened, in the words of the one who was there, for those it is meant for (*logboek*).

    `stance` is the role the manager played, −2 conversation partner … +2 authority; `minutes` is the time worked. Only
    its author sees either.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = fields.prose(_("what happened"))
    happened_on = fields.day(_("date"), default=timezone.localdate)
    audience = models.CharField(
        _("who may read this"), max_length=10, choices=Audience, default=Audience.PRIVATE
    )
    stance = models.SmallIntegerField(
        _("role you played"), null=True, blank=True, validators=[MinValueValidator(-2), MaxValueValidator(2)]
    )
    minutes = models.PositiveSmallIntegerField(
        _("time worked"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MINUTES_IN_A_DAY)],
    )

    #: The audit trail is read by others than the author. What is shared is frozen, so the entry itself is its history.
    NOT_AUDITED = frozenset({"text", "stance", "minutes"})

    objects = LogEntryQuerySet.as_manager()

    class Meta(Item.Meta):
        ordering = ("-happened_on", "-pk")
        verbose_name = _("log entry")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(stance__isnull=True) | models.Q(stance__range=(-2, 2)), name="stance_range"
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__isnull=True) | models.Q(minutes__range=(1, MINUTES_IN_A_DAY)),
                name="minutes_range",
            ),
        )
        indexes = (models.Index(fields=("engagement", "-happened_on", "-id")),)

    def __str__(self) -> str:
        return f"{self.happened_on}, {self.get_audience_display()}"  # never the text: this ends up in the audit trail

    @property
    def readers(self) -> Text:
        """Who reads it, in words."""
        return READERS_OF[self.audience]

    @property
    def stance_label(self) -> Text:
        """The role played, in words; empty when it was not noted."""
        return STANCES.get(self.stance, "")

    @property
    def hours(self) -> Decimal | None:
        """The time worked in hours, to two decimals; None when it was not noted."""
        return in_hours(self.minutes) if self.minutes else None

    @property
    def is_private(self) -> bool:
        """Whether nobody but its author reads this; only then can it still be changed."""
        return self.audience == Audience.PRIVATE

    def clean(self) -> None:
        """Refuse a day that has not come yet."""
        if isinstance(self.happened_on, datetime.date) and self.happened_on > timezone.localdate():
            raise ValidationError({"happened_on": _("This day has not been yet.")})


class ApprovalKind(models.TextChoices):
    """What an approval is about."""

    ASSIGNMENT = "assignment", _("Assignment")
    PLAN = "plan", _("Plan")
    GOAL = "goal", _("Interim goal")
    CASE = "case", _("Case")
    MONTH = "month", _("Worked days")
    HANDOVER = "handover", _("Line of the hand-over")


class Approval(models.Model):
    """One person's yes (or request for a change) to an exact content.

    `role` is the role in which it counts. Given on behalf of a colleague it is the colleague's, and `own_role` that of
    `member`, who gave it. Keeps the content and its digest; it stands while the content still has that digest and
    nobody made it lapse. Never deleted; `lapsed_at` is the only thing that changes.
    """

    engagement = models.ForeignKey(
        "engagements.Engagement", on_delete=models.PROTECT, related_name="approvals"
    )
    kind = models.CharField(max_length=12, choices=ApprovalKind)
    subject_id = models.BigIntegerField(default=0)
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="approvals")
    role = models.CharField(max_length=20)
    on_behalf_of = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("on behalf of"),
    )
    own_role = models.CharField(_("own role"), max_length=20, blank=True)
    approved = models.BooleanField()
    reason = fields.prose(_("reason"), blank=True, max_length=1000)
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    at = models.DateTimeField(default=timezone.now)
    lapsed_at = models.DateTimeField(null=True, blank=True)
    lapsed_because = models.CharField(max_length=200, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("approval")
        indexes = (models.Index(fields=("engagement", "kind", "subject_id")),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject_id}"

    @property
    def who(self) -> str:
        """Who said it, and in whose place."""
        return spoken_by(self.member, self.on_behalf_of)

    @property
    def who_as(self) -> str:
        """The same, each with the role they had then."""
        if self.on_behalf_of is None:
            return with_role(self.member, self.role)
        return spoken_by(with_role(self.member, self.own_role), with_role(self.on_behalf_of, self.role))

    @property
    def fingerprint(self) -> str:
        """The beginning of the digest in groups of four, as people compare it."""
        return " ".join(self.digest[start : start + 4] for start in range(0, 16, 4))


def month_named(month: str) -> str:
    """Return a month as it is kept (2026-03) in words; anything else as it is."""
    try:
        return date_format(datetime.date.fromisoformat(f"{month}-01"), "F Y")
    except ValueError:
        return month


class WorkedMonthState(models.TextChoices):
    """Where a month of worked days stands."""

    DRAFT = "draft", pgettext_lazy("worked days", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("worked days", "Handed in")
    APPROVED = "approved", pgettext_lazy("worked days", "Approved")
    DISPUTED = "disputed", pgettext_lazy("worked days", "Sent back")


#: What the manager may still change: not handed in yet, or sent back with a reason.
OPEN_MONTHS = frozenset({WorkedMonthState.DRAFT, WorkedMonthState.DISPUTED})


class WorkedMonth(Item):
    """The days worked in one month (*gewerkte dagen*): handed in by the manager, approved or disputed by the client."""

    month = fields.day(_("month"))
    days = models.DecimalField(
        _("days worked"),
        max_digits=3,
        decimal_places=1,
        validators=[MinValueValidator(0), MaxValueValidator(31)],
    )
    note = fields.prose(_("note"), blank=True, max_length=1000)
    state = models.CharField(
        max_length=10, choices=WorkedMonthState, default=WorkedMonthState.DRAFT, editable=False
    )
    answer = fields.prose(_("answer of the client"), blank=True, max_length=1000, editable=False)
    answered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = WorkedMonthQuerySet.as_manager()

    class Meta(Item.Meta):
        ordering = ("-month",)
        verbose_name = _("month")
        constraints = (models.UniqueConstraint(fields=("engagement", "month"), name="one_row_per_month"),)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def is_open(self) -> bool:
        """Whether the manager may still change it and hand it in."""
        return self.state in OPEN_MONTHS

    def content(self) -> dict[str, Any]:
        """Return what is approved, as plain values."""
        return {"month": f"{self.month:%Y-%m}", "days": format(self.days.normalize(), "f"), "note": self.note}

    def clean(self) -> None:
        """Store a month as its first day; refuse one that has not begun, or more days than it has."""
        if not isinstance(self.month, datetime.date):
            return
        self.month = self.month.replace(day=1)
        if self.month > timezone.localdate():
            raise ValidationError({"month": _("This month has not begun yet.")})
        length = calendar.monthrange(self.month.year, self.month.month)[1]
        if self.days is not None and self.days > length:
            raise ValidationError({"days": _("This month has %(length)s days.") % {"length": length}})
