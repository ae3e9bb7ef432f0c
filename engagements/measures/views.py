"""The measures of an engagement: all on one page, each on its own, and as a file."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from engagements.lifecycle import pages
from engagements.lifecycle.door import door
from engagements.measures.boards import LETTING, grouped, measures_for
from spreadsheets.files import CSV, file_response


@door("measures")
def measures(request, engagement):
    """Everything that is measured and theirs to see."""
    groups = grouped(measures_for(engagement, request.seat))
    return pages.show(
        request,
        engagement,
        "engagements/measures/measures.html",
        groups=groups,
        is_begun=any(group.whole.key == LETTING for group in groups),
    )


@door("measure")
def measure(request, engagement, key):
    """One measure with all its numbers."""
    found = _found(request, engagement, key)
    return pages.show(request, engagement, "engagements/measures/measure.html", measure=found)


@door("measure-svg")
def measure_svg(request, engagement, key):
    """The drawing, with its own colours."""
    found = _found(request, engagement, key)
    if found.chart is None:
        raise Http404(_("There is nothing to draw yet."))
    response = HttpResponse(found.chart.svg(standalone=True), content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{engagement.ref}-{key}.svg")
    return response


@door("measure-csv")
def measure_csv(request, engagement, key):
    """The numbers, row by row."""
    found = _found(request, engagement, key)
    return file_response(CSV, f"{engagement.ref}-{key}", found.full.head, found.full.rows)


def _found(request, engagement, key):
    """Return the measure by its key; 404 when there is none, or none that is theirs to see."""
    for found in measures_for(engagement, request.seat):
        if found.key == key:
            return found
    raise Http404
