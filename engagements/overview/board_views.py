"""The board: everything the practice has going on, by phase."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from engagements.overview.board import columns, narrowed, on_board_of
from engagements.overview.forms import BoardForm
from engagements.people import permissions


@require_safe
@login_required
def board(request):
    """Engagements by phase, for managers and the practice administrator; a whole phase by a link."""
    if not permissions.may_start(request.user):
        raise PermissionDenied(_("The board is for interim managers and the practice administrator."))
    form = BoardForm(request.GET)
    wanted = form.wanted()
    found = narrowed(on_board_of(request.user), q=wanted["q"], standing=wanted["standing"])
    shown = columns(found, sort=wanted["sort"], phase=wanted["phase"], after=wanted["after"])
    context = {
        "form": form,
        "columns": shown,
        "one": shown[0] if wanted["phase"] else None,
        "continued": wanted["after"] is not None,
        "filtered": bool(wanted["q"] or request.GET.get("standing")),
        "nothing": not any(column.count for column in shown),
    }
    template = "engagements/overview/board.html"
    return render(request, f"{template}#board" if request.htmx else template, context)
