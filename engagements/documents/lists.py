"""Documents as a file: one row for each version that may be read."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.documents.models import DocumentVersion
from engagements.lifecycle.lists import listed
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from spreadsheets.columns import Column, of, yes_or_no


@listed(
    "documents",
    page="documents",
    label=_("Documents"),
    columns=(
        Column(_("Title"), lambda version: version.document.title),
        Column(_("Kind"), lambda version: version.document.get_kind_display()),
        Column(_("Version"), lambda version: version.number),
        Column(_("File name"), lambda version: version.name),
        Column(pgettext_lazy("file", "Bytes"), lambda version: version.size),
        Column("SHA-256", lambda version: version.sha256),
        *of(DocumentVersion, "note"),
        Column(_("Who reads it"), lambda version: str(version.readers)),
        Column(_("By whom"), lambda version: str(version.uploaded_by)),
        Column(_("When"), lambda version: version.created_at),
        Column(_("Put aside"), lambda version: yes_or_no(version.document.is_put_aside)),
    ),
)
def documents(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return every version the seat may read, also of documents that were put aside."""
    found = DocumentVersion.objects.filter(engagement=engagement).seen_from(seat)
    return found.select_related("document", "uploaded_by")
