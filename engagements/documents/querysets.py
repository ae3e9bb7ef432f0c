"""Named selections of documents and their versions."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from engagements.record.audiences import readable_by

if TYPE_CHECKING:
    from engagements.people.permissions import Seat


class DocumentVersionQuerySet(models.QuerySet):
    """Versions of documents."""

    def seen_from(self, seat: "Seat") -> Self:
        """Return the versions the seat may read: its own, and those whose audience its role belongs to."""
        return self.filter(Q(uploaded_by=seat.user) | Q(audience__in=readable_by(seat.role)))

    def listed(self) -> Self:
        """Return the versions of documents that are not put aside."""
        return self.filter(document__put_aside_at__isnull=True)


class DocumentQuerySet(models.QuerySet):
    """Documents."""

    def seen_from(self, seat: "Seat") -> Self:
        """Return the documents of which the seat may read a version."""
        versions: Any = self.model._meta.get_field("versions").related_model
        return self.filter(Exists(versions.objects.filter(document=OuterRef("pk")).seen_from(seat)))

    def with_versions(self, seat: "Seat") -> Self:
        """Load the versions the seat may read into `shown`, newest first. One query."""
        versions: Any = self.model._meta.get_field("versions").related_model
        readable = versions.objects.seen_from(seat).select_related("uploaded_by").order_by("-number")
        return self.prefetch_related(Prefetch("versions", queryset=readable, to_attr="shown"))

    def listed(self) -> Self:
        """Return those that are not put aside."""
        return self.filter(put_aside_at__isnull=True)

    def put_aside(self) -> Self:
        """Return those that have left the lists."""
        return self.filter(put_aside_at__isnull=False)
