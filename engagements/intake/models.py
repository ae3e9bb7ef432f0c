"""Intake: what is seen, what should change, who claims what of the manager, what was agreed, and trust."""

import datetime
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.lifecycle import fields
from engagements.lifecycle.models import Item
from engagements.people.models import Membership


class Area(models.TextChoices):
    """The areas of an organisation an observation can be about."""

    STRATEGY = "strategy", _("Strategy")
    STRUCTURE = "structure", _("Structure")
    PEOPLE = "people", _("People")
    CULTURE = "culture", _("Culture")
    PROCESSES = "processes", _("Processes")
    SYSTEMS = "systems", _("Systems")
    FINANCE = "finance", _("Finance")


class Observation(Item):
    """Something noticed (*waarneming*). What is seen in the first 20 working days is on the fresh-wind list."""

    area = models.CharField(_("area"), max_length=12, choices=Area)
    text = fields.prose(_("what you see"), max_length=2000)
    seen_on = fields.day(_("seen on"), default=timezone.localdate)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta(Item.Meta):
        ordering = ("area", "-seen_on", "pk")
        verbose_name = _("observation")

    def __str__(self) -> str:
        return fields.short(self.text)


class IntendedChange(Item):
    """A change the organisation wants (*beoogde verandering*): from how it is to how it should be."""

    from_state = fields.prose(pgettext_lazy("state", "from"), max_length=1000, help_text=_("How it is now."))
    to_state = fields.prose(pgettext_lazy("state", "to"), max_length=1000, help_text=_("How it should be."))

    class Meta(Item.Meta):
        verbose_name = _("intended change")

    def __str__(self) -> str:
        return fields.short(self.to_state)


class Claim(Item):
    """What a party expects of the manager's role (*aanspraak*)."""

    party = fields.line(
        _("who"), max_length=80, help_text=_("A party, not a person: the board, the nurses, the investor.")
    )
    text = fields.prose(_("what they expect of you"), max_length=1000)

    class Meta(Item.Meta):
        verbose_name = _("claim")

    def __str__(self) -> str:
        return f"{self.party}: {fields.short(self.text)}"


class ConflictState(models.TextChoices):
    """What was done with two claims that contradict each other."""

    OPEN = "open", _("Open")
    RESOLVED = "resolved", _("Resolved")
    TENSION = "tension", _("Accepted as tension")
    ESCALATED = "escalated", _("Escalated")


class ClaimConflict(Item):
    """Two claims that can't both be met. Handled once it is resolved, accepted as tension, or escalated."""

    first = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+", verbose_name=_("one claim"))
    second = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="+", verbose_name=_("the other claim")
    )
    state = models.CharField(_("outcome"), max_length=10, choices=ConflictState, default=ConflictState.OPEN)
    outcome = fields.prose(_("what was decided"), blank=True, max_length=1000)
    handled_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    handled_on = models.DateField(null=True, editable=False)

    class Meta(Item.Meta):
        verbose_name = _("conflict")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(first=models.F("second")), name="conflict_between_two_claims"
            ),
            models.UniqueConstraint(fields=("first", "second"), name="conflict_marked_once"),
        )

    def __str__(self) -> str:
        return f"{self.first.party} × {self.second.party}"


class AssignmentVersion(Item):
    """The assignment in writing (*opdrachtomschrijving*): what, with which authority, within which limits.

    A draft until somebody signs; from then on it is fixed, until the sponsor asks for a change. In force is the newest
    version that manager and sponsor both signed; from there a change is a new version.
    """

    number = models.PositiveSmallIntegerField(editable=False)
    purpose = fields.prose(_("what you are asked to do"))
    result = fields.prose(_("when it is done"), help_text=_("What must stand at the end."))
    authority = fields.prose(_("what you may decide"), help_text=_("Your mandate: people, money, decisions."))
    limits = fields.prose(_("what may not change"), blank=True)
    reporting = fields.prose(_("to whom and how often you report"), blank=True, max_length=1000)
    why_new = fields.prose(_("why a new version"), blank=True, max_length=1000)

    class Meta(Item.Meta):
        ordering = ("-number",)
        verbose_name = _("assignment")
        constraints = (
            models.UniqueConstraint(fields=("engagement", "number"), name="assignment_numbered_once"),
        )

    def __str__(self) -> str:
        # Only the number: the audit trail keeps it, and is read in more than one language.
        return f"{self.number}"

    def content(self) -> dict[str, Any]:
        """Return what is signed, as plain values."""
        names = ("purpose", "result", "authority", "limits", "reporting")
        return {"number": self.number} | {name: getattr(self, name) for name in names}


class AssignmentConfirmation(Item):
    """One side's word, asked again in specification, that this version is still the right assignment.

    Given once for every stay in specification: whoever steps back is asked again.
    """

    assignment = models.ForeignKey(AssignmentVersion, on_delete=models.PROTECT, related_name="confirmations")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("on behalf of"),
    )
    side = models.CharField(max_length=12)
    confirmed_on = models.DateField(default=timezone.localdate)

    class Meta(Item.Meta):
        verbose_name = _("confirmation")

    def __str__(self) -> str:
        return f"{self.assignment}"


class TrustRound(Item):
    """One trust pulse (*vertrouwenspeiling*): four statements to manager and sponsor, revealed together.

    Never a gate, never a ranking.
    """

    asked_on = models.DateField(default=timezone.localdate)

    class Meta(Item.Meta):
        ordering = ("-asked_on", "-pk")
        verbose_name = _("trust pulse")

    def __str__(self) -> str:
        return f"{self.asked_on}"

    @property
    def is_revealed(self) -> bool:
        """Whether both sides have answered."""
        return len({answer.side for answer in self.answers.all()}) == 2


def score(name: Any) -> models.PositiveSmallIntegerField:
    """Return a field for a score of 1 to 5."""
    return models.PositiveSmallIntegerField(name, validators=[MinValueValidator(1), MaxValueValidator(5)])


class TrustAnswer(Item):
    """One side's answer to a trust pulse: four scores of 1 (not at all) to 5 (fully).

    After Mayer, Davis & Schoorman (1995), plus candour.
    """

    round = models.ForeignKey(TrustRound, on_delete=models.PROTECT, related_name="answers")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=12)
    keeps_word = score(_("The other side does what it says."))
    competent = score(_("The other side is up to this."))
    means_well = score(_("The other side means well by us."))
    hard_things = score(_("We can say hard things to each other."))
    remark = fields.prose(_("one line about it"), blank=True, max_length=500)
    answered_on = models.DateField(default=timezone.localdate)

    class Meta(Item.Meta):
        verbose_name = _("answer")
        constraints = (
            models.UniqueConstraint(fields=("round", "side"), name="trust_answered_once_per_side"),
            models.CheckConstraint(
                condition=models.Q(
                    keeps_word__range=(1, 5),
                    competent__range=(1, 5),
                    means_well__range=(1, 5),
                    hard_things__range=(1, 5),
                ),
                name="trust_score_range",
            ),
        )

    def __str__(self) -> str:
        return f"{self.side}"

    @property
    def mean(self) -> float:
        """The mean of the four scores."""
        return (self.keeps_word + self.competent + self.means_well + self.hard_things) / 4


FRESH_WORKING_DAYS = 20


def fresh_until(starts_on: datetime.date) -> datetime.date:
    """Return the last day of the fresh-wind list: the 20th working day (Monday to Friday) from the first day on."""
    day, counted = starts_on, 0
    while True:
        counted += day.weekday() < 5
        if counted == FRESH_WORKING_DAYS:
            return day
        day += datetime.timedelta(days=1)
