"""Who somebody is: one person, one address, one sign-in, whatever they have a part in."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.invitations.models import Invitation
from accounts.managers import UserManager, normalise_email
from outbox.rhythms import Rhythm

__all__ = ["Invitation", "Language", "User"]


class Language(models.TextChoices):
    """The languages pages and mail are written in."""

    DUTCH = "nl", _("Dutch")
    ENGLISH = "en", _("English")


class User(AbstractBaseUser, PermissionsMixin):
    """A person who can sign in; what they may do in an engagement follows from their membership there."""

    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("Somebody with this e-mail address already exists.")},
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.DUTCH)
    mail_rhythm = models.CharField(_("mail"), max_length=10, choices=Rhythm, default=Rhythm.DAILY)
    is_manager = models.BooleanField(
        _("interim manager"),
        default=False,
        help_text=_("Interim manager of the practice: may start engagements."),
    )
    is_administrator = models.BooleanField(
        _("practice administrator"),
        default=False,
        help_text=_("Sees everything of the practice; can't rewrite history."),
    )
    is_staff = models.BooleanField(_("may open the admin"), default=False)
    is_active = models.BooleanField(
        pgettext_lazy("person", "active"),
        default=True,
        help_text=_("Switch off instead of deleting: what this person did stays in the history."),
    )
    date_joined = models.DateTimeField(_("added on"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_unique_in_any_case",
                violation_error_message=_("Somebody with this e-mail address already exists."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the address in lower case, so that one person has one account whoever wrote the row."""
        self.email = normalise_email(self.email)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Normalise before uniqueness is checked, so a clash is a message beside the field."""
        super().clean()
        self.email = normalise_email(self.email)

    def get_full_name(self) -> str:
        """Return how this person is addressed in full."""
        return str(self)

    def get_short_name(self) -> str:
        """Return the first word of the name, for a greeting; the address when there is no name."""
        return self.name.split()[0] if self.name.strip() else self.email
