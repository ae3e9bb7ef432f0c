"""Named selections of questions."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from engagements.people.permissions import Seat


class QuestionQuerySet(models.QuerySet):
    """Questions of employees."""

    def shown(self) -> Self:
        """Return those whose Monday has come; before that nobody reads a question, the manager included."""
        return self.filter(shown_from__lte=timezone.localdate())

    def answered(self) -> Self:
        """Return those that everybody reads."""
        return self.shown().filter(answered_on__isnull=False)

    def waiting(self) -> Self:
        """Return those that wait for the manager's answer."""
        return self.shown().filter(answered_on__isnull=True)

    def seen_from(self, seat: "Seat") -> Self:
        """Return those the seat may read: what is answered, and for whoever answers also what waits."""
        return self.shown() if seat.may("question-answer") else self.answered()
