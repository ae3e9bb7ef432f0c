"""What happens by itself: functions registered in the `jobs` module of an app, run by `clock.ticking`.

A job may be run late, or a second time after somebody died in the middle of it: it has to look at what is so, and do
nothing twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

#: Gets the present moment and returns how many things it did.
Work = Callable[[datetime], int]

EPOCH = datetime(2001, 1, 1, tzinfo=UTC)  # a Monday: a weekly job runs in the first hours of one


@dataclass(frozen=True, slots=True)
class Regular:
    """A job that is due every so often, and that one machine at a time does."""

    name: str
    every: timedelta
    work: Work

    def next_after(self, now: datetime) -> datetime:
        """Return when it is due again: whole multiples of `every`, so that a late run does not shift the next."""
        return EPOCH + self.every * ((now - EPOCH) // self.every + 1)


REGULAR: dict[str, Regular] = {}
EVERY_TICK: dict[str, Work] = {}


def job(name: str, *, every: timedelta) -> Callable[[Work], Work]:
    """Register a function under a lasting name, to be run every so often by one machine at a time."""

    def register(work: Work) -> Work:
        _refuse_second(name, work)
        REGULAR[name] = Regular(name, every, work)
        return work

    return register


def every_tick(name: str) -> Callable[[Work], Work]:
    """Register a function to be run at every tick, by every machine: it claims what it works on, piece by piece."""

    def register(work: Work) -> Work:
        _refuse_second(name, work)
        EVERY_TICK[name] = work
        return work

    return register


def _refuse_second(name: str, work: Work) -> None:
    """Raise ValueError when the name is another function's already: they would share one row."""
    known = REGULAR[name].work if name in REGULAR else EVERY_TICK.get(name)
    if known is not None and known is not work:
        raise ValueError(f"There are two jobs called {name!r}.")
