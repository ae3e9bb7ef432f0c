"""The progress report (*voortgangsrapportage*): written from the record, sent to the steering group, seen by whom."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Language
from engagements.lifecycle import fields
from engagements.lifecycle.models import AppendOnly, Item
from engagements.people.models import Membership
from engagements.reports.progress.querysets import ProgressReportQuerySet
from engagements.reports.progress.rhythm import Rhythm
from engagements.reports.progress.verdicts import Verdict

#: The parts in which a report tells its story, one point on a line.
PARTS = ("happened", "coming", "blocks")
MOST_IN_A_PART = 10_000


class ProgressReport(Item):
    """One edition of one progress report: a draft until it is sent, and fixed from then on.

    A correction is the next `edition` under the same `number`. `goals` and `asked` hold a verdict for each goal and
    what is asked of whom by when; `drafted` the points that the record offered, `counts` what the rules reckon with
    beside the goals. Once sent, `content` is what was sent, in the words of that day, and `digest` its fingerprint.
    """

    number = models.PositiveSmallIntegerField(editable=False)
    edition = models.PositiveSmallIntegerField(default=1, editable=False)
    language = models.CharField(max_length=2, choices=Language, editable=False)
    since = fields.day(_("from"))
    until = fields.day(_("up to and including"))
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict)
    because = fields.prose(_("why you judge otherwise"), blank=True, max_length=1000)
    summary = fields.prose(
        _("in short"),
        blank=True,
        max_length=1500,
        help_text=_("Two or three sentences. They stand in the mail."),
    )
    happened = fields.prose(_("what happened"), blank=True, max_length=MOST_IN_A_PART)
    coming = fields.prose(_("what comes next"), blank=True, max_length=MOST_IN_A_PART)
    blocks = fields.prose(_("what stands in the way"), blank=True, max_length=MOST_IN_A_PART)
    goals = models.JSONField(default=list, editable=False)
    asked = models.JSONField(default=list, editable=False)
    counts = models.JSONField(default=dict, editable=False)
    drafted = models.JSONField(default=dict, editable=False)
    correction = fields.prose(_("what is corrected"), blank=True, max_length=1000, editable=False)
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", editable=False)
    content = models.JSONField(default=dict, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)

    #: A draft is the manager's own, and what was sent is its own history.
    NOT_AUDITED = frozenset(
        {"because", "summary", *PARTS, "goals", "asked", "counts", "drafted", "content", "language"}
    )

    #: Whether somebody has opened it; on a report read with `opened_by` alone.
    is_opened: bool

    objects = ProgressReportQuerySet.as_manager()

    class Meta(Item.Meta):
        ordering = ("-number", "-edition")
        verbose_name = _("progress report")
        constraints = (
            models.UniqueConstraint(
                fields=("engagement", "number", "edition"), name="progress_report_numbered_once"
            ),
            models.UniqueConstraint(
                fields=("engagement", "number"),
                condition=models.Q(sent_at__isnull=True),
                name="one_draft_per_progress_report",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True, digest="")
                | (models.Q(sent_at__isnull=False) & ~models.Q(digest="")),
                name="progress_report_sent_with_its_digest",
            ),
            models.CheckConstraint(
                condition=models.Q(since__lte=models.F("until")), name="progress_report_begins_before_it_ends"
            ),
        )

    def __str__(self) -> str:
        # No words: the audit trail keeps it, and is read in more than one language.
        return f"{self.number}" if self.edition == 1 else f"{self.number}.{self.edition}"

    @property
    def is_sent(self) -> bool:
        """Whether it was sent, and so never changes again."""
        return self.sent_at is not None

    @property
    def standing(self) -> Verdict:
        """The verdict, with its words."""
        return Verdict(self.verdict)

    @property
    def fingerprint(self) -> str:
        """The beginning of the digest, to compare at a glance."""
        return self.digest[:12]


class ReportSeen(AppendOnly):
    """Somebody of the steering group opened a report, for the first time, at this moment."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="seen")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("report", "member"), name="report_seen_once"),)

    def __str__(self) -> str:
        return f"{self.report}"


class Every(models.TextChoices):
    """How often a report is written."""

    NEVER = "never", pgettext_lazy("report", "Only when I decide to")
    WEEKS = "weeks", pgettext_lazy("report", "Every so many weeks")
    MONTH = "month", pgettext_lazy("report", "Every month, on a day")


class ReportSchedule(Item):
    """How often the steering group of one engagement gets a report; the interim manager is reminded of it."""

    every = models.CharField(_("how often"), max_length=5, choices=Every, default=Every.NEVER)
    weeks = models.PositiveSmallIntegerField(
        _("weeks between two reports"), default=4, validators=[MinValueValidator(1), MaxValueValidator(26)]
    )
    day = models.PositiveSmallIntegerField(
        _("day of the month"), default=1, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    begins_on = fields.day(_("first report on or after"), default=timezone.localdate)

    class Meta(Item.Meta):
        verbose_name = _("rhythm of reports")
        constraints = (models.UniqueConstraint(fields=("engagement",), name="one_rhythm_of_reports"),)

    def __str__(self) -> str:
        return self.every

    @property
    def rhythm(self) -> Rhythm | None:
        """The days that follow from it, or None when there are none."""
        if self.every == Every.WEEKS:
            return Rhythm(begins_on=self.begins_on, weeks=self.weeks)
        return Rhythm(begins_on=self.begins_on, day=self.day) if self.every == Every.MONTH else None

    def clean(self) -> None:
        """Refuse a rhythm without its number."""
        missing: dict[str, Any] = {}
        if self.every == Every.WEEKS and not self.weeks:
            missing["weeks"] = _("Say how many weeks.")
        if self.every == Every.MONTH and not self.day:
            missing["day"] = _("Say which day.")
        if missing:
            raise ValidationError(missing)
