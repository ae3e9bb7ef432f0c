"""Pages of the log and of worked days."""

from functools import partial

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_htmx.http import replace_url, reswap, retarget

from engagements.lifecycle import legality, pages
from engagements.lifecycle.door import FORM, POST, door
from engagements.record import corrections, lines, proposed, reading, services
from engagements.record.filters import RecordFilter
from engagements.record.forms import DisputeForm, LogEntryForm, SeenForm, WorkedMonthForm
from engagements.record.letters import approvers_mailed
from engagements.record.models import LogEntry, WorkedMonth

MONTHS_PER_PAGE = 24
LOG = "engagements/record/log.html"


@door("log")
def log(request, engagement):
    """The record as far as the visitor may read it, newest first; for those who write, the quick entry first."""
    asked = RecordFilter(request.GET, engagement=engagement, seat=request.seat)
    before = request.GET.get("before", "")
    page = reading.read(engagement, request.seat, asked.asked, before=before)
    writes = request.seat.may("log-add") and legality.is_now(engagement, "log-add")
    response = pages.show(
        request,
        engagement,
        f"{LOG}#log-panel" if request.htmx else LOG,  # shortened: the same region of the same template
        entry_form=LogEntryForm(engagement=engagement, seat=request.seat) if writes else None,
        filter=asked,
        page=page,
        is_later=bool(before),
        is_empty=not (asked.is_asked or before or page.older) and _says_little(page, writes),
    )
    return replace_url(response, request.get_full_path()) if request.htmx else response


def _says_little(page, writes):
    """Return whether a hint belongs above the record: there is nothing at all, or nothing yet of whoever can write."""
    return not page.lines or (writes and not any(line.kind == lines.ENTRY for line in page.lines))


@door("record-line")
def record_line(request, engagement, kind, pk):
    """One line of the record under an address that stays."""
    line = reading.line_at(engagement, request.seat, kind, pk)
    if line is None:
        raise Http404
    return pages.show(request, engagement, "engagements/record/line.html", line=line)


@door("log-add", FORM)
def log_add(request, engagement):
    """Log what happened: the quick entry on a page of its own, and where every quick entry is handed in."""
    back = _where_from(request, engagement)
    if closed := pages.no_use(request, engagement, "log-add", back):
        return closed
    form = pages.bind(LogEntryForm, request, engagement)
    response = pages.submit(
        request,
        engagement,
        form,
        partial(services.add_entry, engagement=engagement, actor=request.user),
        to=back,
        said=_said(form),
        template="engagements/record/_quick_entry.html"
        if request.htmx
        else "engagements/record/log_add.html",
        entry_form=form,
    )
    if request.htmx and response.status_code >= 400:  # what was typed stays; the list below it too
        return reswap(retarget(response, "#quick-entry"), "outerHTML")
    return response


def _where_from(request, engagement):
    """Return the page to go back to: the overview when its quick entry was used, the log otherwise."""
    if request.POST.get("back") == "engagement":
        return pages.address("engagement", engagement, at="quick-log")
    return pages.address("log", engagement)


def _said(form):
    """Return what is said afterwards: who can read it now."""
    if not form.is_valid():
        return ""
    entry = LogEntry(audience=form.cleaned_data["audience"])
    return _("Logged. Who can read it: %(readers)s.") % {"readers": entry.readers}


@door("log-change", FORM)
def log_change(request, engagement, pk):
    """Change an entry of one's own that nobody else has read, or share it."""
    readable = LogEntry.objects.seen_from(request.seat).filter(engagement=engagement)
    entry = get_object_or_404(readable, pk=pk)
    to = pages.address("record-line", engagement, lines.ENTRY, pk)
    if closed := pages.no_use(
        request, engagement, "log-change", to, partial(services.require_changeable, entry, request.seat)
    ):
        return closed
    return pages.submit(
        request,
        engagement,
        pages.bind(LogEntryForm, request, engagement, instance=entry),
        partial(services.change_entry, entry=entry, actor=request.user),
        to=to,
        said=_("Stored."),
        title=_("Change or share your entry"),
        lead=_(
            "Only you can read this entry now. Once you share it, others may have read it, so it stays as it is."
        ),
    )


