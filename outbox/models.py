"""Mail that has to go out."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox.kinds import KINDS
from outbox.querysets import MailQuerySet
from outbox.states import MailState, state_of
from outbox.weights import Weight


class Mail(models.Model):
    """One mail to one person: made in the transaction of its cause, tried until it is sent.

    It names what it is about by keys and is written when it goes out: nothing secret and nobody's words are stored.
    `claimed_at` is a lease: whoever holds it tries; an older one than the lease lasts is up for taking.
    """

    kind = models.CharField(max_length=40, help_text=_("The name of one of outbox.kinds."))
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    address = models.EmailField(
        blank=True, help_text=_("Only where the recipient is nobody who can sign in.")
    )
    args = models.JSONField(default=dict)
    topic = models.CharField(
        max_length=60,
        blank=True,
        help_text=_("What it is about, such as engagement:12; empty for signing in."),
    )
    weight = models.CharField(max_length=10, choices=Weight)
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(
        null=True, help_text=_("Not tried before this moment; none means held for an overview.")
    )
    digest = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="told",
        null=True,
        help_text=_("The overview it went into."),
    )
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(
        null=True,
        help_text=_("When it turned out that there was nothing to say any more, or nobody to say it to."),
    )
    message_id = models.CharField(max_length=120, unique=True, help_text=_("The same at every try."))

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mail")
        ordering = ("pk",)
        indexes = (
            models.Index(
                fields=("due_at",),
                condition=models.Q(sent_at=None, dropped_at=None, digest=None),
                name="outbox_mail_to_send",
            ),
            models.Index(fields=("topic", "-id"), name="outbox_mail_about"),
            models.Index(fields=("kind", "-made_at"), name="outbox_mail_of_a_kind"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(recipient__isnull=False, address="")
                | models.Q(recipient=None) & ~models.Q(address=""),
                name="outbox_mail_has_one_reader",
                violation_error_message=_("A mail is for a person or for an address."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.topic}".strip()

    @property
    def label(self) -> str:
        """What kind of mail it is, in words; its bare name when nobody writes that kind any more."""
        known = KINDS.get(self.kind)
        return str(known.label) if known else self.kind

    @property
    def carrier(self) -> "Mail":
        """The mail that goes out: the overview it went into, or itself."""
        return self.digest or self

    @property
    def went_at(self) -> datetime | None:
        """When it was sent, by itself or in an overview."""
        return self.carrier.sent_at

    @property
    def has_failed(self) -> bool:
        """Whether it could not be sent when it was last tried."""
        return self.state in {MailState.FAILED, MailState.GIVEN_UP}

    @property
    def state(self) -> MailState:
        """How far it is. Reads the overview it went into, if any: select it too."""
        return state_of(self)


class Cursor(models.Model):
    """Up to where somebody has been told: the moment of their latest overview, and of the latest that told news.

    `asked` are the addresses of what it asked, so that nobody is mailed only to be asked the same again.
    """

    reader = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_cursor", primary_key=True
    )
    at = models.DateTimeField()
    news_at = models.DateTimeField()
    asked = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.reader_id} {self.at}"
