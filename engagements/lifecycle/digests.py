"""What an overview by mail tells of engagements: what each asks of its reader, and what happened there.

The same asks and happenings as on the reader's own page, and no others.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from engagements.lifecycle.asks import Ask, asked_of
from engagements.lifecycle.commands import Standing
from engagements.lifecycle.criteria import evaluate
from engagements.lifecycle.happenings import HAPPENINGS, TELLERS
from engagements.lifecycle.letters import about, topic
from engagements.lifecycle.models import AuditEntry, Engagement
from engagements.people.models import Membership
from engagements.people.permissions import Seat, seat_of
from outbox.digests import Line, Section, once_each, section

if TYPE_CHECKING:
    from accounts.models import User


@section("engagements")
def engagements(reader: "User", since: datetime, until: datetime, asks: bool) -> Iterator[Section]:
    """Tell somebody who has signed in before of every engagement they take part in, without their own deeds.

    Two queries and those of the tellers, one for each engagement, and where it asks, those of its gate and asks.
    """
    if reader.last_login is None:
        return
    mine = Engagement.objects.filter(memberships__in=Membership.objects.current().filter(user=reader))
    found = [(each, seat_of(reader, each)) for each in mine.select_related("organisation").order_by("pk")]
    seats = [(engagement, seat) for engagement, seat in found if seat]
    told = _told(seats, reader, since, until)
    words = _in_their_words(seats, since, until)
    for engagement, seat in seats:
        running = engagement.standing == Standing.ACTIVE
        gate = evaluate(engagement) if asks and running else None
        yield Section(
            topic=topic(engagement.pk),
            about=about(engagement),
            path=engagement.get_absolute_url(),
            asked=tuple(_asked(asked_of(engagement, seat, gate))) if asks else (),
            told=(*(Line(text=text) for text in told[engagement.pk]), *words[engagement.pk]),
        )


def _asked(found: Iterable[Ask]) -> Iterator[Line]:
    for ask in found:
        yield Line(text=str(ask.said), detail=str(ask.detail), due_on=ask.due_on, path=ask.url)


def _told(
    seats: list[tuple[Engagement, Seat]], reader: "User", since: datetime, until: datetime
) -> dict[int, list[str]]:
    """Return by engagement what happened there that the seat may know, newest first. One query."""
    readable = Q(pk__in=())
    for engagement, seat in seats:
        actions = [action for action, each in HAPPENINGS.items() if seat.role in each.roles]
        readable |= Q(engagement=engagement, action__in=actions)
    entries = AuditEntry.objects.filter(readable, at__gt=since, at__lte=until).exclude(actor=reader)
    found: dict[int, list[str]] = defaultdict(list)
    for entry in entries.order_by("-pk"):
        found[entry.engagement_id].append(HAPPENINGS[entry.action].say(entry))
    return defaultdict(list, {pk: once_each(texts) for pk, texts in found.items()})


def _in_their_words(
    seats: list[tuple[Engagement, Seat]], since: datetime, until: datetime
) -> dict[int, list[Line]]:
    """Return by engagement what somebody wrote for the seat to read, as the tellers of the rooms find it."""
    found: dict[int, list[Line]] = defaultdict(list)
    for tell in TELLERS if seats else ():
        for pk, text, who in tell(seats, since, until):
            found[pk].append(Line(text=text, detail=who))
    return found
