"""Execution: readings of the goals, promises of named people, and handing over line by line."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.lifecycle import fields
from engagements.lifecycle.models import AppendOnly, Item
from engagements.people.models import Membership
from engagements.processes.models import CriticalProcess
from engagements.specification.models import Goal


class GoalReading(Item):
    """Where an interim goal stood on one day (*meting*)."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="readings")
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    read_on = fields.day(_("date"), default=timezone.localdate)
    note = fields.prose(_("note"), blank=True, max_length=500)
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta(Item.Meta):
        ordering = ("read_on", "pk")
        verbose_name = _("reading")

    def __str__(self) -> str:
        return f"{self.value}"


class CommitmentState(models.TextChoices):
    """Where a promise stands. Proposed and accepted ones are open."""

    PROPOSED = "proposed", pgettext_lazy("promise", "Proposed")
    ACCEPTED = "accepted", pgettext_lazy("promise", "Accepted")
    REFUSED = "refused", pgettext_lazy("promise", "Refused")
    KEPT = "kept", pgettext_lazy("promise", "Kept")
    BROKEN = "broken", pgettext_lazy("promise", "Broken")


OPEN_COMMITMENTS = (CommitmentState.PROPOSED, CommitmentState.ACCEPTED)


class Commitment(Item):
    """What a named person of board or management promises (*toezegging*).

    Renegotiating keeps it open with another date or text, and leaves a line in its history. A new home says where an
    open promise lives once the manager has left.
    """

    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("who")
    )
    text = fields.prose(_("what is promised"), max_length=1000)
    due_on = fields.day(_("due on"))
    state = models.CharField(
        max_length=10, choices=CommitmentState, default=CommitmentState.PROPOSED, editable=False
    )
    new_home = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("new home"),
    )
    new_home_note = fields.line(_("where it is followed up"), blank=True, editable=False)

    class Meta(Item.Meta):
        ordering = ("due_on", "pk")
        verbose_name = _("commitment")

    def __str__(self) -> str:
        return fields.short(self.text)

    @property
    def is_open(self) -> bool:
        """Whether it still has to be answered or kept."""
        return self.state in OPEN_COMMITMENTS


class StepKind(models.TextChoices):
    """What was done with a promise."""

    PROPOSED = "proposed", pgettext_lazy("step", "Asked")
    CHANGED = "changed", pgettext_lazy("step", "Changed before it was answered")
    ACCEPTED = "accepted", pgettext_lazy("step", "Accepted")
    REFUSED = "refused", pgettext_lazy("step", "Refused")
    KEPT = "kept", pgettext_lazy("step", "Kept")
    BROKEN = "broken", pgettext_lazy("step", "Broken")
    RENEGOTIATED = "renegotiated", pgettext_lazy("step", "Agreed anew")
    REHOMED = "rehomed", pgettext_lazy("step", "New home")


class CommitmentStep(AppendOnly):
    """One line in the history of a promise: what was done with it, by whom, and what was said.

    `due_on` and `text` are filled in where a date and words were set; the pauses before `on` no longer count for it.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=15, choices=StepKind)
    actor = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    on = models.DateField(default=timezone.localdate)
    note = fields.prose(_("note"), blank=True, max_length=1000)
    due_on = models.DateField(null=True)
    text = fields.prose(_("what is promised"), blank=True, max_length=1000)

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.what


class FrictionNote(Item):
    """Where it rubbed (*wrijving*): expected in this phase, noted so that it can be learnt from; not a failure."""

    happened_on = fields.day(_("date"), default=timezone.localdate)
    about = fields.prose(_("what it was about"), max_length=1000)
    commitment = models.ForeignKey(
        Commitment,
        on_delete=models.PROTECT,
        related_name="frictions",
        null=True,
        blank=True,
        verbose_name=_("about which promise"),
    )

    class Meta(Item.Meta):
        ordering = ("-happened_on", "-pk")
        verbose_name = _("friction")

    def __str__(self) -> str:
        return fields.short(self.about)


class LineState(models.TextChoices):
    """What the owner said to a line of the hand-over."""

    OPEN = "open", _("Not answered yet")
    ACCEPTED = "accepted", pgettext_lazy("line", "Accepted")
    REFUSED = "refused", pgettext_lazy("line", "Not yet")


class HandoverLine(Item):
    """One line of the hand-over of a process (*overdracht*): what the owner takes over, accepted or refused."""

    process = models.ForeignKey(CriticalProcess, on_delete=models.PROTECT, related_name="handover_lines")
    what = fields.line(_("what is handed over"))
    where = fields.line(_("where to find it"), blank=True)
    state = models.CharField(max_length=8, choices=LineState, default=LineState.OPEN, editable=False)
    answer = fields.prose(_("why not yet"), blank=True, max_length=1000, editable=False)
    answered_on = models.DateField(null=True, editable=False)

    class Meta(Item.Meta):
        verbose_name = _("line")

    def __str__(self) -> str:
        return self.what

    def content(self) -> dict[str, str]:
        """Return what is accepted, as plain values."""
        return {"process": self.process.name, "title": self.what, "where": self.where}
