"""The hand-over sheet as a page that prints, and asking for it as a PDF."""

from django.shortcuts import redirect

from engagements.lifecycle import pages
from engagements.lifecycle.door import POST, door
from engagements.reports.handover.printing import KIND, lead
from engagements.reports.handover.sheet import entries
from engagements.reports.typesetting.services import ask_for


@door("handover-sheet")
def handover_sheet(request, engagement):
    """Show the sheet: to read, to print, or to have as a PDF."""
    return pages.show(
        request,
        engagement,
        "engagements/reports/handover.html",
        entries=entries(engagement, request.seat),
        lead_words=lead(),
    )


@door("handover-sheet-file", POST)
def handover_sheet_file(request, engagement):
    """Have the sheet made as a PDF, and go where one sees how far it is."""
    making = ask_for(KIND, engagement=engagement, actor=request.user)
    return redirect(pages.address("making", engagement, making.pk))
