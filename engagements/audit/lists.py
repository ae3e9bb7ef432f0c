"""The audit trail as a file: one row for each field that was changed, in words, as on the page."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from engagements.audit import trail
from engagements.audit.forms import AuditFilter
from engagements.lifecycle.lists import listed
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from spreadsheets.columns import Column

type OneField = tuple[trail.Told, trail.Changed | None]


@listed(
    "audit-trail",
    page="audit",
    label=_("Audit trail"),
    columns=(
        Column(_("When"), lambda told: told[0].at),
        Column(_("By whom"), lambda told: told[0].who),
        Column(_("About what"), lambda told: told[0].kind),
        Column(_("Name"), lambda told: told[0].subject),
        Column(_("What was done"), lambda told: told[0].deed),
        Column(_("Field"), lambda told: told[1] and told[1].label),
        Column(_("Before"), lambda told: told[1] and told[1].before),
        Column(_("After"), lambda told: told[1] and told[1].after),
    ),
)
def audit_trail(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> Iterator[OneField]:
    """Yield what the seat may read and asks for, newest first."""
    wanted = AuditFilter(asked, engagement=engagement, seat=seat).asked
    for line in trail.every(engagement, seat, wanted):
        yield from ((line, changed) for changed in line.changes)
        if not line.changes:
            yield line, None
