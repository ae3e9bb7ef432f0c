"""The one refusal there is here: somebody else was first."""

from typing import Any


class Stale(Exception):
    """What the person saw is no longer so (409); nothing was written.

    `reasons` are sentences for people, `current` is the row as it is now, if there is one.
    """

    status = 409

    def __init__(self, *reasons: Any, current: Any = None) -> None:
        super().__init__(*reasons)
        self.reasons = reasons
        self.current = current
