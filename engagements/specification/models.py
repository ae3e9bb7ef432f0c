"""Specification: interim goals that secure the final goal, and the plan composed of them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle import fields
from engagements.lifecycle.models import Item
from engagements.people.models import Membership
from engagements.processes.models import CriticalProcess


class GoalState(models.TextChoices):
    """How an interim goal stands."""

    OPEN = "open", _("Open")
    REACHED = "reached", _("Reached")
    DROPPED = "dropped", _("Dropped")


class Goals(tuple["Goal", ...]):
    """Some goals together; as text their titles."""

    __slots__ = ()

    def __str__(self) -> str:
        return ", ".join(goal.title for goal in self)


class Goal(Item):
    """An interim goal (*tussendoel*): measured, dated, owned, and with the sentence why it secures the final goal.

    The owner may be the interim manager; that is advised against, and said.
    """

    title = fields.line(_("interim goal"))
    process = models.ForeignKey(
        CriticalProcess,
        on_delete=models.PROTECT,
        related_name="goals",
        null=True,
        blank=True,
        verbose_name=_("critical process"),
    )
    measure = fields.line(
        _("measure"), blank=True, help_text=_("What you count, and where the number comes from.")
    )
    unit = fields.line(_("unit"), blank=True, max_length=30, help_text=_("%, days, pieces …"))
    baseline = models.DecimalField(_("baseline"), max_digits=12, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=12, decimal_places=2, null=True, blank=True)
    due_on = fields.day(_("due on"), null=True, blank=True)
    owner = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        related_name="owned_goals",
        null=True,
        blank=True,
        verbose_name=_("owner"),
    )
    secures = fields.prose(_("this secures the final goal because …"), blank=True, max_length=1000)
    state = models.CharField(max_length=8, choices=GoalState, default=GoalState.OPEN, editable=False)
    settled_on = models.DateField(null=True, editable=False)
    settled_because = fields.prose(_("why"), blank=True, max_length=1000, editable=False)

    class Meta(Item.Meta):
        ordering = ("due_on", "pk")
        verbose_name = _("interim goal")

    def __str__(self) -> str:
        return self.title

    @property
    def is_measurable(self) -> bool:
        """Whether it has a measure, a baseline and a target."""
        return bool(self.measure) and self.baseline is not None and self.target is not None

    @property
    def leans_on(self) -> Goals:
        """The goals it leans on itself, in the order they were set. One query."""
        return Goals(Goal.objects.filter(carries__goal=self).order_by("pk"))


class GoalDependency(Item):
    """One goal leans on another: it can't be reached before that one is. Never in a circle; `leaning` sees to that."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="leans")
    on = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="carries")

    class Meta(Item.Meta):
        verbose_name = _("dependency")
        constraints = (
            models.UniqueConstraint(fields=("goal", "on"), name="goal_leans_once"),
            models.CheckConstraint(condition=~models.Q(goal=models.F("on")), name="goal_leans_on_another"),
        )

    def __str__(self) -> str:
        # No words: the audit trail keeps it, and is read in more than one language.
        return f"{self.goal} → {self.on}"


class PlanVersion(Item):
    """The plan (*plan van aanpak*) as it was sent for approval: its whole content, frozen, with its digest."""

    number = models.PositiveSmallIntegerField(editable=False)
    content = models.JSONField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    note = fields.prose(_("note with this version"), blank=True, max_length=1000)
    submitted_on = models.DateField(default=timezone.localdate, editable=False)

    class Meta(Item.Meta):
        ordering = ("-number",)
        verbose_name = _("plan")
        constraints = (models.UniqueConstraint(fields=("engagement", "number"), name="plan_numbered_once"),)

    def __str__(self) -> str:
        return _("version %(number)s") % {"number": self.number}
