"""Organisation and Engagement, its two state machines, and its history."""

import datetime
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import ConcurrentTransitionMixin, FSMField

from accounts.models import Language
from engagements.lifecycle import commands, fields
from engagements.lifecycle.commands import FIRST_PHASE, Standing
from engagements.lifecycle.fsm import carries_out
from engagements.lifecycle.querysets import AppendOnlyQuerySet, EngagementQuerySet
from engagements.people.names import spoken_by
from phases import definitions

REF_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is misread aloud: no i, l, o, 0, 1


def new_ref() -> str:
    """Return an unguessable reference such as `k7m2x9qf`, short enough to read aloud."""
    return "".join(secrets.choice(REF_ALPHABET) for _each in range(8))


class Organisation(models.Model):
    """The client organisation (*opdrachtgevende organisatie*)."""

    name = fields.line(_("organisation"), max_length=120)
    sector = fields.line(_("sector"), max_length=80, blank=True)
    headcount = models.PositiveIntegerField(_("number of people"), null=True, blank=True)

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("organisation")

    def __str__(self) -> str:
        return self.name


class Kind(models.TextChoices):
    """What the organisation asks an interim manager for."""

    CHANGE = "change", pgettext_lazy("kind of engagement", "Change")
    CRISIS = "crisis", _("Crisis")
    BRIDGE = "bridge", _("Bridging a vacancy")
    PROJECT = "project", _("Project or programme")
    COACHING = "coaching", _("Coaching a successor")


class Engagement(ConcurrentTransitionMixin, models.Model):
    """One engagement of an interim manager (*opdracht*): where it is, and how it stands.

    `phase` and `standing` change only through `lifecycle.services.change`; `moves` counts those changes, so that a
    page can say which state of affairs it showed.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="engagements")
    title = fields.line(_("title"), max_length=120, help_text=_("What you would call it in one line."))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.CHANGE)
    situation = fields.prose(_("situation"), blank=True, help_text=_("What is going on, in a few sentences."))
    final_goal = fields.prose(
        _("final goal"),
        blank=True,
        max_length=500,
        help_text=_("What stands when you have made yourself superfluous."),
    )
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.DUTCH)
    days_per_week = models.DecimalField(_("days a week"), max_digits=2, decimal_places=1, default=4)
    starts_on = fields.day(_("first day"), default=timezone.localdate)
    planned_end_on = fields.day(_("expected last day"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    phase = FSMField(choices=definitions.choices, default=FIRST_PHASE, protected=True, editable=False)
    standing = FSMField(
        choices=Standing.choices, default=Standing.ACTIVE.value, protected=True, editable=False
    )
    phase_entered_on = models.DateField(default=timezone.localdate, editable=False)
    moves = models.PositiveIntegerField(default=0, editable=False)
    expected_return = fields.day(_("expected return"), null=True, blank=True, editable=False)
    last_working_day = fields.day(_("last working day"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    #: Whether a request is open; on an engagement read with `under_lock` alone.
    is_asked: bool

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("engagement")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(phase__in=sorted(definitions.BY_KEY)), name="engagement_phase_known"
            ),
            models.CheckConstraint(
                condition=models.Q(standing__in=Standing.values), name="engagement_standing_known"
            ),
        )
        indexes = (
            models.Index(fields=("phase", "standing")),
            # The board: one phase and standing in the order of time or title, from row to row by key.
            models.Index(fields=("standing", "phase", "phase_entered_on", "id"), name="board_by_age"),
            models.Index(fields=("standing", "phase", "title", "id"), name="board_by_title"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the engagement's own page."""
        return reverse("engagements:engagement", args=[self.ref])

    @property
    def definition(self) -> definitions.Phase:
        """The definition of the present phase."""
        return definitions.BY_KEY[self.phase]

    @property
    def is_active(self) -> bool:
        """Whether work goes on: neither paused nor ended."""
        return bool(self.standing == Standing.ACTIVE)

    @carries_out(phase, commands.ADVANCE)
    def advance(self) -> None:
        """Go to the next phase."""
        self.phase_entered_on = timezone.localdate()

    @carries_out(phase, commands.STEP_BACK)
    def step_back(self) -> None:
        """Go back to the phase before."""
        self.phase_entered_on = timezone.localdate()

    @carries_out(standing, commands.HOLD)
    def hold(self) -> None:
        """Pause; the phase stays."""

    @carries_out(standing, commands.RESUME)
    def resume(self) -> None:
        """Go on after a pause."""

    @carries_out(standing, commands.COMPLETE)
    def complete(self) -> None:
        """End as agreed."""

    @carries_out(standing, commands.DECLINE)
    def decline(self) -> None:
        """The practice does not take it on."""

    @carries_out(standing, commands.WITHDRAW)
    def withdraw(self) -> None:
        """The client does not go through with it."""

    @carries_out(standing, commands.END_EARLY)
    def end_early(self) -> None:
        """Stop before the end."""

    @carries_out(standing, commands.REOPEN)
    def reopen(self) -> None:
        """Take up a completed engagement again."""


