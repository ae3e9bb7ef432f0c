"""Pages of the audit trail: for the sponsor of the engagement, and the practice administrator."""

from engagements.audit import trail
from engagements.audit.forms import AuditFilter
from engagements.lifecycle import pages
from engagements.lifecycle.door import door

LONGEST_ID = 18  # digits; a longer number is none of ours, and more than a database takes


@door("audit")
def audit(request, engagement):
    """Every change to what a party relies on: who, when, before and after."""
    asked = AuditFilter(request.GET, engagement=engagement, seat=request.seat)
    before = request.GET.get("before", "")
    place = int(before) if before.isascii() and before.isdigit() and len(before) <= LONGEST_ID else None
    return pages.show(
        request,
        engagement,
        "engagements/audit/audit.html",
        filter=asked,
        page=trail.read(engagement, request.seat, asked.asked, before=place),
        is_later=place is not None,
    )
