"""The registry of exit criteria: one function answers each criterion that a phase definition names.

The definition says what must be true and who can make it so; the function says whether it is true now, in a
sentence with numbers, and where to go. The gate of a phase is all its answers together, with the waivers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _

from engagements.lifecycle.models import Engagement, Request, Waiver
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from phases.definitions import BY_KEY, Criterion, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether a criterion is met, the present answer in words ("2 of 3 processes have an owner"), and the spot.

    `spot` is the name of the page where it can be fulfilled. `waits_for` narrows the definition's roles to those it
    now waits for; empty means: as the definition says.
    """

    met: bool
    said: Text
    spot: str
    waits_for: tuple[str, ...] = ()


type Check = Callable[[Engagement], Answer]
REGISTRY: dict[str, Check] = {}


def criterion(key: str) -> Callable[[Check], Check]:
    """Register a function as the answer to the criterion `key` of the phase definitions."""

    def register(check: Check) -> Check:
        if key in REGISTRY and REGISTRY[key] is not check:
            raise ValueError(f"Two functions answer the criterion {key!r}.")
        REGISTRY[key] = check
        return check

    return register


def counted(met: int, total: int, sentence: str, spot: str, **more: Any) -> Answer:
    """Return the answer to an "every …" criterion, from a sentence with %(met)s and %(total)s.

    Nothing to count is not met.
    """
    return Answer(met=0 < total == met, said=sentence % {"met": met, "total": total}, spot=spot, **more)


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """One criterion as it stands now, for whoever looks."""

    definition: Criterion
    answer: Answer
    waiver: Waiver | None
    people: tuple[Membership, ...]
    url: str
    requests: tuple[Request, ...] = ()

    @property
    def state(self) -> str:
        """`met`, `waived` or `unmet`."""
        if self.answer.met:
            return "met"
        return "waived" if self.waiver else "unmet"

    @property
    def passes(self) -> bool:
        """Whether this line lets the engagement move on."""
        return self.state != "unmet"

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The roles that can make it true now."""
        return self.answer.waits_for or self.definition.fulfilled_by

    def binds(self, seat: Seat) -> bool:
        """Return whether this criterion binds the role of that seat."""
        return seat.role in self.waits_for

    def may_be_waived_by(self, seat: Seat) -> bool:
        """Return whether the seat may pass it over: advised, open, permitted, and not binding them."""
        return not self.definition.required and not self.passes and seat.may("waive") and not self.binds(seat)

    def sentence_for(self, seat: Seat) -> Text:
        """Return the criterion in the words of the seat's side."""
        return self.definition.manager if seat.is_practice else self.definition.client

    def frozen(self) -> dict[str, Any]:
        """Return the line as history keeps it."""
        return {
            "key": self.definition.key,
            "required": self.definition.required,
            "state": self.state,
            "said": str(self.answer.said),
            "waived_by": self.waiver.actor_id if self.waiver else None,
            "waived_because": self.waiver.reason if self.waiver else "",
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The exit of a phase: all its criteria as they stand now."""

    lines: tuple[GateLine, ...]

    @property
    def is_open(self) -> bool:
        """Whether the engagement may move on."""
        return all(line.passes for line in self.lines)

    @property
    def passed(self) -> int:
        """How many criteria are met or waived."""
        return sum(line.passes for line in self.lines)

    @property
    def total(self) -> int:
        """How many criteria there are."""
        return len(self.lines)

    @property
    def open_lines(self) -> list[GateLine]:
        """The criteria that still hold the engagement back."""
        return [line for line in self.lines if not line.passes]

    @property
    def passed_lines(self) -> list[GateLine]:
        """The criteria that are met or waived."""
        return [line for line in self.lines if line.passes]

    def frozen(self) -> list[dict[str, Any]]:
        """Return the gate as history keeps it."""
        return [line.frozen() for line in self.lines]


def evaluate(engagement: Engagement) -> Gate:
    """Return the gate of the engagement's present phase: one call per criterion, three queries besides."""
    waivers = {waiver.criterion: waiver for waiver in engagement.waivers.all()}
    members = list(engagement.memberships.current().select_related("user"))
    asked = engagement.requests.filter(closed_at=None, member__ended_on=None)
    requests = list(asked.select_related("member__user", "asker"))
    lines = []
    for definition in BY_KEY[engagement.phase].criteria:
        answer = REGISTRY[definition.key](engagement)
        roles = answer.waits_for or definition.fulfilled_by
        lines.append(
            GateLine(
                definition=definition,
                answer=answer,
                waiver=waivers.get(definition.key),
                people=tuple(member for member in members if member.role in roles),
                url=reverse(f"engagements:{answer.spot}", args=[engagement.ref]),
                requests=tuple(each for each in requests if each.criterion == definition.key),
            )
        )
    return Gate(lines=tuple(lines))


def require_waivable(line: GateLine, seat: Seat) -> None:
    """Raise PermissionDenied with a sentence when the criterion binds the one who wants to waive it."""
    if line.binds(seat):
        raise PermissionDenied(
            _("You can't waive a criterion that you yourself can fulfil; ask somebody else to.")
        )
