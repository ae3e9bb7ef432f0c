"""What mail is about: apps register, in their `topics` module, how their own things are called and where they are."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from outbox.models import Mail


@dataclass(frozen=True, slots=True)
class Named:
    """How something is called in the outbox, and the path of its page."""

    title: str
    path: str


#: Gets primary keys, and returns what is known of those things. One query.
Namer = Callable[[Iterable[int]], dict[int, Named]]

NAMERS: dict[str, Namer] = {}


def topic(thing: str, pk: int) -> str:
    """Return the topic of mail about one thing, such as engagement:12."""
    return f"{thing}:{pk}"


def names(thing: str) -> Callable[[Namer], Namer]:
    """Register who names the things of one sort."""

    def register(namer: Namer) -> Namer:
        NAMERS[thing] = namer
        return namer

    return register


def named(mails: Iterable[Mail]) -> dict[str, Named]:
    """Return what the mails are about, by topic, as far as it is known. One query for each sort of thing."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for mail in mails:
        thing, _colon, pk = mail.topic.partition(":")
        if thing in NAMERS and pk.isdecimal():
            wanted[thing].add(int(pk))
    found = {}
    for sort, pks in wanted.items():
        for key, name in NAMERS[sort](pks).items():
            found[topic(sort, key)] = name
    return found
