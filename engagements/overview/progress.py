"""The progress page of one person: which parts it has for their role, in which order, and what is in them.

Every part is read only for a seat that may open the page where the same is written at length: what the table of
permissions does not give somebody can't come to them through here.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from engagements.evaluation.dates import check_due
from engagements.evaluation.models import DurabilityCheck
from engagements.lifecycle.commands import Standing
from engagements.lifecycle.models import Engagement, Waiver
from engagements.lifecycle.pauses import read_pauses
from engagements.overview.line import line_of
from engagements.overview.ours import Ours, ours_of
from engagements.overview.promised import promised_of
from engagements.overview.trends import trends_of
from engagements.overview.week import week_of
from engagements.people.permissions import Seat
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess, Handhold, HandholdKind
from engagements.record.models import WorkedMonth
from phases.definitions import CRITERIA, Text

OURS, GOALS, PROMISES, NEXT, WORKED, PEOPLE, QUESTIONS = (
    "ours",
    "goals",
    "promises",
    "next",
    "worked",
    "effects",
    "questions",
)

#: What somebody can do on the first day, by the page where they do it.
OPENINGS: dict[str, Text] = {
    "people": _("See who takes part, and as what"),
    "assignment": _("Read the assignment as it is being written"),
    "documents": _("Read the documents that were shared with you"),
}
#: How many months of worked days are shown; the others are on their own page.
MONTHS = 3

#: What will appear, as a part of its own.
COMES = "coming"

type Columns = tuple[tuple[str, ...], tuple[str, ...]]

#: What stands in the left and in the right column below the first screen, by role: what they come for first.
DEFAULT: Columns = (OURS, WORKED), (GOALS, PROMISES, NEXT)
PARTS: dict[str, Columns] = {
    Role.SPONSOR: DEFAULT,
    Role.BOARD: ((PROMISES, OURS), (GOALS, NEXT)),
    Role.MANAGEMENT: ((PROMISES, OURS), (GOALS, NEXT)),
    Role.PROCESS_OWNER: ((OURS, PROMISES), (GOALS, NEXT)),
    Role.EMPLOYEE: ((OURS,), (QUESTIONS, NEXT)),
    Role.FINANCE: ((WORKED,), (NEXT,)),
    Role.WORKS_COUNCIL: ((GOALS, PEOPLE), (PROMISES, QUESTIONS, NEXT)),
}
#: Where the same is written at length: who may open that page reads the part.
PAGES: dict[str, str] = {
    OURS: "processes",
    GOALS: "execution",
    PROMISES: "commitments",
    WORKED: "worked-months",
    PEOPLE: "process",
    QUESTIONS: "questions",
    NEXT: "gate",
}
#: What a part that is still empty will show, and from when on.
COMING: dict[str, tuple[Text, Text]] = {
    OURS: (
        _("How much is already ours"),
        _("As soon as the critical processes are named: who decides by now, according to both sides."),
    ),
    GOALS: (
        _("The interim goals"),
        _("As soon as the plan has them: where each one began, where it stands, and where it is going."),
    ),
    PROMISES: (
        _("The promises"),
        _("As soon as somebody of board or management makes one: what, by whom, and by when."),
    ),
    WORKED: (
        _("The worked days"),
        _("After the first month: how many days were worked, to be approved here."),
    ),
    PEOPLE: (
        _("What it means for people"),
        _("As soon as the critical processes are named: who takes over what, and who is trained for it."),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldWaiver:
    """A criterion that was skipped, in the client's words, and why."""

    sentence: Text
    waiver: Waiver