@door("worked-months")
def worked_months(request, engagement):
    """The days worked, month by month, and what became of them; each side finds its own buttons."""
    months = WorkedMonth.objects.filter(engagement=engagement).seen_from(request.seat)
    found = Paginator(months.select_related("answered_by__user"), MONTHS_PER_PAGE)
    page = found.get_page(request.GET.get("page"))
    corrections.beside(page.object_list, engagement)
    return pages.show(
        request,
        engagement,
        "engagements/record/worked_months.html",
        page=page,
        proposals=proposed.beside(page.object_list, engagement, request.seat),
        sums=months.sums(),
        years=months.dates("month", "year", order="DESC"),
        mailed=approvers_mailed(engagement) if request.seat.may("worked-month-submit") else None,
    )


@door("worked-month-add", FORM)
def worked_month_add(request, engagement):
    """Note the days of one month."""
    to = pages.address("worked-months", engagement)
    if closed := pages.no_use(request, engagement, "worked-month-add", to):
        return closed
    return pages.submit(
        request,
        engagement,
        pages.bind(
            WorkedMonthForm,
            request,
            engagement,
            initial=proposed.initial(engagement, request.seat, request.GET),
        ),
        partial(services.add_worked_month, engagement=engagement, actor=request.user),
        to=to,
        said=_("Noted as a draft. The client sees it once you hand it in."),
        title=_("Note worked days"),
        button=_("Note them"),
    )


@door("worked-month-change", FORM)
def worked_month_change(request, engagement, pk):
    """Change a draft, or a month that came back."""
    month = get_object_or_404(WorkedMonth, engagement=engagement, pk=pk)
    to = pages.address("worked-months", engagement)
    if closed := pages.no_use(
        request, engagement, "worked-month-change", to, partial(services.require_open, month)
    ):
        return closed
    return pages.submit(
        request,
        engagement,
        pages.bind(WorkedMonthForm, request, engagement, instance=month),
        partial(services.change_worked_month, worked_month=month, actor=request.user),
        to=to,
        said=_("Stored."),
        title=_("Change the worked days"),
        lead=month.answer,
    )


@door("worked-month-submit", POST)
def worked_month_submit(request, engagement, pk):
    """Hand a month in."""
    month = get_object_or_404(WorkedMonth, engagement=engagement, pk=pk)
    return pages.act(
        request,
        engagement,
        partial(services.submit_worked_month, worked_month=month, actor=request.user),
        to=pages.address("worked-months", engagement),
        said=_("Handed in. The client is asked to approve it."),
    )


@door("worked-month-approve", POST)
def worked_month_approve(request, engagement, pk):
    """Approve a month as it was on the page."""
    month = _handed_in(request, engagement, pk)
    form = pages.bind(SeenForm, request, engagement)
    seen = form.cleaned_data["seen"] if form.is_valid() else 0  # 0 is no version: refused as stale
    return pages.act(
        request,
        engagement,
        partial(services.approve_worked_month, worked_month=month, actor=request.user, seen=seen),
        to=pages.address("worked-months", engagement),
        said=_("Approved. From now on it stays as it is."),
    )


@door("worked-month-dispute", FORM)
def worked_month_dispute(request, engagement, pk):
    """Send a month back with a reason."""
    month = _handed_in(request, engagement, pk)
    to = pages.address("worked-months", engagement)
    if closed := pages.no_use(
        request, engagement, "worked-month-dispute", to, partial(services.require_submitted, month)
    ):
        return closed
    return pages.submit(
        request,
        engagement,
        pages.bind(DisputeForm, request, engagement, initial={"seen": month.version}),
        partial(services.dispute_worked_month, worked_month=month, actor=request.user),
        to=to,
        said=_("Sent back. The interim manager reads why."),
        title=_("Send the worked days of %(month)s back") % {"month": date_format(month.month, "F Y")},
        button=_("Send them back"),
    )


def _handed_in(request, engagement, pk):
    """Return a month the visitor may know of."""
    months = WorkedMonth.objects.filter(engagement=engagement).seen_from(request.seat)
    return get_object_or_404(months, pk=pk)
