"""The backbone: the critical processes everything hangs on, what can be held on to, and who really decides."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.lifecycle import fields
from engagements.lifecycle.models import Item
from engagements.people.models import Membership


class CriticalProcess(Item):
    """One critical process (*cruciaal proces*), from its present state to the day the organisation holds it alone.

    `let_go_at` is set when its owner accepts it: from then on the manager may only comment. Only the owner gives it
    back, which clears `let_go_at` and is counted in `given_back`.
    """

    name = fields.line(_("process"), max_length=120)
    present_state = fields.prose(_("present state"), blank=True, help_text=_("How it really goes now."))
    desired_state = fields.prose(
        _("desired state"), blank=True, help_text=_("How it should run without the interim manager.")
    )
    owner = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        related_name="owned_processes",
        null=True,
        blank=True,
        verbose_name=_("owner"),
    )
    deputy = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        related_name="deputised_processes",
        null=True,
        blank=True,
        verbose_name=_("deputy"),
    )
    let_go_on = fields.day(
        _("let-go date"),
        null=True,
        blank=True,
        help_text=_("The day on which the interim manager intends to let go."),
    )
    let_go_at = models.DateTimeField(null=True, editable=False)
    given_back = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta(Item.Meta):
        verbose_name = _("critical process")
        constraints = (
            models.UniqueConstraint(
                fields=("engagement", "name"),
                name="process_named_once",
                violation_error_message=_("There is already a process with this name."),
            ),
            models.CheckConstraint(
                condition=models.Q(deputy__isnull=True) | ~models.Q(deputy=models.F("owner")),
                name="deputy_is_somebody_else",
                violation_error_message=_("Choose two different people as owner and deputy."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_let_go(self) -> bool:
        """Whether the owner has accepted it and holds it."""
        return self.let_go_at is not None


class HandholdKind(models.TextChoices):
    """What there can be to hold on to."""

    DOCUMENT = "document", pgettext_lazy("handhold", "Document")
    RHYTHM = "rhythm", pgettext_lazy("handhold", "Rhythm")
    PERSON = "person", pgettext_lazy("handhold", "Person")
    NUMBER = "number", pgettext_lazy("handhold", "Number")
    TRAINING = "training", pgettext_lazy("handhold", "Training")


class Handhold(Item):
    """Something the organisation can hold on to when the manager has gone (*handvat*)."""

    process = models.ForeignKey(CriticalProcess, on_delete=models.PROTECT, related_name="handholds")
    kind = models.CharField(_("kind"), max_length=10, choices=HandholdKind)
    what = fields.line(_("what"))
    where = fields.line(_("where to find it"), blank=True)

    class Meta(Item.Meta):
        verbose_name = _("handhold")

    def __str__(self) -> str:
        return self.what


class RaterSide(models.TextChoices):
    """Whose view a rating is."""

    MANAGER = "manager", _("Interim manager")
    OWNER = "owner", _("Owner")


class Rating(Item):
    """Who really decides in a process, on one day, according to one side: a rung of the ladder, 1 … 7 (*trede*)."""

    process = models.ForeignKey(CriticalProcess, on_delete=models.PROTECT, related_name="ratings")
    side = models.CharField(max_length=10, choices=RaterSide)
    rater = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    rung = models.PositiveSmallIntegerField(
        _("who decides"), validators=[MinValueValidator(1), MaxValueValidator(7)]
    )
    rated_on = fields.day(_("date"), default=timezone.localdate)
    note = fields.prose(_("note"), blank=True, max_length=500)

    class Meta(Item.Meta):
        ordering = ("rated_on", "pk")
        verbose_name = _("rating")
        constraints = (models.CheckConstraint(condition=models.Q(rung__range=(1, 7)), name="rung_range"),)
        indexes = (models.Index(fields=("process", "side", "rated_on")),)

    def __str__(self) -> str:
        return f"{self.rung}"
