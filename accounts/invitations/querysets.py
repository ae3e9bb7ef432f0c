"""Named selections of invitations."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from accounts.invitations.models import Invitation


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations of people into something."""

    def standing(self) -> Self:
        """Return those that nothing has settled yet; some of them may be too old."""
        return self.filter(used_at=None, revoked_at=None, replaced_at=None)

    def into(self, path: str) -> Self:
        """Return those into what is found at a path."""
        return self.filter(path=path)

    def made_since(self, moment: datetime) -> Self:
        """Return those made after a moment."""
        return self.filter(made_at__gt=moment)

    def latest_of(self, people: Iterable[int]) -> "dict[int, Invitation]":
        """Return the newest one of each of these people, by the key of the person, with its mail. One query."""
        found = self.filter(user__in=list(people)).select_related("mail").order_by("pk")
        return {invitation.user_id: invitation for invitation in found}
