"""How often somebody wants mail, and the one rule of when a mail goes out."""

from datetime import datetime
from enum import Enum
from typing import Final, Literal

from django.db import models
from django.utils.translation import gettext_lazy as _

from outbox.weights import Weight


class Rhythm(models.TextChoices):
    """How often somebody wants to hear from us, from most to least."""

    NOW = "now", _("Every change at once")
    DAILY = "daily", _("One overview a day")
    WEEKLY = "weekly", _("One overview a week")
    BINDING = "binding", _("Only what binds me")


class Instead(Enum):
    """What becomes of a mail that does not go out by itself."""

    HELD = "held"  # it waits for the next overview of its reader
    NEVER = "never"  # there is no such mail


HELD: Final = Instead.HELD
NEVER: Final = Instead.NEVER


def when(
    weight: Weight, rhythm: Rhythm, now: datetime
) -> datetime | Literal[Instead.HELD] | Literal[Instead.NEVER]:
    """Return when a mail of this weight goes out to somebody of this rhythm, or what becomes of it instead.

    News is held for somebody who wants every change too: they get an overview every quarter of an hour, so that a
    burst is one mail.
    """
    if weight == Weight.URGENT:
        return now
    if weight == Weight.BINDING and rhythm in (Rhythm.NOW, Rhythm.BINDING):
        return now
    return NEVER if rhythm == Rhythm.BINDING else HELD


def quieter(rhythm: str) -> Rhythm:
    """Return the rhythm one step quieter; the quietest stays as it is."""
    steps = list(Rhythm)
    return steps[min(steps.index(Rhythm(rhythm)) + 1, len(steps) - 1)]
