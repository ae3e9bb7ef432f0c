"""Evaluation with aftercare: does it last, what needs adjusting, what did both sides learn."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.intake.models import Observation
from engagements.lifecycle import fields
from engagements.lifecycle.models import Item
from engagements.people.models import Membership
from engagements.processes.models import CriticalProcess
from phases.durability import ANSWERS, VERDICTS


class DurabilityCheck(Item):
    """The owner's five questions about a process, 30, 90 and 180 days after letting go (*nazorgcheck*).

    `day` is null for a check that was asked again. The verdict follows from the answers: see `phases.durability`.
    """

    process = models.ForeignKey(CriticalProcess, on_delete=models.PROTECT, related_name="checks")
    day = models.PositiveSmallIntegerField(null=True, editable=False)
    due_on = models.DateField(editable=False)
    still_done = models.PositiveSmallIntegerField(
        _("Is it still done the new way?"), choices=ANSWERS, null=True, blank=True
    )
    measured = models.PositiveSmallIntegerField(
        _("Is it still measured?"), choices=ANSWERS, null=True, blank=True
    )
    survives_absence = models.PositiveSmallIntegerField(
        _("Does it survive when somebody is away?"), choices=ANSWERS, null=True, blank=True
    )
    leaders_visible = models.PositiveSmallIntegerField(
        _("Do those in charge visibly stand behind it?"), choices=ANSWERS, null=True, blank=True
    )
    still_fits = models.PositiveSmallIntegerField(
        _("Does it still fit what you want to reach?"), choices=ANSWERS, null=True, blank=True
    )
    remark = fields.prose(_("what others should know"), blank=True, max_length=1000)
    verdict = models.CharField(max_length=10, choices=VERDICTS, blank=True, editable=False)
    answered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    answered_on = models.DateField(null=True, editable=False)
    skipped_because = fields.prose(_("why it is skipped"), blank=True, max_length=1000, editable=False)
    skipped_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )

    class Meta(Item.Meta):
        ordering = ("due_on", "process_id", "pk")
        verbose_name = _("durability check")
        constraints = (
            models.UniqueConstraint(
                fields=("process", "day"),
                condition=models.Q(day__isnull=False),
                name="checked_once_per_moment",
            ),
        )

    def __str__(self) -> str:
        return str(self.process)

    @property
    def is_settled(self) -> bool:
        """Whether it is answered, or skipped with a reason."""
        return self.answered_on is not None or bool(self.skipped_because)


class FineTuningAction(Item):
    """One adjustment after letting go (*bijstelling*), owned by somebody in the organisation."""

    process = models.ForeignKey(
        CriticalProcess,
        on_delete=models.PROTECT,
        related_name="fine_tunings",
        verbose_name=_("critical process"),
    )
    text = fields.prose(_("what is adjusted"), max_length=1000)
    owner = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="fine_tunings", verbose_name=_("who")
    )
    due_on = fields.day(_("due on"))
    done_on = models.DateField(null=True, editable=False)
    result = fields.prose(_("what came of it"), blank=True, max_length=1000, editable=False)

    class Meta(Item.Meta):
        ordering = ("due_on", "pk")
        verbose_name = _("fine-tuning action")

    def __str__(self) -> str:
        return fields.short(self.text)


class Evaluation(Item):
    """One side's evaluation of the engagement; revealed together with the other's."""

    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", editable=False)
    side = models.CharField(max_length=12, editable=False)
    score = models.DecimalField(
        _("score from 1 to 5"),
        max_digits=2,
        decimal_places=1,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    went_well = fields.prose(_("what went well"))
    could_better = fields.prose(_("what could have gone better"), blank=True)
    may_be_quoted = models.BooleanField(_("may be quoted"), default=False)
    given_on = models.DateField(default=timezone.localdate, editable=False)

    class Meta(Item.Meta):
        verbose_name = _("evaluation")
        constraints = (
            models.UniqueConstraint(fields=("engagement", "side"), name="evaluated_once_per_side"),
        )

    def __str__(self) -> str:
        return f"{self.side}"


class WindOutcome(models.TextChoices):
    """What became of something that fresh eyes saw."""

    ACTED_ON = "acted_on", pgettext_lazy("fresh wind", "Acted on")
    REFUSED = "refused", pgettext_lazy("fresh wind", "Refused")
    FORGOTTEN = "forgotten", pgettext_lazy("fresh wind", "Forgotten")


class FreshWindOutcome(Item):
    """What became of one line of the fresh-wind list, said when looking back. For the practice, unless it is shown."""

    observation = models.OneToOneField(
        Observation, on_delete=models.PROTECT, related_name="outcome", editable=False
    )
    outcome = models.CharField(_("what became of it"), max_length=10, choices=WindOutcome)
    line = fields.prose(_("in a line: how, or why not"), max_length=500)
    shown = models.BooleanField(_("board and management may read it"), default=False)
    settled_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", editable=False)
    settled_on = models.DateField(default=timezone.localdate, editable=False)

    #: The practice's own words, until they are shown; the audit trail is read by others.
    NOT_AUDITED = frozenset({"line"})

    class Meta(Item.Meta):
        verbose_name = _("fresh wind")

    def __str__(self) -> str:
        return f"{self.observation_id}"  # never the observation: this ends up in the audit trail


class Lesson(Item):
    """Something one side learnt (*les*), for whoever comes after."""

    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", editable=False)
    side = models.CharField(max_length=12, editable=False)
    text = fields.prose(_("lesson"), max_length=1000)
    learnt_on = models.DateField(default=timezone.localdate, editable=False)

    class Meta(Item.Meta):
        verbose_name = _("lesson")

    def __str__(self) -> str:
        return fields.short(self.text)
