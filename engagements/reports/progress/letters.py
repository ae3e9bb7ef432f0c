"""Mail of the reports: that one was sent, with what it says in short and what it asks of its reader."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.lifecycle.letters import letter, place
from engagements.people.roles import STEERING
from engagements.reports.progress.content import asked_of
from engagements.reports.progress.models import ProgressReport
from engagements.reports.progress.verdicts import Verdict
from outbox.kinds import kind
from outbox.letters import Letter
from outbox.weights import Weight

if TYPE_CHECKING:
    from accounts.models import User


@kind("report-sent", weight=Weight.NEWS, label=gettext_lazy("progress report"))
def report_sent(reader: "User", *, report: int) -> Letter | None:
    """Tell somebody of the steering group how it stands and what is asked of them, unless a later edition was sent.

    News for most; `services.send_report` makes it binding for those of whom something is asked.
    """
    reports = ProgressReport.objects.sent().latest_editions()
    found = reports.select_related("engagement__organisation").filter(pk=report).first()
    member = place(reader, found.engagement, "report", now=False) if found else None
    if found is None or member is None or member.role not in STEERING:
        return None
    content = found.content
    said = {
        "number": found.number,
        "title": found.engagement.title,
        "verdict": Verdict(content["verdict"]).label,
        "since": _day(content["since"]),
        "until": _day(content["until"]),
    }
    corrected = found.edition > 1
    subject = _("Correction of progress report %(number)s, %(title)s: %(verdict)s")
    return letter(
        found.engagement,
        subject=(subject if corrected else _("Progress report %(number)s, %(title)s: %(verdict)s")) % said,
        sentence=_("%(verdict)s, over %(since)s to %(until)s:") % said,
        quote=content["summary"],
        after=_after(content, member.pk),
        button=_("Read the report"),
        path=reverse("engagements:report", args=[found.engagement.ref, found.pk]),
    )


def _after(content: dict[str, Any], member: int) -> str:
    words = [_("Corrected: %(what)s") % {"what": content["correction"]}] if content["correction"] else []
    own = asked_of(content, member)
    asked = _("Asked of you by %(day)s: %(what)s")
    words += [asked % {"day": _day(each["due_on"]), "what": each["text"]} for each in own]
    if not own:
        words.append(_("Nothing in it is asked of you."))
    return "\n".join(words)


def _day(value: str) -> str:
    day = parse_date(value)
    return date_format(day, "j F") if day else ""
