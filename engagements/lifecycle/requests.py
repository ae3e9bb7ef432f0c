"""Requests: asking somebody by name to bring an exit criterion nearer. Reading, closing, and who may be asked.

A request never says itself that a criterion is met: that is asked of the criterion, every time.
"""

import datetime
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements.lifecycle.asks import Ask, asks
from engagements.lifecycle.criteria import REGISTRY, GateLine
from engagements.lifecycle.mailing import how
from engagements.lifecycle.models import Engagement, Request, RequestOutcome
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from outbox.weights import Weight
from phases.definitions import BY_KEY, CRITERIA, Criterion

#: Nobody is asked for the same thing twice within so many days, whoever asks.
REST_DAYS = 3


def candidates(line: GateLine, seat: Seat) -> list[Membership]:
    """Return whom the seat may ask for a criterion: others who can make it true now. No query."""
    return [each for each in line.people if each.user.is_active and each.user_id != seat.user.pk]


def weight_of(criterion: Criterion) -> Weight:
    """Return how much a request for the criterion asks: only what is required binds."""
    return Weight.BINDING if criterion.required else Weight.NEWS


def is_mailed(member: Membership, criterion: Criterion) -> bool:
    """Return whether a request is mailed, now or later: not to whoever wants only what binds, if it does not."""
    return how(weight_of(criterion), member.user.mail_rhythm) is not None


def recently(engagement: Engagement, criterion: str) -> dict[int, datetime.date]:
    """Return who was asked for this so lately that they are left alone, with the day they can be asked again.

    By membership. What was taken back counts too: it may have been mailed. One query.
    """
    since = timezone.now() - datetime.timedelta(days=REST_DAYS)
    lately = Request.objects.filter(engagement=engagement, criterion=criterion, at__gt=since)
    rest = datetime.timedelta(days=REST_DAYS)
    return {each.member_id: timezone.localdate(each.at + rest) for each in lately.order_by("at")}


def resting(member: Membership, until: datetime.date) -> str:
    """Return the sentence that says why somebody is not asked now."""
    return _("%(who)s was asked for this a short while ago. From %(day)s you can ask again.") % {
        "who": member,
        "day": date_format(until, "j F"),
    }


@asks
def requested(engagement: Engagement, seat: Seat) -> Iterator[Ask]:
    """Ask what somebody asked of this very person, until it is done; one query, and one for each that is open."""
    if seat.membership is None:
        return
    mine = Request.objects.filter(member=seat.membership, closed_at=None).select_related("asker")
    here = {definition.key: definition for definition in BY_KEY[engagement.phase].criteria}
    for each in mine:
        definition = here.get(each.criterion)
        answer = REGISTRY[each.criterion](engagement) if definition else None
        if definition and answer and not answer.met and seat.may(answer.spot):
            yield Ask(
                sentence=definition.manager if seat.is_practice else definition.client,
                url=reverse(f"engagements:{answer.spot}", args=[engagement.ref]),
                detail=each.text or answer.said,
                covers=each.criterion,
                asked_by=str(each.asker),
                key=f"request-{each.pk}" if each.by_mail else "",
                since=each.day,
            )


def settle(engagement: Engagement) -> None:
    """Close the open requests that have been done, or whose phase is over. Call it under the lock, after a change."""
    found = list(Request.objects.filter(engagement=engagement, closed_at=None))
    here = {definition.key for definition in BY_KEY[engagement.phase].criteria}
    passed = _passed(engagement, {each.criterion for each in found} & here)
    for outcome, keys in (
        (RequestOutcome.DONE, passed),
        (RequestOutcome.LAPSED, CRITERIA.keys() - here),
    ):
        pks = [each.pk for each in found if each.criterion in keys]
        if pks:
            Request.objects.filter(pk__in=pks).update(outcome=outcome, closed_at=timezone.now())


def _passed(engagement: Engagement, keys: Iterable[str]) -> set[str]:
    keys = set(keys)
    if not keys:
        return set()
    waived = set(engagement.waivers.filter(criterion__in=keys).values_list("criterion", flat=True))
    return waived | {key for key in keys - waived if REGISTRY[key](engagement).met}
