"""The measures over all engagements: for interim managers and the practice administrator."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from engagements.measures.practice.boards import overall
from engagements.measures.practice.forms import ChoiceForm
from engagements.measures.practice.own import headings, rows_of
from engagements.measures.practice.reading import Rows, led_by, practice_of
from engagements.people import permissions
from engagements.questions.rules import SMALLEST_GROUP
from spreadsheets.files import TYPES, file_response


@require_safe
@login_required
def measures(request):
    """Everything that is measured over all engagements, and the visitor's own beside it."""
    form, rows, found = _asked(request)
    context = {
        "form": form,
        "query": urlencode(form.asked()),
        "shown": [each for each in found if each.table],
        "withheld": _by_reason(each for each in found if not each.table),
        "smallest": SMALLEST_GROUP,
        "headings": headings(),
        "own": rows_of(led_by(request.user), rows),
    }
    template = "engagements/measures/practice.html"
    return render(request, f"{template}#measured" if request.htmx else template, context)


@require_safe
@login_required
def measure_file(request, key, ending):
    """The numbers of one measure: those that stand on the page."""
    found = _found(request, key)
    if ending not in TYPES or found.table is None:
        raise Http404
    return file_response(ending, _name(key), found.table.head, found.table.rows)


@require_safe
@login_required
def measure_svg(request, key):
    """The drawing of one measure, with its own colours."""
    found = _found(request, key)
    if found.chart is None:
        raise Http404
    response = HttpResponse(found.chart.svg(standalone=True), content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{_name(key)}.svg")
    return response


def _asked(request):
    """Return the filter, the rows, and the measures over what it asks for; 403 for a client."""
    if not permissions.may_start(request.user):
        raise PermissionDenied(
            _("What is measured over all engagements is for interim managers and the practice administrator.")
        )
    practice = practice_of(request.user)
    rows = Rows(practice)
    form = ChoiceForm(request.GET, practice.years)
    return form, rows, overall(practice, rows, form.wanted())


def _found(request, key):
    _form, _rows, measures = _asked(request)
    for found in measures:
        if found.key == key:
            return found
    raise Http404


def _by_reason(measures):
    """Return what is not shown, by the sentence that says why."""
    found = {}
    for each in measures:
        found.setdefault(each.sentence, []).append(each)
    return found


def _name(key):
    return f"{_('practice')}-{key}"
