"""What a report says, as plain data: what is frozen when it is sent, and what differs from the edition before."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from engagements.intake import wording
from engagements.reports.progress.models import PARTS, ProgressReport
from engagements.reports.progress.verdicts import Verdict, overall
from phases.definitions import Text

type Content = dict[str, Any]

#: How the parts are called on the page, in order.
HEADINGS: dict[str, Text] = {
    "happened": _("What happened"),
    "coming": _("What comes next"),
    "blocks": _("What stands in the way"),
}


def lines_of(text: str) -> list[str]:
    """Return the points of a part: one on a line; blank lines don't count."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def content_of(report: ProgressReport) -> Content:
    """Return what a report says: as it was sent, or as its draft stands now. No query beyond its engagement."""
    return dict(report.content) if report.is_sent else compose(report)


def compose(report: ProgressReport) -> Content:
    """Return what a draft says now, as plain JSON: exactly this is frozen when it is sent."""
    engagement = report.engagement
    proposed = overall([goal["verdict"] for goal in report.goals], **report.counts)
    return {
        "title": engagement.title,
        "organisation": str(engagement.organisation),
        "phase": engagement.phase,
        "number": report.number,
        "edition": report.edition,
        "language": report.language,
        "since": report.since.isoformat(),
        "until": report.until.isoformat(),
        "author": str(report.author),
        "verdict": str(report.verdict),
        "proposed": str(proposed.verdict),
        "because": report.because,
        "summary": report.summary,
        **{part: lines_of(getattr(report, part)) for part in PARTS},
        "goals": report.goals,
        "asked": report.asked,
        "correction": report.correction,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One part of a corrected report, and how its words differ from those of the edition before."""

    name: Text
    pieces: tuple[wording.Piece, ...]


def differences(before: Content, after: Content) -> list[Passage]:
    """Return the parts of a report whose words differ from those of the edition before. In the active language."""
    old, new = dict(_texts(before)), dict(_texts(after))
    return [
        Passage(name=name, pieces=wording.difference(old.get(name, ""), text))
        for name, text in new.items()
        if text != old.get(name, "")
    ]


def _texts(content: Content) -> Iterator[tuple[Text, str]]:
    """Yield the parts of a report, each as one text."""
    yield (
        str(_("Verdict")),
        "\n".join(filter(None, (str(Verdict(content["verdict"]).label), content["because"]))),
    )
    yield str(_("In short")), content["summary"]
    yield str(_("The goals")), "\n".join(_goal(goal) for goal in content["goals"])
    for part, heading in HEADINGS.items():
        yield str(heading), "\n".join(content[part])
    yield str(_("Asked of whom, by when")), "\n".join(_asked(each) for each in content["asked"])


def _goal(goal: dict[str, Any]) -> str:
    words = f"{goal['title']}: {Verdict(goal['verdict']).label}"
    return f"{words} ({goal['because']})" if goal["because"] else words


def _asked(asked: dict[str, Any]) -> str:
    day = parse_date(asked["due_on"])
    return f"{asked['who']}: {asked['text']}, {date_format(day) if day else ''}"


def asked_of(content: Content, member: int) -> list[dict[str, Any]]:
    """Return what a report asks of one member, soonest first."""
    return sorted(
        (each for each in content["asked"] if each["member"] == member), key=lambda each: each["due_on"]
    )


def sent_on(report: ProgressReport) -> datetime.date | None:
    """Return the day a report was sent, here; None for a draft."""
    return timezone.localdate(report.sent_at) if report.sent_at else None
