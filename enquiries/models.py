"""An enquiry and what happened to it. Nothing here belongs to an account."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from engagements.lifecycle import fields
from engagements.lifecycle.models import AppendOnly, Engagement, new_ref
from enquiries.states import State


def new_once() -> str:
    """Return a random value for an enquiry that came from no form."""
    return secrets.token_hex(32)


class Suspicion(models.TextChoices):
    """Why an enquiry might be spam. It is flagged, never dropped."""

    TRAP = "trap", _("filled in the field that people don't see")
    HASTE = "haste", _("sent faster than anybody types")
    STALE = "stale", _("sent from a form without a valid mark of time")
    ADDRESS = "address", _("many from this e-mail address")
    NETWORK = "network", _("many from this network")


class Enquiry(models.Model):
    """What somebody asked the practice (*aanvraag*), stored before anything is mailed about it.

    It names a person by what they typed and joins no account: the address is theirs only once `email_proven_at` is
    set, by the link that was mailed to it.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    once = models.CharField(
        max_length=64,
        unique=True,
        default=new_once,
        editable=False,
        help_text=_("A keyed hash of the form and what was typed in it: sent twice, it is one enquiry."),
    )
    language = models.CharField(max_length=2, choices=Language)
    name = fields.line(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    phone = fields.line(_("telephone"), max_length=40, blank=True)
    organisation = fields.line(_("organisation"), max_length=120)
    message = fields.prose(_("what is going on"))
    step = models.CharField(
        _("step they were reading"), max_length=20, blank=True, help_text=_("The key of a phase.")
    )
    readiness = models.JSONField(default=dict, help_text=_("Answers by question; empty when not given."))
    consented_at = models.DateTimeField(help_text=_("When they agreed that this is kept to answer them."))
    sent_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("interim manager"),
    )
    suspicions = models.JSONField(default=list, help_text=_("Why it might be spam: keys of Suspicion."))
    cleared_at = models.DateTimeField(null=True, help_text=_("When somebody saw that it is no spam."))
    network = models.CharField(max_length=64, blank=True, help_text=_("A keyed hash, only to count by."))
    email_proven_at = models.DateTimeField(null=True)
    engagement = models.OneToOneField(
        Engagement, on_delete=models.PROTECT, related_name="enquiry", null=True, editable=False
    )
    converted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    closed_at = models.DateTimeField(null=True, help_text=_("Since when it is neither new nor in talk."))
    erased_at = models.DateTimeField(null=True, help_text=_("When what was personal in it was erased."))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        ordering = ("-sent_at", "-pk")
        indexes = (
            models.Index(fields=("state", "-sent_at")),
            models.Index(fields=("email", "-sent_at")),
            models.Index(fields=("network", "-sent_at")),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state=State.CONVERTED, engagement__isnull=False)
                | ~models.Q(state=State.CONVERTED) & models.Q(engagement=None),
                name="enquiry_converted_has_engagement",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} ({self.name})"

    @property
    def is_suspected(self) -> bool:
        """Whether it is flagged as possible spam, and nobody has cleared it."""
        return bool(self.suspicions) and self.cleared_at is None


class Happening(models.TextChoices):
    """What can happen to an enquiry; a move is named by its key in `states.MOVES` instead."""

    SENT = "sent", _("sent the enquiry")
    PROVEN = "proven", _("proved the e-mail address")
    ANSWERED = "answered", _("answered")
    ASSIGNED = "assigned", _("assigned it")
    NOTED = "noted", _("wrote a note")
    CLEARED = "cleared", _("saw that it is no spam")
    ASKED = "asked", _("asked the prospect to confirm the e-mail address")
    INVITED = "invited", _("was invited as sponsor")
    WITHHELD = "withheld", _("got no receipt by mail: too many in a short time")
    ERASED = "erased", _("erased what was personal, as promised")


class EnquiryEvent(AppendOnly):
    """One line of what happened to an enquiry; `actor` is None when the prospect or the clock did it."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    what = models.CharField(max_length=12)
    about = models.CharField(max_length=120, blank=True)

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.what} {self.enquiry_id}"


class EnquiryText(models.Model):
    """The words that belong to a line of what happened: an answer, a note, a reason. Erased with the enquiry."""

    event = models.OneToOneField(EnquiryEvent, on_delete=models.PROTECT, related_name="words")
    text = fields.prose(_("text"))

    def __str__(self) -> str:
        return self.text[:60]
