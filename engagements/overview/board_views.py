"""The board: everything the practice has going on, by phase."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from engagements.overview import tables
from engagements.overview.board import columns, narrowed, on_board_of
from engagements.overview.forms import BoardForm
from engagements.people import permissions
from spreadsheets.files import TYPES
from spreadsheets.offering import offer


@require_safe
@login_required
def board(request):
    """Engagements by phase, for managers and the practice administrator; a whole phase by a link."""
    form, wanted, found = _asked(request)
    shown = columns(found, sort=wanted["sort"], phase=wanted["phase"], after=wanted["after"])
    context = {
        "form": form,
        "columns": shown,
        "one": shown[0] if wanted["phase"] else None,
        "continued": wanted["after"] is not None,
        "filtered": bool(wanted["q"] or request.GET.get("standing")),
        "nothing": not any(column.count for column in shown),
        "downloads": [
            offer(request, _("Board by phase"), lambda kind: reverse("engagements:board-file", args=[kind]))
        ],
    }
    template = "engagements/overview/board.html"
    return render(request, f"{template}#board" if request.htmx else template, context)


def _asked(request):
    """Return the filter, what it asks for, and the engagements the visitor sees that match it; 403 for a client."""
    if not permissions.may_start(request.user):
        raise PermissionDenied(_("The board is for interim managers and the practice administrator."))
    form = BoardForm(request.GET)
    wanted = form.wanted()
    return form, wanted, narrowed(on_board_of(request.user), q=wanted["q"], standing=wanted["standing"])


@require_safe
@login_required
def board_file(request, ending):
    """The board as a file for a spreadsheet: every row, with what is computed of it."""
    if ending not in TYPES:
        raise Http404
    _form, wanted, found = _asked(request)
    if wanted["phase"]:
        found = found.filter(phase=wanted["phase"])
    return tables.board_file(ending, found)
