"""Today: what asks for the manager's action over all their engagements; and the quick log, from anywhere."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from engagements.lifecycle import pages, unsent
from engagements.lifecycle.door import FORM
from engagements.lifecycle.exceptions import Refusal
from engagements.lifecycle.landing import landing_of
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat, may_start
from engagements.record.forms import QuickLogForm
from engagements.record.quick import places_to_log
from engagements.record.services import add_entry
from engagements.today.asked import everything_asked
from engagements.today.deeds import DEEDS
from engagements.today.desk import LOOKED_INTO, desk_of, grouped
from engagements.today.due import everything_due
from engagements.today.forms import SubjectForm
from engagements.today.reminded import with_reminders
from engagements.today.waiting import everything_waiting

TODAY = "engagements/today/today.html"
QUICK_LOG = "engagements/today/quick_log.html"
QUICK_FORM = "engagements/today/_quick_form.html"


@require_safe
@login_required
def today(request):
    """What is pressing over all engagements the visitor manages; clients have their page."""
    if not request.user.is_manager:
        return redirect(landing_of(request.user))
    return _today(request)


def _today(request, status=200, **context):
    desk = desk_of(request.user)
    found = [*everything_due(desk), *everything_asked(desk), *everything_waiting(desk)]
    found = with_reminders(desk, found)
    context |= {
        "desk": desk,
        "groups": grouped(found),
        "total": len(found),
        "left_out": max(0, len(desk.active) - LOOKED_INTO),
    }
    return render(request, f"{TODAY}#matters" if request.htmx else TODAY, context, status=status)


@require_POST
@login_required
def do(request):
    """Do one thing on the page of today itself; the service of its room decides whether it may be done now."""
    doing = DEEDS.get(request.POST.get("deed"))
    if doing is None:
        raise Http404
    engagement = get_object_or_404(
        Engagement.objects.visible_to(request.user), ref=request.POST.get("ref", "")[:20]
    )
    form = SubjectForm(request.POST)
    if not form.is_valid():
        raise Http404
    subject = get_object_or_404(doing.model, engagement=engagement, pk=form.cleaned_data["subject"])
    try:
        doing.service(**{doing.takes: subject, "actor": request.user})
    except Refusal as refusal:
        return _today(request, status=refusal.status, refusal=refusal)
    messages.success(request, doing.said)
    return _today(request) if request.htmx else redirect("engagements:today")


def quick_log(request):
    """Log what happened in any engagement: a page of its own, or a sheet over the page one is on (htmx)."""
    if request.method not in FORM:
        return HttpResponseNotAllowed(FORM)
    return unsent.kept_on_sign_in(login_required(_quick_log))(request)


@vary_on_headers("HX-Request")
def _quick_log(request):
    places = places_to_log(request.user)
    if not places:
        if request.method == "POST":
            raise PermissionDenied(_("There is no engagement in which you can log something now."))
        return _page(request, may_start=may_start(request.user))
    form = _quick_form(request, places)
    if request.method != "POST":
        return _page(request, form=form)
    if not form.is_valid():
        return _page(request, form=form, status=422)
    try:
        entry = add_entry(engagement=form.engagement, actor=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, form=form, status=422)
    except Refusal as refusal:
        return _page(request, form=form, refusal=refusal, status=refusal.status)
    if request.htmx:
        return _page(request, entry=entry, engagement=form.engagement, status=201)
    messages.success(request, _("Logged. Who can read it: %(readers)s.") % {"readers": entry.readers})
    return redirect(pages.address("log", form.engagement, at=f"entry-{entry.pk}"))


def _quick_form(request, places):
    """Return the form for the engagement that was chosen; for the last used one when none was, or another's."""
    data = request.POST if request.method == "POST" else unsent.take_back(request)
    if data is not None and request.method != "POST":
        messages.info(request, _("You were signed out. What you typed is back here; it is not stored yet."))
    chosen = (request.GET if data is None else data).get("ref")
    place = next((each for each in places if each.engagement.ref == chosen), places[0])
    seat = Seat(request.user, place.role, place)
    return QuickLogForm(data, engagement=place.engagement, seat=seat, places=places)


def _page(request, status=200, **context):
    template = f"{QUICK_LOG}#sheet" if request.htmx else QUICK_LOG
    if request.htmx and request.GET.get("part") == "readers" and "form" in context:
        template = f"{QUICK_FORM}#readers"  # another engagement was chosen: other people
    return render(request, template, context, status=status)
