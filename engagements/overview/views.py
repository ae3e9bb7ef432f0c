"""The list of engagements, a new one, the manager's overview of one, and the client's progress page."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from engagements.lifecycle import asks, criteria, legality, pages, unsent
from engagements.lifecycle.commands import COMMANDS, Standing
from engagements.lifecycle.door import FORM, door
from engagements.lifecycle.models import Engagement
from engagements.overview import progress as progress_page
from engagements.overview import tables, viewing
from engagements.overview.forms import FilterForm, NewEngagementForm
from engagements.overview.services import set_up_engagement
from engagements.people import permissions
from engagements.people.models import Membership
from engagements.people.roles import MANAGER_SIDE, PRACTICE
from engagements.record.forms import LogEntryForm
from engagements.record.models import LogEntry
from phases import definitions, timeline
from spreadsheets.files import TYPES
from spreadsheets.offering import offer

PER_PAGE = 20
LATEST_ENTRIES = 5


@require_safe
@login_required
def engagement_list(request):
    """Every engagement the visitor takes part in, newest first; searched, filtered, in pages."""
    form, found = _listed(request)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [(each, _steps(each)) for each in page],
        "filtered": any(form.cleaned_data.get(name) for name in ("q", "phase", "standing")),
        "may_start": permissions.may_start(request.user),
        "downloads": [
            offer(
                request, _("Engagements"), lambda kind: reverse("engagements:engagements-file", args=[kind])
            )
        ],
    }
    template = "engagements/overview/list.html"
    # Shortened for htmx: the same region of the same template.
    return render(request, f"{template}#engagements" if request.htmx else template, context)


def _listed(request):
    """Return the filter, and the engagements of the visitor that it asks for."""
    mine = Membership.objects.current().filter(user=request.user)
    for_practice = permissions.may_start(request.user) or mine.filter(role__in=PRACTICE).exists()
    form = FilterForm(request.GET, for_practice=for_practice)
    form.is_valid()
    wanted = form.cleaned_data
    found = (
        Engagement.objects.visible_to(request.user)
        .search(wanted.get("q", ""))
        .select_related("organisation")
        .prefetch_related(Prefetch("memberships", queryset=mine, to_attr="mine"))
    )
    for name in ("phase", "standing"):
        if wanted.get(name):
            found = found.filter(**{name: wanted[name]})
    return form, found


@require_safe
@login_required
def list_file(request, ending):
    """The engagements that the list shows as a file for a spreadsheet."""
    if ending not in TYPES:
        raise Http404
    _form, found = _listed(request)
    return tables.engagements_file(ending, found)


def _steps(engagement):
    """Return where an engagement of the list is, in the words of the visitor's side; no seat: the administrator's."""
    on_our_side = not engagement.mine or engagement.mine[0].side == MANAGER_SIDE
    return timeline.timeline(
        current=engagement.phase,
        audience=timeline.MANAGER if on_our_side else timeline.CLIENT,
        finished=engagement.standing == Standing.COMPLETED,
    )


def new(request):
    """Start an engagement: one page, two fields needed."""
    if request.method not in FORM:
        return HttpResponseNotAllowed(FORM)
    return unsent.kept_on_sign_in(login_required(_new))(request)


def _new(request):
    if not permissions.may_start(request.user):
        raise PermissionDenied(_("Only interim managers of the practice start an engagement."))
    data = request.POST if request.method == "POST" else unsent.take_back(request)
    form = NewEngagementForm(data, language=request.user.language)
    context = {"form": form}
    if request.method != "POST":
        return render(request, "engagements/overview/new.html", context)
    if form.is_valid():
        try:
            engagement = set_up_engagement(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("The engagement has started. Below is what has to stand before the next phase.")
            )
            return redirect(engagement)
    return render(request, "engagements/overview/new.html", context, status=422)


@door("engagement")
def engagement(request, engagement):
    """Where one engagement stands, for the practice; clients go to their own page."""
    if not request.seat.is_practice:
        return redirect(pages.address("progress", engagement))
    gate = criteria.evaluate(engagement)
    entries = LogEntry.objects.filter(engagement=engagement).seen_from(request.seat).select_related("author")
    writes = request.seat.may("log-add") and legality.is_now(engagement, "log-add")
    return pages.show(
        request,
        engagement,
        "engagements/overview/engagement.html",
        gate=gate,
        # The gate stands below with all its criteria; only when nothing else is asked does the first of them lead.
        asks=asks.asked_of(engagement, request.seat) or _first_of(gate, engagement, request.seat),
        entries=entries[:LATEST_ENTRIES],
        entry_form=LogEntryForm(engagement=engagement, seat=request.seat) if writes else None,
        members=engagement.memberships.current().select_related("user"),
        commands=_possible(engagement, request.seat),
    )


@door("progress")
def progress(request, engagement):
    """The client's own page: where are we, what is asked of me, what happened, what comes next."""
    return _progress(request, engagement)


@door("view-as")
def view_as(request, engagement, pk):
    """The page of one person of the organisation, as they see it, for reading only; noted in the audit trail."""
    member = get_object_or_404(viewing.viewable(engagement), pk=pk)
    member.engagement = engagement
    viewing.note_look(member=member, actor=request.user)
    return viewing.page_of(
        member,
        request,
        partial(_progress, looker=request.user),
        pages.address("progress", engagement),
        {"end_url": pages.address("people", engagement, at=f"member-{member.pk}")},
    )


def _progress(request, engagement, looker=None):
    state = progress_page.state_of(engagement, request.seat)
    gate = criteria.evaluate(engagement)
    return pages.show(
        request,
        engagement,
        "engagements/overview/progress.html",
        gate=gate,
        asks=viewing.discreet(asks.asked_of(engagement, request.seat, gate), request.seat, looker),
        seen_as=viewing.viewable(engagement) if request.seat.may(viewing.LOOK) else (),
        card=definitions.card_for(engagement.phase, request.seat.role),
        phase=engagement.definition,
        following=definitions.next_of(engagement.phase),
        commands=_possible(engagement, request.seat),
        **state,
    )


def _first_of(gate, engagement, seat):
    return asks.of_gate(gate, seat)[:1] if engagement.is_active else []


def _possible(engagement, seat):
    """Return the commands the seat may give now, the way forward first."""
    possible = [
        command
        for command in COMMANDS.values()
        if seat.may(command.key) and command.target(engagement.phase, engagement.standing) is not None
    ]
    return [
        {"command": command, "url": reverse(f"engagements:{command.key}", args=[engagement.ref])}
        for command in possible
    ]
