"""Named selections of log entries and approvals."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from engagements.record.audiences import readable_by

if TYPE_CHECKING:
    from engagements.people.permissions import Seat


class LogEntryQuerySet(models.QuerySet):
    """Log entries."""

    def seen_from(self, seat: "Seat") -> Self:
        """Return the entries the seat may read: its own, and those whose audience its role belongs to."""
        return self.filter(Q(author=seat.user) | Q(audience__in=readable_by(seat.role)))

    def minutes_by_month(self) -> dict[datetime.date, int]:
        """Return the minutes noted in each month that has any, by its first day, newest month first. One query."""
        months = self.filter(minutes__isnull=False).values(month=TruncMonth("happened_on"))
        return {
            row["month"]: row["noted"] for row in months.annotate(noted=Sum("minutes")).order_by("-month")
        }

    def search(self, words: str) -> Self:
        """Return those whose text contains every word, in any case."""
        found = self
        for word in words.split():
            found = found.filter(text__icontains=word)
        return found


class WorkedMonthQuerySet(models.QuerySet):
    """Months of worked days."""

    def seen_from(self, seat: "Seat") -> Self:
        """Return those the seat may read: the client has no business with a draft."""
        return self if seat.is_practice else self.exclude(state="draft")

    def sums(self) -> dict[str, Any]:
        """Return the days that are `approved`, `submitted`, `open`, and `all` of them; None where there are none."""
        open_states = ("draft", "disputed")
        return self.aggregate(
            approved=Sum("days", filter=Q(state="approved")),
            submitted=Sum("days", filter=Q(state="submitted")),
            open=Sum("days", filter=Q(state__in=open_states)),
            all=Sum("days"),
        )


class ApprovalQuerySet(models.QuerySet):
    """Approvals."""

    def of(self, kind: str, subject_id: int = 0) -> Self:
        """Return those of one thing, oldest first."""
        return self.filter(kind=kind, subject_id=subject_id)

    def with_people(self) -> Self:
        """Return the same, with who spoke and in whose place."""
        return self.select_related("member__user", "on_behalf_of__user")

    def standing(self) -> Self:
        """Return those that say yes and have not lapsed; whether the content is still the same is for the caller."""
        return self.filter(approved=True, lapsed_at__isnull=True)

    def lapse(self, because: str) -> int:
        """Make them lapse, visibly; return how many did."""
        return self.filter(lapsed_at__isnull=True).update(
            lapsed_at=timezone.now(), lapsed_because=because[:200]
        )