def state_of(engagement: Engagement, seat: Seat) -> dict[str, Any]:
    """Return what the page of this seat shows besides the phase and what is asked.

    As many queries for one row of anything as for three hundred.
    """
    pauses = read_pauses(engagement)
    checks = _checks(engagement)
    columns = PARTS.get(seat.role, DEFAULT)
    wanted = [part for column in columns for part in column if seat.may(PAGES[part])]
    ours = ours_of(engagement, seat, checks)
    found: dict[str, Any] = {
        OURS: ours if OURS in wanted else None,
        GOALS: trends_of(engagement, seat) if GOALS in wanted else None,
        PROMISES: promised_of(engagement, seat) if PROMISES in wanted else None,
        WORKED: _worked(engagement, seat) if WORKED in wanted else None,
        PEOPLE: _effects(ours) if PEOPLE in wanted else None,
    }
    there = [part for part in wanted if part not in found or found[part]]
    coming = [part for part in wanted if part in COMING and part not in there]
    planned = {
        "execution": ours.last_due_on,
        "evaluation": max((check_due(each, engagement, pauses) for each in checks), default=None),
    }
    return {
        **{part: found.get(part) for part in COMING},
        "columns": _columns(engagement, columns, there, coming),
        "coming": [COMING[part] for part in coming],
        "openings": _openings(engagement, seat),
        "line": line_of(engagement, planned),
        "week": week_of(engagement, seat),
        "waivers": _waivers(engagement),
    }


def _columns(
    engagement: Engagement, columns: Columns, there: list[str], coming: list[str]
) -> list[list[str]]:
    """Return the parts that have something to show, in their columns; what is still to come stands below the left one.

    Once the engagement has ended nothing comes any more.
    """
    goes_on = engagement.is_active or engagement.standing == Standing.ON_HOLD
    left, right = ([part for part in column if part in there] for column in columns)
    if coming and goes_on:
        left.append(COMES)
    if not goes_on:
        right = [part for part in right if part != NEXT]
    return [column for column in (left, right) if column]


def _openings(engagement: Engagement, seat: Seat) -> list[tuple[Text, str]]:
    """Return what somebody can do before there is anything to read here, with where."""
    return [
        *(
            (words, reverse(f"engagements:{page}", args=[engagement.ref]))
            for page, words in OPENINGS.items()
            if seat.may(page)
        ),
        (_("Choose your language, and how often you get mail"), reverse("accounts:preferences")),
    ]


def _checks(engagement: Engagement) -> list[DurabilityCheck]:
    """Return the checks of the aftercare, oldest first, while they are what the engagement is about."""
    if engagement.phase != "evaluation":
        return []
    return list(DurabilityCheck.objects.filter(engagement=engagement).order_by("due_on", "pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """The worked days as the client knows them: the last months, newest first, and the days in all."""

    months: list[WorkedMonth]
    approved: Decimal
    submitted: Decimal


def _worked(engagement: Engagement, seat: Seat) -> Worked | None:
    """Return the worked days, or None when none were handed in. Two queries."""
    seen = WorkedMonth.objects.filter(engagement=engagement).seen_from(seat)
    months = list(seen.order_by("-month")[:MONTHS])
    if not months:
        return None
    sums = seen.order_by().sums()
    return Worked(
        months=months, approved=sums["approved"] or Decimal(0), submitted=sums["submitted"] or Decimal(0)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one process means for people: who takes it over, who stands in, and what they are trained in."""

    process: CriticalProcess
    trainings: list[str]


def _effects(ours: Ours) -> list[Effect]:
    """Return what changes for whom, for as many processes as fit a page. One query."""
    processes = [row.process for row in ours.rows]
    trained: dict[int, list[str]] = {}
    training = Handhold.objects.filter(process__in=processes, kind=HandholdKind.TRAINING)
    for process_id, what in training.values_list("process_id", "what"):
        trained.setdefault(process_id, []).append(what)
    return [Effect(process=each, trainings=trained.get(each.pk, [])) for each in processes]


def _waivers(engagement: Engagement) -> list[ToldWaiver]:
    """Return every waiver; `waivers` was read for the gate, so a prefetched engagement costs nothing."""
    waivers = engagement.waivers.select_related("actor")
    return [
        ToldWaiver(sentence=CRITERIA[waiver.criterion].client, waiver=waiver)
        for waiver in waivers
        if waiver.criterion in CRITERIA
    ]
