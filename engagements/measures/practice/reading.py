"""The engagements of the whole practice: as sources of values, without their names; and the visitor's own, by name.

Each kind of rows is read in one query, for a thousand engagements as for one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from engagements.lifecycle.commands import Standing
from engagements.lifecycle.models import Engagement
from engagements.measures import reading
from engagements.measures.life import Life
from engagements.measures.others import Check
from engagements.measures.practice.safety import Source
from engagements.measures.practice.sums import Handed, Settled, given, handed_over, lags, settled, verdicts
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess, RaterSide, Rating

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Every engagement by id, and which of them were completed."""

    sources: dict[int, Source]
    completed: frozenset[int]

    @property
    def years(self) -> list[int]:
        """The years in which one began, the latest first."""
        return sorted({source.year for source in self.sources.values()}, reverse=True)


def practice_of(user: "User") -> Practice:
    """Return every engagement there is, and which of them the user sees anyway. One query."""
    seen = Engagement.objects.visible_to(user).filter(pk=OuterRef("pk"))
    rows = Engagement.objects.order_by("pk").values_list(
        "pk", "starts_on", "kind", "organisation_id", "standing", Exists(seen)
    )
    sources, completed = {}, set()
    for pk, starts_on, kind, client, standing, is_known in rows:
        sources[pk] = Source(pk, starts_on.year, kind, client, is_known)
        if standing == Standing.COMPLETED:
            completed.add(pk)
    return Practice(sources=sources, completed=frozenset(completed))


class Rows:
    """The rows behind the measures of these engagements; each kind is read once, when it is asked for."""

    def __init__(self, practice: Practice) -> None:
        # Keys rise: an engagement that begins while this is read is not among them.
        last = max(practice.sources, default=0)
        self.pks: Any = Engagement.objects.filter(pk__lte=last).order_by().values("pk")

    @cached_property
    def lives(self) -> Mapping[int, Life]:
        """The days of each."""
        return reading.lives(self.pks)

    @cached_property
    def handed(self) -> Mapping[int, list[Handed]]:
        """When the processes of each were let go."""
        found = CriticalProcess.objects.filter(engagement__in=self.pks, let_go_on__isnull=False).order_by(
            "pk"
        )
        dates = _by_engagement(
            (pk, (planned, timezone.localdate(at) if at else None))
            for pk, planned, at in found.values_list("engagement_id", "let_go_on", "let_go_at")
        )
        return given({pk: handed_over(some, self.lives[pk]) for pk, some in dates.items()})

    @cached_property
    def lags(self) -> Mapping[int, dict[int, float]]:
        """How far the owners of each were from what was expected, by month."""
        found = Rating.objects.filter(engagement__in=self.pks, side=RaterSide.OWNER).order_by(
            "rated_on", "pk"
        )
        ratings = _by_engagement(
            (pk, rating)
            for pk, *rating in found.values_list("engagement_id", "process_id", "rated_on", "rung")
        )
        return given({pk: lags(some, self.lives[pk]) for pk, some in ratings.items()})

    @cached_property
    def checks(self) -> Mapping[int, Sequence[Check]]:
        """The durability checks of each."""
        return reading.checks(self.pks)

    def verdicts(self, day: int) -> Mapping[int, list[str]]:
        """What the checks of each said at one of the moments."""
        return given({pk: verdicts(checks, day) for pk, checks in self.checks.items()})

    @cached_property
    def settled(self) -> Mapping[int, list[Settled]]:
        """What became of the promises of each."""
        every = reading.promises(self.pks, self.lives)
        return given({pk: settled(promises) for pk, promises in every.items()})


def led_by(user: "User") -> list[Engagement]:
    """Return the engagements the user leads or reflects on, the latest first. One query."""
    mine = Membership.objects.current().filter(
        engagement=OuterRef("pk"), user=user, role__in=(Role.MANAGER, Role.SHADOW)
    )
    return list(Engagement.objects.filter(Exists(mine)).order_by("-starts_on", "-pk"))


def _by_engagement[T](rows: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = defaultdict(list)
    for pk, row in rows:
        found[pk].append(row)
    return found
