"""The page of a file that is being made, and the one way to it."""

import logging
from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.lifecycle import pages
from engagements.lifecycle.door import POST, door
from engagements.lifecycle.exceptions import NotNow
from engagements.reports.typesetting import services
from engagements.reports.typesetting.kinds import KINDS
from engagements.reports.typesetting.models import Making, MakingState

log = logging.getLogger(__name__)

PAGE = "engagements/reports/making.html"


def _making(request, engagement, pk):
    """Return a file that the visitor asked for and may still have."""
    kept = Making.objects.kept(timezone.now()).filter(engagement=engagement, asked_by=request.user)
    found = get_object_or_404(kept, pk=pk)
    # What stands in it was for the place they had then.
    if found.role != request.seat.role or not request.seat.may(KINDS[found.kind].action):
        raise PermissionDenied(_("This is no longer for you: your place in this engagement has changed."))
    return found


@door("making")
def making(request, engagement, pk):
    """How far a file is; once it is made, the way to it. Looks again by itself, with htmx or without."""
    found = _making(request, engagement, pk)
    part = request.htmx and not request.htmx.history_restore_request
    if part and request.GET.get("at") == f"{found.state}-{found.progress}":
        return HttpResponse(status=204)  # nothing new: nothing is swapped, and nothing read aloud again
    return pages.show(
        request,
        engagement,
        f"{PAGE}#answer" if part else PAGE,
        making=found,
        label=KINDS[found.kind].label,
    )


@door("making-file")
def making_file(request, engagement, pk):
    """Hand over the file: to be stored, never shown as a page."""
    found, back = _making(request, engagement, pk), pages.address("making", engagement, pk)
    refusal = None
    if found.state != MakingState.DONE:
        refusal = NotNow(_("The file is not made yet."))
    else:
        try:
            file = found.file.open("rb")
        except FileNotFoundError:
            log.exception("The file of making %s is not in the store", found.pk)
            refusal = NotNow(_("The file is not in the store any more. Have it made again."))
    if refusal:
        return pages.show(
            request, engagement, "engagements/refused.html", status=409, refusal=refusal, back=back
        )
    response = FileResponse(file, as_attachment=True, filename=found.name, content_type=found.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@door("making-again", POST)
def making_again(request, engagement, pk):
    """Try once more to make a file that could not be made."""
    found = _making(request, engagement, pk)
    return pages.act(
        request,
        engagement,
        partial(services.try_again, making=found, actor=request.user),
        to=pages.address("making", engagement, pk),
        said=_("It is tried again."),
    )
