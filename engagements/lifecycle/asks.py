"""What is asked of somebody now: the open criteria their role can fulfil, and what rooms add."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from engagements.lifecycle.commands import Standing
from engagements.lifecycle.criteria import Gate
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from phases.definitions import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing asked of one person: a sentence that starts with a verb, where to do it, and by when if that is set.

    `covers` is the key of the exit criterion this brings nearer: that is then not asked a second time. `asked_by` names
    somebody who asked for it by hand. `key` names the thing within the engagement for as long as it is asked: people
    are reminded of what has one. `since` is the day it was asked, if it waits for an answer whatever its day.
    """

    sentence: Text
    url: str
    due_on: datetime.date | None = None
    detail: Text = ""
    covers: str = ""
    asked_by: str = ""
    key: str = ""
    since: datetime.date | None = None

    @property
    def said(self) -> Text:
        """The sentence, with who asks in front when somebody does."""
        if not self.asked_by:
            return self.sentence
        return _("%(who)s asks: %(what)s") % {"who": self.asked_by, "what": self.sentence}


type AskFunction = Callable[[Engagement, Seat], Iterable[Ask]]
ASKS: list[AskFunction] = []
#: What is asked of whoever stands in for somebody, by the action they do in their place.
IN_PLACE: list[tuple[str, AskFunction]] = []
#: What is asked once the engagement has ended.
AFTERWARDS: list[AskFunction] = []


def asks(function: AskFunction) -> AskFunction:
    """Register a function that lists what a room asks of a seat.

    It returns at once for a role it never asks; one query at most.
    """
    ASKS.append(function)
    return function


def asks_afterwards(function: AskFunction) -> AskFunction:
    """Register a function that lists what a room asks of a seat once the engagement has ended; as `asks`."""
    AFTERWARDS.append(function)
    return function


def asks_in_place(action: str) -> Callable[[AskFunction], AskFunction]:
    """Register a function that lists what a room asks of whoever may do `action`, also of who stands in for them.

    It is then called with the place of the colleague; put it below `asks`.
    """

    def register(function: AskFunction) -> AskFunction:
        IN_PLACE.append((action, function))
        return function

    return register


def asked_in_place(engagement: Engagement, seat: Seat, known: Iterable[str]) -> list[Ask]:
    """Return what is asked of the colleagues the seat stands in for, naming them; addresses that are `known` not again.

    No query for whom nothing was delegated to.
    """
    urls, found = set(known), []
    for action, function in IN_PLACE:
        for place in seat.places(action):
            for ask in function(engagement, place):
                if ask.url not in urls:
                    urls.add(ask.url)
                    words = {"what": ask.sentence, "whom": place.membership}
                    found.append(replace(ask, sentence=_("%(what)s, on behalf of %(whom)s") % words))
    return found


def asked_of(engagement: Engagement, seat: Seat, gate: Gate | None = None) -> list[Ask]:
    """Return what is asked of the seat, most pressing first: dated things by date, then what the gate waits for.

    Without a gate only what the rooms ask: for a page that shows the gate beside it.
    """
    if engagement.standing == Standing.ON_HOLD:
        return []
    if not engagement.is_active:
        return [ask for function in AFTERWARDS for ask in function(engagement, seat)]
    found = asked_by_hand([ask for function in ASKS for ask in function(engagement, seat)])
    found += asked_in_place(engagement, seat, (ask.url for ask in found))
    urls = {ask.url for ask in found}
    covered = {ask.covers for ask in found}
    found += (
        [ask for ask in of_gate(gate, seat) if ask.url not in urls and ask.covers not in covered]
        if gate
        else []
    )
    return sorted(found, key=_pressing)


def of_gate(gate: Gate, seat: Seat) -> list[Ask]:
    """Return what the open criteria of a gate ask of the seat. No query."""
    return [
        Ask(
            sentence=line.sentence_for(seat),
            url=line.url,
            detail=line.answer.said,
            covers=line.definition.key,
        )
        for line in gate.open_lines
        if line.binds(seat) and seat.may(line.answer.spot)
    ]


def asked_by_hand(found: list[Ask]) -> list[Ask]:
    """Return the asks with each request told as what it is about: a room that asks for the same says where and by when.

    The name and the words of whoever asked stand on the room's own ask; the request is then not listed beside it.
    """
    requests = {ask.covers: ask for ask in found if ask.asked_by}
    told: dict[str, Ask] = {}
    others = []
    for ask in found:
        request = requests.get(ask.covers)
        if ask.asked_by or request is None or ask.covers in told:
            others += [] if ask.asked_by else [ask]
            continue
        told[ask.covers] = replace(ask, asked_by=request.asked_by, detail=request.detail)
    return [*told.values(), *(ask for key, ask in requests.items() if key not in told), *others]


def _pressing(ask: Ask) -> tuple[bool, datetime.date, bool]:
    """Return what asks are ordered by: dated ones by date, then what somebody asked by hand, then the rest."""
    return ask.due_on is None, ask.due_on or datetime.date.max, not ask.asked_by
