"""The practice's own data, the managers it shows, and the record of who changed what."""

from typing import Any, NoReturn, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practice.colours import objections, validate_hex

TEXT_LENGTH = 3000
ONLY = 1


def line(name: Any, max_length: int = 120, **options: Any) -> models.CharField:
    """Return a field for one line of text."""
    return models.CharField(name, max_length=max_length, **options)


def prose(name: Any, max_length: int = TEXT_LENGTH, **options: Any) -> models.TextField:
    """Return a field for a few paragraphs, whose limit forms and services check."""
    limit = MaxLengthValidator(max_length)
    return models.TextField(name, max_length=max_length, validators=[limit], blank=True, **options)


def colour(name: Any) -> models.CharField:
    """Return a field for a colour such as `#16958f`, always stored in lower case."""
    return models.CharField(name, max_length=7, validators=[validate_hex])


class Practice(models.Model):
    """What the practice says about itself: one row, or none as long as the settings say it."""

    name = line(_("name of the practice"), 80)
    tagline_nl = line(_("tagline in Dutch"), blank=True)
    tagline_en = line(_("tagline in English"), blank=True)
    introduction_nl = prose(_("introduction in Dutch"))
    introduction_en = prose(_("introduction in English"))
    email = models.EmailField(_("e-mail address"))
    phone = line(_("telephone"), 40, blank=True)
    address = prose(_("postal address"), 300)
    registration = line(_("registration number"), 40, blank=True)
    colour_manager = colour(_("colour of the interim manager"))
    colour_organisation = colour(_("colour of the organisation"))
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("practice")
        constraints = (models.CheckConstraint(condition=Q(pk=ONLY), name="practice_is_one_row"),)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse to be without a tagline in any language, and colours that can't be seen or told apart."""
        wrong: dict[str, Any] = {}
        if not self.tagline_nl and not self.tagline_en:
            wrong["tagline_nl"] = _("Fill in the tagline in one language at least.")
        colours = {"manager": self.colour_manager, "organisation": self.colour_organisation}
        wrong |= {f"colour_{side}": objection for side, objection in objections(**colours).items()}
        if wrong:
            raise ValidationError(wrong)


class ManagerQuerySet(models.QuerySet):
    """Managers' public profiles."""

    def public(self) -> Self:
        """Return the ones the world may read: switched on, and of nobody whose access was ended."""
        return self.filter(Q(user__isnull=True) | Q(user__is_active=True), shown=True)


class Manager(models.Model):
    """The public profile of an interim manager.

    It may be about somebody without a sign-in. When a person is erased their profile goes with them, and while
    their access has ended it is not shown: nobody is presented as one of us who is not.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signs in as"),
    )
    name = line(_("name"))
    headline_nl = line(_("in one line, in Dutch"), 160, blank=True)
    headline_en = line(_("in one line, in English"), 160, blank=True)
    about_nl = prose(_("about, in Dutch"))
    about_en = prose(_("about, in English"))
    shown = models.BooleanField(_("shown on the public page"), default=False)
    place = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ManagerQuerySet.as_manager()

    class Meta:
        verbose_name = _("manager on the public page")
        verbose_name_plural = _("managers on the public page")
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return self.name


class ChangeQuerySet(models.QuerySet):
    """History: it can be added to and read, nothing else."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("What was changed in the practice is history: it is never changed or deleted.")

    update = delete = bulk_update = _refuse


class Change(models.Model):
    """One change to the practice's data or to a profile: who, when, what, before and after. Inserted once."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=20)
    subject = models.CharField(max_length=120)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change to the practice")
        verbose_name_plural = _("changes to the practice")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; raise TypeError for a row that is already stored."""
        if self.pk is not None:
            raise TypeError("What was changed in the practice is history: it is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise TypeError("What was changed in the practice is history: it is never deleted.")
