"""A progress report on paper: the same words as on its page, in the language it was written in."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from engagements.lifecycle.exceptions import NotNow
from engagements.people.permissions import Seat
from engagements.reports.progress.content import sent_on
from engagements.reports.progress.models import ProgressReport
from engagements.reports.progress.reading import Judged, ToldGoal, ToldReport, told
from engagements.reports.typesetting.kinds import Printed, printable
from engagements.reports.typesetting.models import Making

KIND = "progress-report"


@printable(KIND, action="report-file", label=gettext_lazy("Progress report"))
def progress_report(making: Making) -> Printed:
    """Return a report as whoever asked for it may read it; NotNow when it is not theirs to read any more."""
    seat = making.seat
    reports = ProgressReport.objects.select_related("engagement__organisation", "author__user")
    readable = reports.filter(engagement=making.engagement).seen_from(seat) if seat else reports.none()
    report = readable.filter(pk=making.args["report"]).first()
    if report is None or seat is None:
        raise NotNow(_("There is no such report any more."))
    with override(report.language):
        return Printed(
            template="progress",
            data=on_paper(report, seat),
            language=report.language,
            title=_("Progress report %(number)s") % {"number": report.number},
            name=_("progress report %(number)s %(engagement)s")
            % {"number": report, "engagement": making.engagement.ref},
        )


def on_paper(report: ProgressReport, seat: Seat) -> dict[str, Any]:
    """Return what is set, as plain data in the active language. Two queries."""
    found = told(report, seat)
    content = found.content
    return {
        "about": _about(found),
        "short": {
            "title": _("In short"),
            "verdict": str(found.judged.verdict.label),
            "summary": content["summary"],
            "because": _otherwise(found.judged),
        },
        "correction": {"title": _("What is corrected"), "text": content["correction"]}
        if content["correction"]
        else None,
        "goals": _goals(found.goals),
        "parts": [
            {"title": str(heading), "points": lines, "none": _("Nothing to tell.")}
            for _key, heading, lines in found.parts
        ],
        "asked": {
            "title": _("Asked of whom, by when"),
            "heading": [_("By when"), _("Of whom"), _("What")],
            "widths": [2, 3, 6],
            "rows": [[_day(each.due_on), each.who, each.text] for each in found.asked],
            "none": _("Nothing is asked of anybody."),
        },
        "fingerprint": _("Fingerprint of what was sent: %(digest)s") % {"digest": report.digest}
        if report.is_sent
        else "",
    }


def _about(found: ToldReport) -> list[list[str]]:
    content, report = found.content, found.report
    period = _("%(since)s to %(until)s") % {"since": _day(found.since), "until": _day(found.until)}
    facts = [
        [_("Engagement"), content["title"]],
        [_("Organisation"), content["organisation"]],
        [_("Period"), period],
        [_("Interim manager"), content["author"]],
    ]
    facts.append([_("Sent on"), _day(sent_on(report)) or _("not sent yet: this is a draft")])
    if report.edition > 1:
        facts.append([_("Edition"), str(report.edition)])
    return facts


def _goals(goals: tuple[ToldGoal, ...]) -> dict[str, Any]:
    return {
        "title": _("The goals"),
        "heading": [_("Goal"), _("Now"), _("To be"), _("By when"), _("Verdict")],
        "widths": [4, 2, 2, 2, 4],
        "rows": [
            [goal.title, goal.now, goal.target, _day(goal.due_on), _standing(goal.judged, goal.why)]
            for goal in goals
        ],
        "none": "",
    }


def _standing(judged: Judged, why: str) -> str:
    return f"{judged.verdict.label}. {_otherwise(judged) or why}"


def _otherwise(judged: Judged) -> str:
    if not judged.differs:
        return ""
    said = {"proposed": str(judged.proposed.label).lower(), "because": judged.because}
    return _("The rules propose: %(proposed)s. The interim manager judges otherwise: %(because)s") % said


def _day(day: Any) -> str:
    return date_format(day, "j F Y") if day else ""
