"""Setting an approved month right, and worked days as a file."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements.lifecycle import pages
from engagements.lifecycle.door import FORM, door
from engagements.record import corrections, months
from engagements.record.forms import CorrectionForm, MonthsExportForm
from engagements.record.letters import approvers_mailed
from engagements.record.models import WorkedMonth


@door("worked-month-correct", FORM)
def worked_month_correct(request, engagement, pk):
    """Hand in other days for a month that was approved, with the reason."""
    month = get_object_or_404(WorkedMonth, engagement=engagement, pk=pk)
    to = pages.address("worked-months", engagement, at=f"month-{pk}")
    if closed := pages.no_use(
        request, engagement, "worked-month-correct", to, partial(corrections.require_approved, month)
    ):
        return closed
    return pages.submit(
        request,
        engagement,
        pages.bind(CorrectionForm, request, engagement, instance=month),
        partial(corrections.correct_worked_month, worked_month=month, actor=request.user),
        to=to,
        said=_("Handed in again. The client is asked to approve the corrected days."),
        title=_("Correct the worked days of %(month)s") % {"month": date_format(month.month, "F Y")},
        button=_("Correct and hand in"),
        consequences=_what_happens(engagement),
    )


def _what_happens(engagement):
    """Return what correcting does, one sentence each."""
    names = "; ".join(each.label for each in approvers_mailed(engagement))
    return [
        _("The approval lapses. What was approved stays readable, with your reason beside it."),
        _("The corrected days wait for approval again."),
        _("This mails: %(names)s") % {"names": names} if names else _("Nobody is mailed."),
    ]


@door("worked-months-export")
def worked_months_export(request, engagement):
    """The months the visitor may see, of one year or all, as a file."""
    form = MonthsExportForm(request.GET)
    if not form.is_valid():
        raise Http404
    return months.as_file(engagement, request.seat, **form.cleaned_data)
