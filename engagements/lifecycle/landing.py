"""Where somebody arrives who has not asked for a page: with one engagement on its page, otherwise on the list."""

from typing import TYPE_CHECKING

from django.urls import reverse

from engagements.lifecycle.models import Engagement

if TYPE_CHECKING:
    from accounts.models import User


def landing_of(user: "User") -> str:
    """Return the address where somebody of a client arrives after signing in. One query."""
    mine = list(Engagement.objects.visible_to(user)[:2])
    return mine[0].get_absolute_url() if len(mine) == 1 else reverse("engagements:list")
