"""How much a mail asks of whoever gets it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Weight(models.TextChoices):
    """From what somebody waits for to what is only good to know."""

    URGENT = "urgent", _("asked for this minute")  # signing in, an invitation, “ask at once”
    BINDING = "binding", _("binds somebody")  # something to sign, approve, accept or answer
    NEWS = "news", _("news")
