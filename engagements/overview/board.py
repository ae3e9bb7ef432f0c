"""The practice's engagements on one board: by phase, sorted, filtered, in pages that begin after a key.

What orders and filters is in indexes; what is computed (managers, hand-over lag, checks due) is computed for the rows
that are shown and no others, in a fixed number of queries. How much of a gate is met costs a query for each criterion:
the page fetches that for the rows somebody really looks at.
"""

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import batched
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.evaluation.dates import OPENS_BEFORE, check_due
from engagements.evaluation.models import DurabilityCheck
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.pauses import pauses_of
from engagements.lifecycle.querysets import EngagementQuerySet
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.processes.dates import let_go_due, plan_pauses
from engagements.processes.models import CriticalProcess
from phases.definitions import PHASES, Phase
from spreadsheets.reading import AT_ONCE, by_key

if TYPE_CHECKING:
    from accounts.models import User

IN_A_COLUMN, IN_A_LIST = 6, 25
#: As many keys as a search is narrowed to at once; where more match, any order comes upon them soon.
SEARCHED = 1000
OLDEST, NEWEST, TITLE = "oldest", "newest", "title"
SORTS = {
    OLDEST: _("Longest in its phase"),
    NEWEST: _("Newest in its phase"),
    TITLE: _("Title"),
}
#: The field a sort goes by, and whether from high to low; the key breaks ties the same way.
_ORDERS = {OLDEST: ("phase_entered_on", False), NEWEST: ("phase_entered_on", True), TITLE: ("title", False)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One engagement on the board, with what is computed for it."""

    engagement: Engagement
    managers: str
    days_in_phase: int
    lagging: int
    lag_days: int
    checks_due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One phase: how many engagements are in it, the first of them, and where the next ones begin."""

    phase: Phase
    count: int
    rows: tuple[Row, ...]
    after: int | None


def on_board_of(user: "User") -> EngagementQuerySet:
    """Return the engagements the user sees as the practice does: all of them, or those they lead or reflect on."""
    if user.is_administrator:
        return Engagement.objects.all()
    mine = Membership.objects.current().filter(user=user, role__in=(Role.MANAGER, Role.SHADOW))
    return Engagement.objects.filter(pk__in=mine.values("engagement"))


def narrowed(found: EngagementQuerySet, *, q: str = "", standing: str = "") -> QuerySet[Engagement]:
    """Return those that match the search and the standing; both may be empty."""
    if standing:
        found = found.filter(standing=standing)
    if not q:
        return found
    # Looking through every title costs a tenth of a second with 100,000: once for a page, not once for each phase.
    matching = found.search(q)
    keys = list(matching.order_by().values_list("pk", flat=True)[: SEARCHED + 1])
    return matching if len(keys) > SEARCHED else Engagement.objects.filter(pk__in=keys)


def columns(
    found: QuerySet[Engagement], *, sort: str, phase: str = "", after: int | None = None
) -> list[Column]:
    """Return the board: a few rows of every phase, or a longer list of one, continued after the row with key `after`.

    Nine queries for four phases, six for one, however many engagements there are.
    """
    counts = dict(found.order_by().values_list("phase").annotate(Count("pk")))
    wanted = [each for each in PHASES if phase in ("", each.key)]
    most = IN_A_LIST if phase else IN_A_COLUMN
    cut = {each.key: _cut(found.filter(phase=each.key), sort, after, most) for each in wanted}
    rows = _rows([engagement for some, _more in cut.values() for engagement in some])
    return [
        Column(
            phase=each,
            count=counts.get(each.key, 0),
            rows=tuple(rows[engagement.pk] for engagement in cut[each.key][0]),
            after=cut[each.key][0][-1].pk if cut[each.key][1] else None,
        )
        for each in wanted
    ]


def every_row(found: QuerySet[Engagement]) -> Iterator[Row]:
    """Yield all of them in the order they were begun; six queries for every few hundred."""
    for some in batched(by_key(found.select_related("organisation")), AT_ONCE):
        yield from _rows(list(some)).values()


def _cut(
    found: QuerySet[Engagement], sort: str, after: int | None, most: int
) -> tuple[list[Engagement], bool]:
    """Return at most so many engagements in order, after a key, and whether there are more."""
    name, falling = _ORDERS[sort]
    sign, past = ("-", "lt") if falling else ("", "gt")
    if after is not None:
        value = found.filter(pk=after).values_list(name, flat=True).first()
        if value is not None:  # gone, moved on, or somebody else's: from the beginning
            # The first condition is what an index can start from.
            found = found.filter(
                Q(**{f"{name}__{past}e": value}),
                Q(**{f"{name}__{past}": value}) | Q(**{name: value, f"pk__{past}": after}),
            )
    some = list(found.select_related("organisation").order_by(f"{sign}{name}", f"{sign}pk")[: most + 1])
    return some[:most], len(some) > most


def _rows(engagements: list[Engagement]) -> dict[int, Row]:
    """Return the rows by key, with everything that is computed: four queries."""
    prefetch_related_objects(engagements, "changes")  # dates wait while an engagement is on hold
    running = {each.pk: each for each in engagements if each.is_active}
    today = timezone.localdate()
    managers = _managers([each.pk for each in engagements])
    late, due = _late(running, today), _due(running, today)
    return {
        each.pk: Row(
            engagement=each,
            managers=", ".join(managers.get(each.pk, ())),
            days_in_phase=(today - each.phase_entered_on).days,
            lagging=len(late.get(each.pk, ())),
            lag_days=max(late.get(each.pk, ()), default=0),
            checks_due=due[each.pk],
        )
        for each in engagements
    }


def _managers(keys: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    leading = Membership.objects.current().filter(engagement__in=keys, role=Role.MANAGER)
    for member in leading.select_related("user"):
        found.setdefault(member.engagement_id, []).append(str(member))
    return found


def _late(running: Mapping[int, Engagement], today: datetime.date) -> dict[int, list[int]]:
    """Return, per engagement, by how many days each process is past its let-go date without being let go."""
    processes = CriticalProcess.objects.filter(
        engagement__in=running.keys(), let_go_at=None, let_go_on__lt=today
    )
    pauses = {key: plan_pauses(each) for key, each in running.items()}
    found: dict[int, list[int]] = {}
    for process in processes.order_by():
        due = let_go_due(process, pauses[process.engagement_id])
        if due and due < today:
            found.setdefault(process.engagement_id, []).append((today - due).days)
    return found


def _due(running: Mapping[int, Engagement], today: datetime.date) -> Counter[int]:
    """Return, per engagement, how many durability checks wait for an answer now or soon."""
    checks = DurabilityCheck.objects.filter(
        engagement__in=running.keys(), answered_on=None, skipped_because="", due_on__lte=today + OPENS_BEFORE
    )
    pauses = {key: pauses_of(each) for key, each in running.items()}
    return Counter(
        check.engagement_id
        for check in checks.order_by()
        if check_due(check, running[check.engagement_id], pauses[check.engagement_id]) <= today + OPENS_BEFORE
    )
