"""Refusals: each says what is wrong in sentences a person can act on, and which HTTP status that is.

"You may not" is Django's PermissionDenied (403); these are about the moment (409) and about readiness (422).
"""

from collections.abc import Sequence
from typing import Any


class Refusal(Exception):
    """A change that was not made. `reasons` are sentences for people; nothing was written."""

    status = 409

    def __init__(self, *reasons: Any) -> None:
        super().__init__(*reasons)
        self.reasons: Sequence[Any] = reasons


class NotNow(Refusal):
    """The phase or standing does not allow this (409)."""


class Stale(Refusal):
    """Somebody else was first: what the person saw is no longer so (409).

    `current` is the object as it is now, if there is one.
    """

    def __init__(self, *reasons: Any, current: Any = None) -> None:
        super().__init__(*reasons)
        self.current = current


class NotReady(Refusal):
    """What must be true is not yet true (422)."""

    status = 422
