"""A report as its reader gets it: what it says, what changed in it, who opened it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from engagements.execution.amounts import written
from engagements.lifecycle.models import Engagement
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from engagements.people.roles import STEERING
from engagements.reports.progress.content import HEADINGS, Content, Passage, content_of, differences
from engagements.reports.progress.models import ProgressReport, ReportSeen
from engagements.reports.progress.verdicts import Verdict
from phases.definitions import BY_KEY, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict as it stands in a report: what it is, what the rules proposed, and why the manager judged otherwise."""

    verdict: Verdict
    proposed: Verdict
    because: str

    @property
    def differs(self) -> bool:
        """Whether the manager judged otherwise than the rules."""
        return self.verdict != self.proposed


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldGoal:
    """One goal as a report tells it."""

    title: str
    owner: str
    judged: Judged
    why: str
    due_on: datetime.date | None
    read_on: datetime.date | None
    now: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAsk:
    """One thing that a report asks of somebody."""

    who: str
    text: str
    due_on: datetime.date | None
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One reader, and when they first opened the report; None while they have not."""

    who: Membership
    at: datetime.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldReport:
    """A report as its reader sees it."""

    report: ProgressReport
    content: Content
    since: datetime.date | None
    until: datetime.date | None
    phase: Text
    judged: Judged
    goals: tuple[ToldGoal, ...]
    parts: tuple[tuple[str, Text, list[str]], ...]
    asked: tuple[ToldAsk, ...]
    own: tuple[ToldAsk, ...]
    editions: tuple[ProgressReport, ...]
    changed: tuple[Passage, ...]

    @property
    def later(self) -> ProgressReport | None:
        """The last edition that was sent, where that is not this one."""
        sent = [each for each in self.editions if each.is_sent and each.edition > self.report.edition]
        return sent[-1] if sent else None

    @property
    def is_last(self) -> bool:
        """Whether there is no later edition, sent or not."""
        return self.report.edition == max(each.edition for each in self.editions)


def told(report: ProgressReport, seat: Seat) -> ToldReport:
    """Return what the seat reads in a report. One query beside the report with its engagement: its other editions."""
    content = content_of(report)
    others = ProgressReport.objects.filter(engagement=report.engagement_id, number=report.number)
    editions = tuple(others.seen_from(seat).order_by("edition"))
    before = next((each for each in editions if each.edition == report.edition - 1), None)
    asked = tuple(_asked(content, seat))
    return ToldReport(
        report=report,
        content=content,
        since=parse_date(content["since"]),
        until=parse_date(content["until"]),
        phase=BY_KEY[content["phase"]].public_title,
        judged=_judged(content),
        goals=tuple(_goal(goal) for goal in content["goals"]),
        parts=tuple((part, heading, content[part]) for part, heading in HEADINGS.items()),
        asked=asked,
        own=tuple(each for each in asked if each.is_own),
        editions=editions,
        changed=tuple(differences(before.content, content)) if before else (),
    )


def _judged(values: dict[str, Any]) -> Judged:
    return Judged(
        verdict=Verdict(values["verdict"]), proposed=Verdict(values["proposed"]), because=values["because"]
    )


def _goal(goal: dict[str, Any]) -> ToldGoal:
    return ToldGoal(
        title=goal["title"],
        owner=goal["owner"],
        judged=_judged(goal),
        why=goal["why"],
        due_on=parse_date(goal["due_on"] or ""),
        read_on=parse_date(goal["read_on"] or ""),
        now=_amount(goal, "value"),
        target=_amount(goal, "target"),
    )


def _amount(goal: dict[str, Any], name: str) -> str:
    return written(Decimal(goal[name]), goal["unit"]) if goal[name] is not None else _("not known")


def _asked(content: Content, seat: Seat) -> Iterator[ToldAsk]:
    own = seat.membership.pk if seat.membership else None
    for each in sorted(content["asked"], key=lambda each: each["due_on"]):
        yield ToldAsk(
            who=each["who"],
            text=each["text"],
            due_on=parse_date(each["due_on"]),
            is_own=each["member"] == own,
        )


def opened(report: ProgressReport, engagement: Engagement) -> list[Opened]:
    """Return the steering group with when each opened the report, then who has left since. Two queries."""
    seen = {
        each.member_id: each
        for each in ReportSeen.objects.filter(report=report).select_related("member__user")
    }
    members = engagement.memberships.current().filter(role__in=STEERING).select_related("user")
    found = [
        Opened(who=each, at=seen.pop(each.pk).at if each.pk in seen else None)
        for each in members.order_by("pk")
    ]
    return [*found, *(Opened(who=each.member, at=each.at) for each in seen.values())]
