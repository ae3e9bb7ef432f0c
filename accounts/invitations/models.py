"""An invitation: the way in for one person, into one thing."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.invitations.querysets import InvitationQuerySet

#: Long enough for somebody who is away for a week and reads the mail of the week before that.
LASTS = timedelta(days=14)


def new_seed() -> str:
    """Return what the link of one invitation is derived from; by itself it opens nothing."""
    return secrets.token_urlsafe(32)


class InvitationState(models.TextChoices):
    """What an invitation can be."""

    OPEN = "open", gettext_lazy("Open")
    USED = "used", gettext_lazy("Accepted")
    REPLACED = "replaced", gettext_lazy("Replaced by a newer one")
    REVOKED = "revoked", gettext_lazy("Withdrawn")
    EXPIRED = "expired", gettext_lazy("Too old")


class Invitation(models.Model):
    """Who asks whom into what. What they may do there is decided there: an invitation is the way in, not the right.

    The link in the mail is made of `seed` and the site's secret key when the mail is written (see `links`): neither
    this row nor the mail's holds anything that opens. `role` is kept in English, the language of the code, and said in
    the reader's. At most one invitation of a person into the same thing stands at a time.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations")
    inviter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=64, unique=True, default=new_seed, editable=False)
    path = models.CharField(max_length=200)
    title = models.CharField(max_length=250)
    role = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)
    mail = models.ForeignKey("outbox.Mail", on_delete=models.SET_NULL, related_name="+", null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("invitation")
        verbose_name_plural = gettext_lazy("invitations")
        ordering = ("pk",)
        indexes = (models.Index(fields=("path", "user"), name="accounts_invitation_into"),)
        constraints = (
            models.UniqueConstraint(
                fields=("user", "path"),
                condition=Q(used_at=None, revoked_at=None, replaced_at=None),
                name="accounts_one_invitation_stands",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} → {self.title}"

    @property
    def state(self) -> InvitationState:
        """What it is now."""
        if self.used_at:
            return InvitationState.USED
        if self.revoked_at:
            return InvitationState.REVOKED
        if self.replaced_at:
            return InvitationState.REPLACED
        return InvitationState.OPEN if timezone.now() < self.expires_at else InvitationState.EXPIRED

    @cached_property
    def newest(self) -> "Invitation":
        """The last invitation of the same person into the same thing: this one, or what replaced it. One query."""
        if self.state != InvitationState.REPLACED:
            return self
        same = Invitation.objects.filter(user=self.user_id).into(self.path)
        return same.select_related("user", "inviter", "mail").latest("pk")

    @property
    def is_open(self) -> bool:
        """Whether its link still opens."""
        return self.state == InvitationState.OPEN

    @property
    def role_said(self) -> str:
        """The role in the active language, as it stands inside a sentence; empty when there is none."""
        said = _(self.role) if self.role else ""
        return said[:1].lower() + said[1:]
