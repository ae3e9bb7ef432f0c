"""The pages of the practice administrator: what the practice says, its colours, and the managers it shows."""

import re
from functools import partial, wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from practice import profile, services
from practice.exceptions import Stale
from practice.forms import ManagerForm, PracticeForm
from practice.history import differences, latest
from practice.models import Manager
from practice.permissions import may_change

SEEN = re.compile(r"\d{1,9}", re.ASCII)
form_page = require_http_methods(["GET", "HEAD", "POST"])


def for_administrator(view):
    """Let nobody in but the practice administrator: strangers sign in first, others are told whose page it is."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not may_change(request.user):
            raise PermissionDenied(_("This page is for the practice administrator."))
        return view(request, *args, **kwargs)

    return guarded


@form_page
@for_administrator
def practice(request):
    """What the practice says about itself, and who changed what."""
    form = PracticeForm(_posted(request), instance=profile.practice())
    service = partial(services.change_practice, actor=request.user)
    context = {"changes": latest(), "stored": form.instance.version}
    return _submit(request, form, service, "practice", "practice/settings.html", context)


@require_safe
@for_administrator
def managers(request):
    """Every profile in the order of the public page, the hidden ones included."""
    return render(request, "practice/managers.html", {"managers": Manager.objects.select_related("user")})


@form_page
@for_administrator
def manager_add(request):
    """Add a profile."""
    form = ManagerForm(_posted(request))
    return _submit(request, form, partial(services.add_manager, actor=request.user))


@form_page
@for_administrator
def manager_change(request, pk):
    """Change a profile."""
    found = get_object_or_404(Manager.objects.select_related("user"), pk=pk)
    form = ManagerForm(_posted(request), instance=found)
    service = partial(services.change_manager, manager=found, actor=request.user)
    return _submit(request, form, service, context={"name": found.name})


@require_POST
@for_administrator
def manager_show(request, pk):
    """Show a profile on the public page, or hide it."""
    shown = request.POST.get("shown") == "yes"
    return _act(request, pk, services.change_manager, shown=shown)


@require_POST
@for_administrator
def manager_move(request, pk):
    """Move a profile up or down."""
    return _act(request, pk, services.move_manager, up=request.POST.get("to") == "up")


def _act(request, pk, service, **values):
    """Carry out what one button of the list asks; a refusal is the list as it is now, with the reason."""
    found = get_object_or_404(Manager, pk=pk)
    seen = request.POST.get("seen", "")
    if not SEEN.fullmatch(seen):
        raise BadRequest(_("This button says nothing about what you saw."))
    try:
        service(manager=found, actor=request.user, seen=int(seen), **values)
    except Stale as refusal:
        context = {"managers": Manager.objects.select_related("user"), "refusal": refusal}
        return render(request, "practice/managers.html", context, status=refusal.status)
    messages.success(request, _stored())
    return redirect("practice_desk:managers")


def _posted(request):
    return request.POST if request.method == "POST" else None


def _submit(request, form, service, to="managers", template="practice/manager.html", context=None):
    """Show a form; hand what was typed to the service; show it again, with why, when it was refused."""
    page = {"form": form, "back": reverse(f"practice_desk:{to}")} | (context or {})
    if request.method != "POST":
        return render(request, template, page)
    if not form.is_valid():
        return render(request, template, page, status=422)
    try:
        service(**form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return render(request, template, page, status=422)
    except Stale as refusal:
        page |= {"refusal": refusal, "differences": differences(form, refusal.current)}
        return render(request, template, page, status=refusal.status)
    messages.success(request, _stored())
    return redirect(page["back"])


def _stored():
    return _("Stored. Visitors see it within a few minutes.")
