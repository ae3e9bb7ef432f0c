"""Who really decides, as both sides last rated it, and what the phase expects.

Of several ratings of one side on one day the last counts.
"""

import math

from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.processes.models import CriticalProcess, Rating
from phases.definitions import BY_KEY, RUNGS, Text


def latest_rungs(engagement: Engagement) -> dict[int, dict[str, int]]:
    """Return the latest rung per process and side: `{process_id: {"manager": 6, "owner": 5}}`. One query.

    A process that nobody rated, or a side that did not rate, is left out.
    """
    found: dict[int, dict[str, int]] = {}
    ratings = Rating.objects.filter(engagement=engagement).order_by("rated_on", "pk")
    for process_id, side, rung in ratings.values_list("process_id", "side", "rung"):
        found.setdefault(process_id, {})[side] = rung
    return found


def expected_rungs(phase: str) -> tuple[int, int]:
    """Return the lowest and the highest rung that fit the phase, from its start to its end."""
    definition = BY_KEY[phase]
    return math.ceil(definition.rungs_start.low), math.floor(definition.rungs_end.high)


def last_rung(process: CriticalProcess, seat: Seat) -> int | None:
    """Return the rung the seat's person gave the process last, to begin from; None the first time. One query."""
    own = Rating.objects.filter(process=process, rater=seat.membership)
    return own.order_by("-rated_on", "-pk").values_list("rung", flat=True).first()


def wording(seat: Seat) -> dict[int, Text]:
    """Return what each rung says, in the words of the seat's side."""
    return {rung.number: rung.label if seat.is_practice else rung.plain for rung in RUNGS}
