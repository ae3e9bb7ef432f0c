"""How much is already ours: per critical process who decides by now, in the words of both sides."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.evaluation.models import DurabilityCheck
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.processes.dates import let_go_due, plan_pauses
from engagements.processes.models import CriticalProcess
from engagements.processes.permissions import runs
from engagements.processes.ratings import latest_rungs
from phases.definitions import RUNGS, Text
from phases.figure import share_of
from phases.spline import number

#: From this rung on the organisation decides, with or without advice.
WE_DECIDE = 5
#: Views that lie this far apart are worth a talk.
APART = 2
#: More rows than this are no longer a page one reads; the others are on the page of processes.
MOST = 8
PLAIN: dict[int, Text] = {rung.number: rung.plain for rung in RUNGS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One process as the page shows it. A side that has not rated it has no rung, and no words."""

    process: CriticalProcess
    is_mine: bool
    owner: int | None
    manager: int | None
    due_on: datetime.date | None
    verdict: str

    @property
    def owner_says(self) -> Text:
        """Who decides according to the owner, in plain words; empty when they have not said."""
        return PLAIN.get(self.owner or 0, "")

    @property
    def manager_says(self) -> Text:
        """Who decides according to the interim manager, in plain words; empty when they have not said."""
        return PLAIN.get(self.manager or 0, "")

    @property
    def owner_at(self) -> str:
        """Where the owner's view lies on a scale from the manager (left) to the organisation, in percents."""
        return _place(self.owner)

    @property
    def manager_at(self) -> str:
        """Where the interim manager's view lies on that scale."""
        return _place(self.manager)

    @property
    def is_late(self) -> bool:
        """Whether it was to be let go by now, and is not."""
        return bool(self.due_on and self.due_on < timezone.localdate()) and not self.process.is_let_go

    @property
    def is_rated(self) -> bool:
        """Whether at least one of the two has said it."""
        return self.owner is not None or self.manager is not None

    @property
    def is_agreed(self) -> bool:
        """Whether both have said it, and the same."""
        return self.owner is not None and self.owner == self.manager

    @property
    def is_apart(self) -> bool:
        """Whether the two see it so differently that it is worth a talk."""
        return bool(self.owner and self.manager) and abs((self.owner or 0) - (self.manager or 0)) >= APART


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """All of it: the visitor's own processes first, as many as fit a page; `last_due_on` is when the last is due."""

    rows: tuple[Held, ...]
    total: int
    said: str
    last_due_on: datetime.date | None

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return self.total > 0

    @property
    def mine(self) -> list[Held]:
        """The processes the visitor owns, or stands in for the owner of."""
        return [row for row in self.rows if row.is_mine]

    @property
    def others(self) -> list[Held]:
        """The rest of those shown."""
        return [row for row in self.rows if not row.is_mine]

    @property
    def left_out(self) -> int:
        """How many are only on the page of processes."""
        return self.total - len(self.rows)


def ours_of(engagement: Engagement, seat: Seat, checks: Iterable[DurabilityCheck] = ()) -> Ours:
    """Return who decides what by now. Two queries besides the changes; `checks` are those of the aftercare so far."""
    found = list(
        CriticalProcess.objects.filter(engagement=engagement).select_related("owner__user", "deputy__user")
    )
    rungs = latest_rungs(engagement) if found else {}
    pauses = plan_pauses(engagement)
    verdicts = {check.process_id: check.verdict for check in checks if check.verdict}
    rows = [
        Held(
            process=process,
            is_mine=runs(process, seat),
            owner=rungs.get(process.pk, {}).get("owner"),
            manager=rungs.get(process.pk, {}).get("manager"),
            due_on=let_go_due(process, pauses),
            verdict=verdicts.get(process.pk, ""),
        )
        for process in found
    ]
    own_first = sorted(rows, key=lambda row: not row.is_mine)
    return Ours(
        rows=tuple(own_first[:MOST]),
        total=len(rows),
        said=_said(rows),
        last_due_on=max((row.due_on for row in rows if row.due_on), default=None),
    )


def _said(rows: list[Held]) -> str:
    """Return the answer in a few sentences: what is held, what is decided, and what nobody has said yet."""
    if not rows:
        return ""
    total = len(rows)
    held = sum(row.process.is_let_go for row in rows)
    decided = sum((row.owner or 0) >= WE_DECIDE for row in rows)
    unsaid = sum(row.owner is None for row in rows)
    told = [
        _("Ours by now: %(n)s of %(total)s.") % {"n": held, "total": total},
    ]
    if decided:
        told.append(
            ngettext(
                "In %(n)s we decide ourselves, its owner says.",
                "In %(n)s we decide ourselves, their owners say.",
                decided,
            )
            % {"n": decided}
        )
    if unsaid == total:
        told.append(_("No owner has said yet who decides."))
    elif unsaid:
        told.append(
            ngettext(
                "Of %(n)s the owner has not said yet who decides.",
                "Of %(n)s the owners have not said yet who decides.",
                unsaid,
            )
            % {"n": unsaid}
        )
    return " ".join(told)


def _place(rung: int | None) -> str:
    return number(4 + 92 * (1 - share_of(rung))) if rung else ""
