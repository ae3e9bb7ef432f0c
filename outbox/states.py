"""How far a mail is, as somebody reads it."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from outbox.models import Mail

MOST_ATTEMPTS = 40  # a week and a half


class MailState(models.TextChoices):
    """What a mail can be."""

    WAITING = "waiting", _("Waiting to be sent")
    HELD = "held", _("Kept for the next overview")
    FAILED = "failed", _("Not sent, tried again later")
    GIVEN_UP = "given-up", _("Not sent, given up")
    SENT = "sent", _("Sent")
    DROPPED = "dropped", _("No longer needed")


def state_of(mail: "Mail") -> MailState:
    """Return how far a mail is; what went into an overview is as far as that."""
    if mail.digest is not None:
        return state_of(mail.digest)
    if mail.sent_at:
        return MailState.SENT
    if mail.dropped_at:
        return MailState.DROPPED
    if mail.attempts >= MOST_ATTEMPTS:
        return MailState.GIVEN_UP
    if mail.last_error:
        return MailState.FAILED
    return MailState.WAITING if mail.due_at else MailState.HELD
