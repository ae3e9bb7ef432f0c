"""Making overviews: for each reader once per moment, however late, and by however many machines.

How far a reader has been told is one row, moved by compare-and-swap in the transaction that queues the overview: with
it what was held becomes part of that overview, for good.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from outbox import post
from outbox.digests import gather
from outbox.models import Cursor, Mail
from outbox.moments import QUARTER, last_monday, last_morning, last_quarter
from outbox.readers import Reader
from outbox.rhythms import Rhythm
from outbox.weights import Weight

#: What was begun before a moment is stored by then, so that nothing falls between two overviews.
SETTLING = timedelta(minutes=1)
#: How far the first overview of somebody looks back.
SPANS = {Rhythm.NOW: QUARTER, Rhythm.WEEKLY: timedelta(days=7)}
ASKING = (Rhythm.DAILY, Rhythm.WEEKLY)

log = logging.getLogger(__name__)


def compose_due(now: datetime) -> int:
    """Make the overview of everybody whose moment has come; return how many mails that gave.

    What fails for one reader keeps nobody else waiting; it is raised at the end.
    """
    composed, failures = 0, []
    for reader, moment in _due(now - SETTLING):
        try:
            composed += compose(reader, moment)
        except Exception as error:
            log.exception("The overview of person %s was not made", reader.pk)
            failures.append(error)
    if failures:
        raise failures[0]
    return composed


def _due(settled: datetime) -> list[tuple[Reader, datetime]]:
    """Return who has not had the overview of the latest moment of their rhythm, and that moment. Two queries."""
    people = get_user_model()._default_manager.filter(is_active=True).order_by("pk")
    found: list[tuple[Reader, datetime]] = []
    for rhythms, moment in (
        ((Rhythm.NOW,), last_quarter(settled)),
        ((Rhythm.DAILY, Rhythm.WEEKLY, Rhythm.BINDING), last_morning(settled)),
    ):
        late = Q(mail_cursor=None) | Q(mail_cursor__at__lt=moment)
        readers = people.filter(late, mail_rhythm__in=rhythms)
        found += [(reader, moment) for reader in readers]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one overview is made of: what was held, and what happened `since`, or nothing of that."""

    held: list[Mail]
    since: datetime | None
    asks: bool


def compose(reader: Reader, moment: datetime) -> bool:
    """Make the overview of one reader for a moment; return whether there was anything to tell.

    False too when somebody else was first.
    """
    rhythm = Rhythm(reader.mail_rhythm)
    with transaction.atomic():
        first = max(moment - SPANS.get(rhythm, timedelta(days=1)), min(reader.date_joined, moment))
        cursor, _made = Cursor.objects.get_or_create(reader=reader, defaults={"at": first, "news_at": first})
        mine = Cursor.objects.filter(pk=cursor.pk, at=cursor.at)
        if cursor.at >= moment or not mine.update(at=moment):
            return False
        cursor.at = moment
        share = _share(reader, rhythm, cursor)
        composed = _put_together(reader, cursor, share)
        if share.since or rhythm != Rhythm.WEEKLY:  # a week goes on until it is told
            cursor.news_at = moment
        cursor.save(update_fields=["news_at", "asked"])
        return composed


def _share(reader: Reader, rhythm: Rhythm, cursor: Cursor) -> Share:
    """Return what belongs in this overview; what the reader does not want any more is dropped.

    What was made after its moment waits for the next one, also when this one is late.
    """
    held = Mail.objects.held().filter(recipient=reader, made_at__lte=cursor.at)
    news = rhythm in (Rhythm.NOW, Rhythm.DAILY) or (
        rhythm == Rhythm.WEEKLY and last_monday(cursor.at) > cursor.news_at
    )
    if rhythm == Rhythm.BINDING:
        held.filter(weight=Weight.NEWS).update(dropped_at=timezone.now())
    if not news:
        held = held.exclude(weight=Weight.NEWS)
    return Share(held=list(held), since=cursor.news_at if news else None, asks=news and rhythm in ASKING)


def _put_together(reader: Reader, cursor: Cursor, share: Share) -> bool:
    """Queue the overview if there is anything new in it; note on the cursor what it asks."""
    sections = gather(reader, share.since, cursor.at, asks=share.asks) if share.since else []
    asked = sorted({line.path or line.text for each in sections for line in each.asked})
    fresh = not set(asked) <= set(cursor.asked)
    if share.asks:
        cursor.asked = asked
    if not (share.held or fresh or any(each.told for each in sections)):
        return False
    period = {"since": share.since.isoformat(), "until": cursor.at.isoformat()} if share.since else {}
    mail = post.queue(
        "digest",
        recipient=reader,
        due_at=timezone.now(),
        weight=Weight.BINDING
        if asked or any(each.weight != Weight.NEWS for each in share.held)
        else Weight.NEWS,
        mails=[each.pk for each in share.held],
        asks=share.asks,
        fresh=fresh,
        **period,
    )
    Mail.objects.filter(pk__in=[each.pk for each in share.held]).update(digest=mail)
    return mail is not None
