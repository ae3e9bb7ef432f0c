"""The shapes the process is described in: frozen, typed, without behaviour beyond arithmetic."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

type Text = str | Promise
"""A text for people: plain, or translated at the moment it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A closed interval, such as the rungs a phase calls for; `low` is never above `high`."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """The point halfway."""
        return (self.low + self.high) / 2

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def towards(self, other: "Span", share: float) -> "Span":
        """The span a `share` (0 to 1) of the way from this one to `other`."""
        return Span(
            low=self.low + (other.low - self.low) * share,
            high=self.high + (other.high - self.high) * share,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One rung of the ladder of delegation: who really decides."""

    number: int
    key: str
    label: Text
    plain: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that must be true before a phase is left, worded for each side.

    `required` criteria cannot be skipped; advised ones can be waived with a reason.
    `fulfilled_by` holds the role keys of the people who can make it true.
    """

    key: str
    manager: Text
    client: Text
    fulfilled_by: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is asked of one perspective in one phase, and what it may expect in return."""

    perspective: str
    asked: Text
    expect: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One of the four steps: wording for both sides, expectations in numbers, and its exit criteria."""

    key: str
    order: int
    slug: Text
    title: Text
    public_title: Text
    promise: Text
    summary: Text
    what_happens: tuple[Text, ...]
    role_name: Text
    manager_role: Text
    matters_most: Text
    matters_why: Text
    influence: Text
    asked_of_organisation: Text
    asked_of_employees: Text
    milestone: Text
    rungs_start: Span
    rungs_end: Span
    stance: Span
    swings: bool
    tone: str
    criteria: tuple[Criterion, ...]
    back_to: str | None
    cards: tuple[Card, ...]

    @property
    def required(self) -> tuple[Criterion, ...]:
        """The criteria that cannot be skipped."""
        return tuple(each for each in self.criteria if each.required)

    @property
    def advised(self) -> tuple[Criterion, ...]:
        """The criteria that may be waived with a reason."""
        return tuple(each for each in self.criteria if not each.required)

    def card(self, perspective: str) -> Card:
        """The card of one perspective; KeyError when the phase has none for it."""
        for each in self.cards:
            if each.perspective == perspective:
                return each
        raise KeyError(perspective)

    def texts(self) -> Iterator[Text]:
        """Every text of this phase, slugs apart, for checks and tests."""
        yield from (self.title, self.public_title, self.promise, self.summary, *self.what_happens)
        yield from (self.role_name, self.manager_role, self.matters_most, self.matters_why, self.influence)
        yield from (self.asked_of_organisation, self.asked_of_employees, self.milestone)
        for criterion in self.criteria:
            yield from (criterion.manager, criterion.client)
        for card in self.cards:
            yield from (card.asked, card.expect)