class AppendOnly(models.Model):
    """A row of history: inserted once, never changed or deleted through the application."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; raise TypeError for a row that is already stored."""
        if self.pk is not None:
            raise TypeError(f"{type(self).__name__} is history: it is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise TypeError(f"{type(self).__name__} is history: it is never deleted.")


class PhaseChange(AppendOnly):
    """One change of phase or standing: from where to where, who, when, why, and the criteria as they stood."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="changes")
    command = models.CharField(max_length=20)
    from_phase = models.CharField(max_length=20, blank=True)
    to_phase = models.CharField(max_length=20)
    from_standing = models.CharField(max_length=20, blank=True)
    to_standing = models.CharField(max_length=20)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    reason = fields.prose(_("reason"), blank=True)
    criteria = models.JSONField(default=list)
    details = models.JSONField(default=dict)

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(from_phase=models.F("to_phase"), from_standing=models.F("to_standing")),
                name="phase_change_changes_something",
            ),
        )
        indexes = (models.Index(fields=("engagement", "-at")),)

    def __str__(self) -> str:
        return f"{self.command} {self.from_phase}/{self.from_standing} → {self.to_phase}/{self.to_standing}"

    @property
    def day(self) -> datetime.date:
        """The calendar day of the change, here."""
        return timezone.localdate(self.at)


class Waiver(AppendOnly):
    """An advised criterion passed over with a reason (*met reden overgeslagen*); always shown to the client."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="waivers")
    criterion = models.CharField(max_length=40)
    reason = fields.prose(_("reason"), max_length=1000)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("engagement", "criterion"), name="one_waiver_per_criterion"),
        )

    def __str__(self) -> str:
        return self.criterion


class RequestOutcome(models.TextChoices):
    """How a request ended."""

    DONE = "done", pgettext_lazy("request", "Done")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "Taken back")
    REPEATED = "repeated", pgettext_lazy("request", "Asked again")
    LAPSED = "lapsed", pgettext_lazy("request", "Lapsed with the phase")


class Request(models.Model):
    """One person asks another to bring one exit criterion nearer (*verzoek*); open until it is done or taken back.

    `by_mail` says that it is mailed, at once or later; otherwise it only waits on the page of whoever is asked.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="requests")
    criterion = models.CharField(max_length=40)
    member = models.ForeignKey("engagements.Membership", on_delete=models.PROTECT, related_name="requests")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = fields.prose(_("a word with it"), blank=True, max_length=500)
    by_mail = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, choices=RequestOutcome, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    #: Words from one person to one other; the audit trail is read by more.
    NOT_AUDITED = frozenset({"text"})

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("request")
        constraints = (
            models.UniqueConstraint(
                fields=("member", "criterion"),
                condition=models.Q(closed_at__isnull=True),
                name="one_open_request_per_person_and_criterion",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, outcome="")
                | models.Q(closed_at__isnull=False, outcome__in=RequestOutcome.values),
                name="request_closed_with_an_outcome",
            ),
        )
        indexes = (
            models.Index(
                fields=("engagement",),
                condition=models.Q(closed_at__isnull=True),
                name="open_requests",
            ),
        )

    def __str__(self) -> str:
        return self.criterion

    @property
    def day(self) -> datetime.date:
        """The calendar day it was asked, here."""
        return timezone.localdate(self.at)


class AuditEntry(AppendOnly):
    """One change to anything a party relies on: who, when, what, before and after.

    `on_behalf_of` is the colleague in whose place the actor did it, if they did.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="audit")
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(
        "engagements.Membership", on_delete=models.PROTECT, related_name="+", null=True
    )
    action = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=200, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ("-pk",)
        indexes = (models.Index(fields=("engagement", "-at")),)

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"

    @property
    def who(self) -> str:
        """Who did it, and in whose place."""
        return spoken_by(self.actor, self.on_behalf_of)


class Item(models.Model):
    """Anything that is written down in a room of one engagement. `version` tells whether a form is stale."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        ordering = ("pk",)
