"""What stands on the hand-over sheet: process by process. Reads; changes nothing."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.evaluation.dates import check_due
from engagements.evaluation.models import DurabilityCheck
from engagements.execution.boards import LineShown, SheetShown, sheets
from engagements.execution.models import LineState
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.pauses import read_pauses
from engagements.people.permissions import Seat
from engagements.processes.models import CriticalProcess, Handhold, RaterSide, Rating
from engagements.processes.ratings import wording
from phases.durability import CHECK_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """Who really decides according to one side: the rung it last gave, in words, and when; None if it gave none."""

    side: str
    label: str
    rung: int | None = None
    words: str = ""
    rated_on: datetime.date | None = None

    def __str__(self) -> str:
        if self.rung is None or self.rated_on is None:
            return _("Not rated")
        words = {"rung": self.rung, "words": self.words, "day": date_format(self.rated_on)}
        return _("%(rung)s of 7: %(words)s (%(day)s)") % words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the hand-over, and in a sentence what was said to it, by whom, on whose behalf, and when."""

    what: str
    where: str
    state: str
    state_label: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One process on the sheet."""

    process: CriticalProcess
    due_on: datetime.date | None
    given_back_because: str
    rated: list[Rated]
    handholds: list[Handhold]
    lines: list[Line]
    next_check: str

    @property
    def standing(self) -> str:
        """Whose it is now, in words."""
        return _("Let go") if self.process.is_let_go else _("With the interim manager")

    @property
    def side(self) -> str:
        """Whose it is now, as the colour of a side."""
        return "organisation" if self.process.is_let_go else "manager"

    @property
    def when(self) -> tuple[str, str]:
        """What the day is called, and the day: since when it is theirs, or from when it is to be."""
        if self.process.let_go_at:
            return _("Theirs since"), date_format(timezone.localdate(self.process.let_go_at))
        return _("Let-go date"), date_format(self.due_on) if self.due_on else _("No date yet")

    @property
    def given_back(self) -> str:
        """How often it was given back and why, in words; empty when it never was."""
        times = self.process.given_back
        if not times:
            return ""
        counted = ngettext("%(n)s time", "%(n)s times", times) % {"n": times}
        return f"{counted}: {self.given_back_because}" if self.given_back_because else counted

    @property
    def still_open(self) -> str:
        """How many lines are not accepted, in a sentence."""
        count = sum(line.state != LineState.ACCEPTED for line in self.lines)
        if not self.lines:
            return _("No lines yet")
        if not count:
            return _("Every line is accepted")
        return ngettext("%(n)s line is still open", "%(n)s lines are still open", count) % {"n": count}


def entries(engagement: Engagement, seat: Seat) -> list[Entry]:
    """Return the sheet, process by process. Six queries besides the changes, a seventh where one was given back."""
    handholds: dict[int, list[Handhold]] = {}
    for each in Handhold.objects.filter(engagement=engagement):
        handholds.setdefault(each.process_id, []).append(each)
    rungs, checks = _rungs(engagement, seat), _checks(engagement)
    return [
        _entry(shown, rungs.get(shown.process.pk, {}), handholds.get(shown.process.pk, []), checks)
        for shown in sheets(engagement, seat)
    ]


def _entry(
    shown: SheetShown, rungs: dict[str, Rated], handholds: list[Handhold], checks: dict[int, str]
) -> Entry:
    return Entry(
        process=shown.process,
        due_on=shown.due_on,
        given_back_because=shown.given_back_because,
        rated=[
            rungs.get(side, Rated(side=side, label=str(side.label)))
            for side in (RaterSide.MANAGER, RaterSide.OWNER)
        ],
        handholds=handholds,
        lines=[_line(each) for each in shown.lines],
        next_check=checks.get(shown.process.pk, _planned_later()),
    )


def _rungs(engagement: Engagement, seat: Seat) -> dict[int, dict[str, Rated]]:
    """Return what each side last said of each process. One query."""
    words, found = wording(seat), dict[int, dict[str, Rated]]()
    ratings = Rating.objects.filter(engagement=engagement).order_by("rated_on", "pk")
    for process, side, rung, day in ratings.values_list("process_id", "side", "rung", "rated_on"):
        label = str(RaterSide(side).label)
        said = Rated(side=side, label=label, rung=rung, words=str(words[rung]), rated_on=day)
        found.setdefault(process, {})[side] = said
    return found


def _line(shown: LineShown) -> Line:
    line = shown.line
    return Line(
        what=line.what,
        where=line.where,
        state=line.state,
        state_label=str(line.get_state_display()),
        said=_said(shown),
    )


def _said(shown: LineShown) -> str:
    """Return what was last said to a line, in a sentence; empty when nothing was."""
    word = shown.word
    if word is None:
        return ""
    words = {"who": word.who_as, "on": date_format(timezone.localtime(word.at), "DATETIME_FORMAT")}
    if not word.approved:
        return _("Not yet, said %(who)s on %(on)s: %(reason)s") % (words | {"reason": word.reason})
    if shown.holds:
        return _("Accepted by %(who)s on %(on)s, exactly as it stands here (%(fingerprint)s)") % (
            words | {"fingerprint": word.fingerprint}
        )
    why = word.lapsed_because or _("It has been changed since.")
    return _("Accepted by %(who)s on %(on)s, and lapsed: %(why)s") % (words | {"why": why})


def _checks(engagement: Engagement) -> dict[int, str]:
    """Return, by process, when it is next asked whether it lasts, in words. One query, none for the changes read."""
    pauses, found = read_pauses(engagement), dict[int, list[DurabilityCheck]]()
    for check in DurabilityCheck.objects.filter(engagement=engagement):
        found.setdefault(check.process_id, []).append(check)
    return {process: _next(checks, engagement, pauses) for process, checks in found.items()}


def _next(checks: Iterable[DurabilityCheck], engagement: Engagement, pauses: tuple) -> str:
    still = [check_due(check, engagement, pauses) for check in checks if not check.is_settled]
    return date_format(min(still)) if still else _("All of them are behind us")


def _planned_later() -> str:
    first, second, third = CHECK_DAYS
    return _("%(first)s, %(second)s and %(third)s days after the execution") % {
        "first": first,
        "second": second,
        "third": third,
    }
