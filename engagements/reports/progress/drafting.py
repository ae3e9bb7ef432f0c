"""A report drafted from the record: what every one of its readers may see of the period, in the report's language."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from engagements.lifecycle.models import Engagement
from engagements.people.names import with_role
from engagements.reports.progress import ahead, happened, standing, verdicts
from engagements.reports.progress.ahead import Asked
from engagements.reports.progress.models import MOST_IN_A_PART, PARTS
from engagements.reports.progress.period import Period, Point, period_of
from engagements.reports.progress.permissions import open_to_all

#: So many points of one part are drafted; a report that tells everything is not read.
MOST = 40

type Gatherer = Callable[[Period], Iterable[Point]]

#: What a report is drafted from, by its part: the page each kind stands on, and what yields it.
SOURCES: dict[str, tuple[tuple[str, Gatherer], ...]] = {
    "happened": (
        ("history", happened.changes),
        ("progress", happened.deeds),
        ("log", happened.log),
        ("sparring", happened.decisions),
        ("process", happened.ratings),
    ),
    "coming": (
        ("process", ahead.letting_go),
        ("evaluation", ahead.checks),
        ("evaluation", ahead.fine_tunings),
    ),
    "blocks": (
        ("commitments", ahead.broken),
        ("handover", ahead.not_let_go),
        ("handover", ahead.refused_lines),
    ),
}
ASKED: tuple[tuple[str, Callable[[Period], Iterable[Asked]]], ...] = (
    ("commitments", ahead.promises),
    ("handover", ahead.handovers),
    ("gate", ahead.requests),
)
#: Parts in which the day stands in front of each point: in what happened, and what comes.
DATED = ("happened", "coming")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the record offers for a report: points by part, goals, what is asked, and what the rules reckon with."""

    points: dict[str, list[str]]
    goals: list[dict[str, Any]]
    asked: list[dict[str, Any]]
    counts: dict[str, int]
    proposal: verdicts.Proposal


def draft(engagement: Engagement, since: datetime.date, until: datetime.date) -> Draft:
    """Return what the record offers about a period, in the engagement's language. One query a kind, at most 16."""
    with override(engagement.language):
        period = period_of(engagement, since, until)
        goals = standing.goals_at_end(period) if open_to_all("execution") else []
        asked = [each for page, read in ASKED if open_to_all(page) for each in read(period)]
        points = {part: gather(part, period) for part in PARTS}
        points["coming"] = sorted([*points["coming"], *_of_goals(goals, until)], key=lambda each: each.day)
        counts = {
            "broken": len(ahead.broken_promises(period)),
            "late": sum(each.late for each in asked),
            "held": sum(1 for _each in ahead.not_let_go(period)),
        }
        return Draft(
            points={part: _written(part, found) for part, found in points.items()},
            goals=goals,
            asked=[asked_row(each) for each in sorted(asked, key=lambda each: each.due_on)][:MOST],
            counts=counts,
            proposal=verdicts.overall([goal["verdict"] for goal in goals], **counts),
        )


def gather(part: str, period: Period) -> list[Point]:
    """Return the points of one part, by day: of the pages that every reader may open."""
    found = [point for page, read in SOURCES[part] if open_to_all(page) for point in read(period)]
    return sorted(found, key=lambda each: each.day)


def asked_row(asked: Asked) -> dict[str, Any]:
    """Return what is asked as plain values."""
    return {
        "member": asked.member.pk,
        "who": with_role(asked.member, asked.member.role),
        "text": asked.text,
        "due_on": asked.due_on.isoformat(),
    }


def _of_goals(goals: Iterable[dict[str, Any]], until: datetime.date) -> Iterable[Point]:
    horizon = until + ahead.AHEAD
    for goal in goals:
        day = datetime.date.fromisoformat(goal["due_on"]) if goal["due_on"] else None
        if day and until <= day <= horizon and not goal["reached"]:
            yield Point(day=day, text=_("Reach “%(goal)s”") % {"goal": goal["title"]})


def _written(part: str, points: list[Point]) -> list[str]:
    """Return the points as lines; where there are too many, the oldest are left out, and that is said."""
    lines = [
        f"{date_format(point.day, 'j F')}: {point.text}" if part in DATED else point.text for point in points
    ]
    shown = lines[-MOST:] if part == "happened" else lines[:MOST]
    while sum(len(line) + 2 for line in shown) > MOST_IN_A_PART * 3 // 4:
        shown = shown[1:] if part == "happened" else shown[:-1]
    if left := len(lines) - len(shown):
        more = ngettext("%(n)s more point is left out here", "%(n)s more points are left out here", left)
        shown = [*shown, more % {"n": left}]
    return shown
