"""Named selections of progress reports. Who may read one is decided here and nowhere else."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from engagements.people.models import Membership
    from engagements.people.permissions import Seat


class ProgressReportQuerySet(models.QuerySet):
    """Editions of progress reports."""

    def sent(self) -> Self:
        """Return those that were sent: they never change again."""
        return self.filter(sent_at__isnull=False)

    def drafts(self) -> Self:
        """Return those that are still written."""
        return self.filter(sent_at__isnull=True)

    def seen_from(self, seat: "Seat") -> Self:
        """Return those the seat may read: what was sent; the practice also what is still written."""
        return self if seat.is_practice else self.sent()

    def latest_editions(self) -> Self:
        """Return drafts, and of each report that was sent the last edition."""
        newer = self.model._default_manager.filter(
            engagement=OuterRef("engagement"), number=OuterRef("number"), edition__gt=OuterRef("edition")
        )
        return self.filter(Q(sent_at=None) | ~Exists(newer.filter(sent_at__isnull=False)))

    def with_readers(self) -> Self:
        """Return the same, each with `readers`: how many have opened it."""
        seen: Any = self.model._meta.get_field("seen").related_model
        opened = seen.objects.filter(report=OuterRef("pk")).order_by().values("report")
        return self.annotate(readers=Coalesce(Subquery(opened.annotate(n=Count("pk")).values("n")), 0))

    def for_a_list(self) -> Self:
        """Return the same, newest first, without what only the report itself shows."""
        told = ("happened", "coming", "blocks", "goals", "asked", "counts", "drafted", "content")
        return self.defer(*told).order_by("-number", "-edition")

    def opened_by(self, member: "Membership | None") -> Self:
        """Return the same, each with `is_opened`: whether the member has opened it."""
        seen: Any = self.model._meta.get_field("seen").related_model
        return self.annotate(is_opened=Exists(seen.objects.filter(report=OuterRef("pk"), member=member)))
