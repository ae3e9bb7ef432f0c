"""What one report allows, and when: each rule returns nothing or raises its sentence.

Services and pages ask the same.
"""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements.lifecycle.exceptions import NotNow, NotReady
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from engagements.record.models import LogEntry
from engagements.reports.progress.happened import one_line
from engagements.reports.progress.models import PARTS, ProgressReport
from engagements.reports.progress.permissions import audiences_of_all
from engagements.reports.progress.querysets import ProgressReportQuerySet
from engagements.reports.progress.verdicts import Proposal
from engagements.sparring.models import SparringRequest

#: A text this short may stand in a report by chance.
TELLING = 20


def require_period(since: datetime.date, until: datetime.date) -> None:
    """Raise ValidationError beside the field for a period that ends before it begins, or has not been yet."""
    if until > timezone.localdate():
        raise ValidationError({"until": _("This day has not been yet.")})
    if since > until:
        raise ValidationError({"until": _("The last day is before the first day.")})


def require_membership(seat: Seat) -> Membership:
    """Return the membership of who writes; raise PermissionDenied for who has none."""
    if seat.membership is None:
        raise PermissionDenied(_("Your role in this engagement does not include this."))
    return seat.membership


def require_no_draft(reports: ProgressReportQuerySet) -> None:
    """Raise NotNow while one of these is a draft of a new report."""
    if reports.drafts().filter(edition=1).exists():
        raise NotNow(_("There is a draft already: send it or throw it away before you begin another."))


def require_draft(report: ProgressReport) -> None:
    """Raise NotNow for a report that was sent."""
    if report.is_sent:
        raise NotNow(_("This report was sent and stays as it is. Correct it: that makes a new edition."))


def require_correctable(report: ProgressReport) -> None:
    """Raise NotNow for a draft, and for a report that has a later edition, sent or not."""
    if not report.is_sent:
        raise NotNow(_("This report was not sent yet: change it."))
    later = ProgressReport.objects.filter(
        engagement=report.engagement_id, number=report.number, edition__gt=report.edition
    ).first()
    if later is not None and later.is_sent:
        raise NotNow(_("This edition was corrected already: correct the last one."))
    if later is not None:
        raise NotNow(_("A correction is being written already."))


def require_reasons(goals: Iterable[dict[str, Any]], verdict: str, because: str, proposed: Proposal) -> None:
    """Raise ValidationError beside each verdict that differs from the proposed one without a reason."""
    missing = {
        f"goal_{goal['goal']}_because": _("Say why you judge otherwise.")
        for goal in goals
        if goal["verdict"] != goal["proposed"] and not goal["because"]
    }
    if verdict != proposed.verdict and not because.strip():
        said = {"verdict": proposed.verdict.label, "why": proposed.why}
        missing["because"] = _("The rules say: %(verdict)s. %(why)s Say why you judge otherwise.") % said
    if missing:
        raise ValidationError(missing)


def require_complete(report: ProgressReport) -> None:
    """Raise NotReady while the report lacks what its readers need most."""
    if not report.summary.strip():
        raise NotReady(_("Say in short how it stands: that is what most readers read."))


def require_nothing_private(report: ProgressReport) -> None:
    """Raise NotReady when a report repeats word for word what not all its readers may read. Two queries.

    What is in a draft was open to all of them when it was drafted; a talk may have been closed again since.
    """
    if found := list(_private_in(report)):
        raise NotReady(*found)


def _private_in(report: ProgressReport) -> Iterator[str]:
    texts = [report.summary, report.because, report.correction, *(getattr(report, part) for part in PARTS)]
    texts += [each["text"] for each in report.asked] + [each["because"] for each in report.goals]
    told = " ".join(" ".join(texts).split())
    talks = SparringRequest.objects.filter(engagement=report.engagement_id, shared=False)
    for talk in talks.order_by("pk"):
        if _repeats(told, talk.title, talk.decision, talk.leaning):
            yield _(
                "A talk at the sparring desk that is not shared stands in it, word for word. Take that out."
            )
    entries = LogEntry.objects.filter(engagement=report.engagement_id).exclude(
        audience__in=audiences_of_all()
    )
    for day, text in entries.values_list("happened_on", "text").order_by("pk").iterator():
        if _repeats(told, text):
            said = {"day": date_format(day)}
            yield (
                _(
                    "A log entry of %(day)s that not all readers may read stands in it, word for word. "
                    "Take it out, or share the entry first."
                )
                % said
            )


def _repeats(told: str, *texts: str) -> bool:
    lines = (one_line(text).rstrip("…") for text in texts)
    return any(len(line) >= TELLING and line in told for line in lines)
