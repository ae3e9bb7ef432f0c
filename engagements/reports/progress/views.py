"""Pages of the progress reports."""

from functools import partial

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from engagements.lifecycle import pages
from engagements.lifecycle.door import FORM, POST, door
from engagements.lifecycle.mailing import Mailing, mailing
from engagements.people.roles import STEERING
from engagements.reports.progress import reading, rules, services
from engagements.reports.progress.drafting import draft
from engagements.reports.progress.due import due_in
from engagements.reports.progress.forms import CorrectForm, PeriodForm, ReportForm, ScheduleForm, SeenForm
from engagements.reports.progress.models import ProgressReport, ReportSchedule
from engagements.reports.progress.period import next_period
from engagements.reports.progress.printing import KIND
from engagements.reports.progress.verdicts import RULES
from engagements.reports.typesetting.services import ask_for
from outbox.weights import Weight

PER_PAGE = 25


def _found(request, engagement, pk):
    reports = ProgressReport.objects.seen_from(request.seat).select_related("author__user")
    report = get_object_or_404(reports, engagement=engagement, pk=pk)
    report.engagement = engagement  # read once
    return report


@door("reports")
def reports(request, engagement):
    """The reports, newest first; who writes them sees when the next is due."""
    found = ProgressReport.objects.filter(engagement=engagement).seen_from(request.seat).latest_editions()
    page = Paginator(found.with_readers().for_a_list(), PER_PAGE).get_page(request.GET.get("page"))
    return pages.show(
        request,
        engagement,
        "engagements/reports/progress/reports.html",
        page=page,
        is_drafted=any(not each.is_sent and each.edition == 1 for each in page),
        due=due_in([engagement]).get(engagement.pk) if request.seat.is_practice else None,
        steering=engagement.memberships.current().filter(role__in=STEERING).count(),
    )


@door("report")
def report(request, engagement, pk):
    """One report as a document. That somebody of the steering group opens it is noted, and shown to its readers."""
    found = _found(request, engagement, pk)
    if request.method == "GET":
        services.note_seen(found, request.seat)
    return pages.show(
        request,
        engagement,
        "engagements/reports/progress/report.html",
        told=reading.told(found, request.seat),
        opened=reading.opened(found, engagement) if found.is_sent else [],
        rules=RULES,
    )


@door("report-file", POST)
def report_file(request, engagement, pk):
    """Have the report made as a PDF, and go where one sees how far it is. Who asks for it reads it."""
    found = _found(request, engagement, pk)
    services.note_seen(found, request.seat)
    making = ask_for(KIND, engagement=engagement, actor=request.user, report=found.pk)
    return redirect(pages.address("making", engagement, making.pk))


@door("report-add", FORM)
def report_add(request, engagement):
    """Choose the period, and draft the next report from its record."""
    mine = ProgressReport.objects.filter(engagement=engagement)
    since, until = next_period(engagement)
    made = []

    def make(**values):
        made.append(services.add_report(engagement=engagement, **values))

    response = pages.form_page(
        request,
        engagement,
        "report-add",
        partial(PeriodForm, initial={"since": since, "until": until}),
        make,
        to=pages.address("reports", engagement),
        rule=partial(rules.require_no_draft, mine),
        said=_("Drafted from the record. Nobody else reads it until you send it."),
        title=pgettext("heading", "Write a progress report"),
        lead=_(
            "It is drafted from what was logged, read, promised and decided, as far as the steering group may see it."
        ),
        button=_("Draft it"),
    )
    return redirect(pages.address("report-change", engagement, made[0].pk)) if made else response


@door("report-change", FORM)
def report_change(request, engagement, pk):
    """Write a draft: the whole report on one page, with the points the record has learnt since."""
    found = _found(request, engagement, pk)
    fresh = {}
    if not found.is_sent:
        fresh = services.unoffered(found, draft(engagement, found.since, found.until))
    return pages.form_page(
        request,
        engagement,
        "report-change",
        partial(ReportForm, instance=found),
        partial(services.change_report, report=found),
        to=pages.address("report", engagement, found.pk),
        rule=partial(rules.require_draft, found),
        said=_("Stored."),
        title=pgettext("heading", "Progress report %(number)s") % {"number": found},
        button=_("Store and look at it"),
        template="engagements/reports/progress/change.html",
        report=found,
        rules=RULES,
        fresh=[line for lines in fresh.values() for line in lines],
    )


@door("report-renew", POST)
def report_renew(request, engagement, pk):
    """Take in what the record has learnt since a draft was made."""
    found = _found(request, engagement, pk)
    return pages.act(
        request,
        engagement,
        partial(services.renew_report, report=found, actor=request.user),
        to=pages.address("report-change", engagement, found.pk),
        said=_("Taken in. Go through the points once more."),
    )


@door("report-discard", FORM)
def report_discard(request, engagement, pk):
    """Ask once more, and throw a draft away."""
    found = _found(request, engagement, pk)
    return pages.form_page(
        request,
        engagement,
        "report-discard",
        partial(SeenForm, instance=found),
        partial(services.discard_report, report=found),
        to=pages.address("reports", engagement),
        rule=partial(rules.require_draft, found),
        said=_("The draft is gone."),
        title=_("Throw this draft away?"),
        button=_("Throw it away"),
        consequences=[_("Its words are gone. What it was drafted from stays where it is.")],
        danger=True,
    )


@door("report-send", FORM)
def report_send(request, engagement, pk):
    """Show the report once more with who gets it, and send exactly that."""
    found = _found(request, engagement, pk)
    bound, others = services.addressees(found)
    told_at_once, told_later = mailing(bound, Weight.BINDING), mailing(others, Weight.NEWS)
    mailed = Mailing((*told_at_once.people, *told_later.people))
    return pages.form_page(
        request,
        engagement,
        "report-send",
        partial(SeenForm, instance=found),
        partial(services.send_report, report=found),
        to=pages.address("report", engagement, found.pk),
        rule=partial(rules.require_draft, found),
        said=_("Sent. From now on it stays as it is."),
        title=pgettext("heading", "Send progress report %(number)s") % {"number": found},
        button=_("Send"),
        template="engagements/reports/progress/send.html",
        told=reading.told(found, request.seat),
        mailed=mailed,
    )


@door("report-correct", FORM)
def report_correct(request, engagement, pk):
    """Say what is corrected, and begin the next edition with the same words."""
    found = _found(request, engagement, pk)
    made = []

    def make(**values):
        made.append(services.correct_report(report=found, **values))

    response = pages.form_page(
        request,
        engagement,
        "report-correct",
        CorrectForm,
        make,
        to=pages.address("report", engagement, found.pk),
        rule=partial(rules.require_correctable, found),
        said=_("Change the words that were wrong, and send it."),
        title=pgettext("heading", "Correct progress report %(number)s") % {"number": found.number},
        button=_("Begin the correction"),
        consequences=[
            _("What was sent stays readable, with a note that it was corrected."),
            _("The steering group gets the corrected edition once you send it."),
        ],
    )
    return redirect(pages.address("report-change", engagement, made[0].pk)) if made else response


@door("report-schedule", FORM)
def report_schedule(request, engagement):
    """Agree on how often a report is written."""
    found = ReportSchedule.objects.filter(engagement=engagement).first()
    return pages.form_page(
        request,
        engagement,
        "report-schedule",
        partial(ScheduleForm, instance=found or ReportSchedule(begins_on=timezone.localdate())),
        partial(services.set_schedule, engagement=engagement),
        to=pages.address("reports", engagement),
        said=_("Stored. You are reminded a few days before each report is due."),
        title=_("How often you report"),
    )
