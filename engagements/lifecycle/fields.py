"""The three kinds of field every room uses, a line, a text and a day, each with its limits in one place."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

LINE_LENGTH = 200
TEXT_LENGTH = 5000
SHORT = 60
FIRST_DAY = datetime.date(2000, 1, 1)
LAST_DAY = datetime.date(2099, 12, 31)


def plausible_day(value: datetime.date) -> None:
    """Raise ValidationError for a day no engagement can have: a slip of the pen, not a plan."""
    if not FIRST_DAY <= value <= LAST_DAY:
        raise ValidationError(_("Choose a date between 2000 and 2099."), code="implausible")


def line(name: Any, **options: Any) -> models.CharField:
    """Return a field for one line of text."""
    return models.CharField(name, max_length=options.pop("max_length", LINE_LENGTH), **options)


def prose(name: Any, **options: Any) -> models.TextField:
    """Return a field for a few paragraphs; the limit is checked in forms and services."""
    length = options.pop("max_length", TEXT_LENGTH)
    # A text column has no length of its own: only forms look at max_length, services at the validator.
    return models.TextField(name, max_length=length, validators=[MaxLengthValidator(length)], **options)


def day(name: Any, **options: Any) -> models.DateField:
    """Return a field for a calendar day between 2000 and 2099."""
    return models.DateField(name, validators=[plausible_day], **options)


def short(text: str) -> str:
    """Return how a thing is called that has no name but a text: by how that begins, with a mark where it is cut off."""
    return Truncator(text).chars(SHORT)
