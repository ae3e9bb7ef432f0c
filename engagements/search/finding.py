"""Finding: the index says where the words are, the rooms' own querysets what somebody may see."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from engagements.lifecycle.models import Engagement
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from engagements.people.roles import ADMINISTRATOR
from engagements.search.models import SearchEntry
from engagements.search.sources import Source
from engagements.search.words import Piece, excerpt
from engagements.search.work import SOURCES
from phases.definitions import Text

if TYPE_CHECKING:
    from accounts.models import User

#: Of each kind this many are shown beside the others.
MOST_OF_A_KIND = 5


@dataclass(frozen=True, slots=True)
class Reach:
    """A role somebody has, and the engagements where they have it."""

    seat: Seat
    engagements: Q


def reach_in(engagement: Engagement, seat: Seat) -> list[Reach]:
    """Return the reach of one seat at one table."""
    return [Reach(seat, Q(engagement=engagement))]


def reach_of(user: "User") -> list[Reach]:
    """Return the reach of all seats of a user: the same seats as `people.permissions.seat_of` gives. One query."""
    mine = Membership.objects.current().filter(user=user)
    roles = sorted(set(mine.values_list("role", flat=True)))
    reaches = [
        Reach(Seat(user, role), Q(engagement__in=mine.filter(role=role).values("engagement")))
        for role in roles
    ]
    if user.is_administrator:
        reaches.append(Reach(Seat(user, ADMINISTRATOR), ~Q(engagement__in=mine.values("engagement"))))
    return reaches


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing that was found: what it is called, the passage with the words, where it is, and from when."""

    heading: str
    pieces: list[Piece]
    url: str
    on: datetime.date
    engagement: Engagement


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What was found of one kind; `more` when there is more than is shown."""

    key: str
    label: Text
    hits: list[Hit]
    more: bool = False


def rows(source: Source, reaches: Iterable[Reach], words: list[str]) -> QuerySet | None:
    """Return what has all the words and may be seen, newest first; None when its page opens to none of the seats."""
    open_to = [reach for reach in reaches if source.opens_to(reach.seat)]
    if not open_to:
        return None
    parts = [source.rows(reach.seat).filter(reach.engagements) for reach in open_to]
    entries = SearchEntry.objects.all()
    if len(parts) == 1:
        seen, entries = parts[0], entries.filter(open_to[0].engagements)
    else:
        manager: Any = source.model._default_manager
        seen = manager.filter(reduce(or_, (Q(pk__in=part.order_by().values("pk")) for part in parts)))
    for word in words:
        entries = entries.filter(words__contains=word)
    has_them = Q(pk__in=entries.filter(kind=source.kind).values("object_id"))
    for part in source.parts:
        rows_of_it: Any = part.model._default_manager
        in_index = entries.filter(kind=part.kind).values("object_id")
        has_them |= Q(pk__in=rows_of_it.filter(pk__in=in_index).values(part.way))
    found = seen.filter(has_them).select_related("engagement", *source.related)
    return found.prefetch_related(*(part.many for part in source.parts)).order_by("-pk")


def find(reaches: list[Reach], words: list[str]) -> list[Group]:
    """Return what was found, by kind, the newest few of each. One query for each kind that may be seen."""
    found = []
    for source in SOURCES.values():
        some = rows(source, reaches, words)
        hits = hits_of(source, some[: MOST_OF_A_KIND + 1], words) if some is not None else []
        if hits:
            more = len(hits) > MOST_OF_A_KIND
            found.append(Group(key=source.key, label=source.label, hits=hits[:MOST_OF_A_KIND], more=more))
    return found


def hits_of(source: Source, found: Iterable[Any], words: list[str]) -> list[Hit]:
    """Return rows as they are shown."""
    return [
        Hit(
            heading=source.heading(each),
            pieces=excerpt(source.texts(each), words),
            url=source.url(each),
            on=source.on(each),
            engagement=each.engagement,
        )
        for each in found
    ]
