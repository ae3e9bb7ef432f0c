"""The sparring desk: what an owner weighs, what the interim manager says to it, and what the owner decided."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle import fields
from engagements.lifecycle.models import AppendOnly, Item
from engagements.people.models import Membership
from engagements.people.roles import MANAGER_SIDE, ORGANISATION_SIDE
from engagements.processes.models import CriticalProcess
from engagements.sparring.querysets import SparringRequestQuerySet

#: A question this long is its own title.
SHORT = 120
SIDES = ((MANAGER_SIDE, MANAGER_SIDE), (ORGANISATION_SIDE, ORGANISATION_SIDE))


class SparringRequest(Item):
    """A question somebody in the organisation has to decide, talked through with the interim manager (*sparring*).

    `owner` is whose question it is, and alone records the decision; `started_by` is the side that began the talk, and
    `turn` the side that has the word. `option` is the place of the chosen one in `options`, null for something else.
    """

    owner = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="sparring", verbose_name=_("whose question it is")
    )
    opened_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", editable=False)
    started_by = models.CharField(max_length=12, choices=SIDES, editable=False)
    process = models.ForeignKey(
        CriticalProcess,
        on_delete=models.PROTECT,
        related_name="sparring",
        null=True,
        blank=True,
        verbose_name=_("critical process"),
    )
    question = fields.prose(_("what is to be decided"), max_length=1000)
    options = models.JSONField(default=list, blank=True, editable=False)
    leaning = fields.prose(_("which way you lean, and why"), max_length=1000, blank=True)
    decide_by = fields.day(_("to be decided by"))
    turn = models.CharField(max_length=12, choices=SIDES, editable=False)
    shared = models.BooleanField(default=False, editable=False)
    option = models.PositiveSmallIntegerField(null=True, editable=False)
    decision = fields.prose(_("what you decided, and why"), max_length=2000, blank=True, editable=False)
    decided_on = models.DateField(null=True, editable=False)

    #: Between the owner and the interim manager; the audit trail is read by more.
    NOT_AUDITED = frozenset({"question", "options", "leaning", "option", "decision"})

    objects = SparringRequestQuerySet.as_manager()

    class Meta(Item.Meta):
        ordering = ("-pk",)
        verbose_name = _("question")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(decided_on__isnull=False) | models.Q(decision="", option__isnull=True),
                name="decision_with_its_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.decide_by}"  # never the question: this ends up in the audit trail

    @property
    def title(self) -> str:
        """The question in short."""
        return self.question if len(self.question) <= SHORT else f"{self.question[: SHORT - 1].rstrip()}…"

    @property
    def is_decided(self) -> bool:
        """Whether the owner has recorded the decision."""
        return self.decided_on is not None

    @property
    def chosen(self) -> str:
        """The option that was chosen, in words; empty when it became something else."""
        return self.options[self.option] if self.option is not None else ""


class SparringWord(AppendOnly):
    """What one of the two said in a talk; it stays as it was said."""

    sparring = models.ForeignKey(SparringRequest, on_delete=models.PROTECT, related_name="words")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    text = fields.prose(_("what you say"), max_length=3000)
    said_on = models.DateField(default=timezone.localdate)

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.said_on}"
