"""What is asked of somebody now: the open criteria their role can fulfil, and what rooms add."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engagements.lifecycle.commands import Standing
from engagements.lifecycle.criteria import Gate
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from phases.definitions import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing asked of one person: a sentence that starts with a verb, where to do it, and by when if that is set.

    `covers` is the key of the exit criterion this brings nearer: that is then not asked a second time.
    """

    sentence: Text
    url: str
    due_on: datetime.date | None = None
    detail: Text = ""
    covers: str = ""


type AskFunction = Callable[[Engagement, Seat], Iterable[Ask]]
ASKS: list[AskFunction] = []
#: What is asked once the engagement is completed.
AFTERWARDS: list[AskFunction] = []


def asks(function: AskFunction) -> AskFunction:
    """Register a function that lists what a room asks of a seat.

    It returns at once for a role it never asks; one query at most.
    """
    ASKS.append(function)
    return function


def asks_afterwards(function: AskFunction) -> AskFunction:
    """Register a function that lists what a room asks of a seat once the engagement is completed; as `asks`."""
    AFTERWARDS.append(function)
    return function


def asked_of(engagement: Engagement, seat: Seat, gate: Gate | None = None) -> list[Ask]:
    """Return what is asked of the seat, most pressing first: dated things by date, then what the gate waits for.

    Without a gate only what the rooms ask: for a page that shows the gate beside it.
    """
    if engagement.standing == Standing.COMPLETED:
        return [ask for function in AFTERWARDS for ask in function(engagement, seat)]
    if not engagement.is_active:
        return []
    found = [ask for function in ASKS for ask in function(engagement, seat)]
    urls = {ask.url for ask in found}
    covered = {ask.covers for ask in found}
    found += [
        Ask(sentence=line.sentence_for(seat), url=line.url, detail=line.answer.said)
        for line in (gate.open_lines if gate else ())
        if line.binds(seat)
        and seat.may(line.answer.spot)
        and line.url not in urls
        and line.definition.key not in covered
    ]
    return sorted(found, key=lambda ask: (ask.due_on is None, ask.due_on or datetime.date.max))
