"""Claims on the manager's role as they are read: by party, with the conflicts between them and how each was handled."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.intake.models import Claim, ClaimConflict, ConflictState
from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.models import AuditEntry, Engagement
from phases.definitions import Text

HANDLE = "conflict-handle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A conflict as one of its two claims sees it: with whose claim, and what was done with it."""

    conflict: ClaimConflict
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldClaim:
    """One claim, and the conflicts it is part of, the open ones first."""

    claim: Claim
    clashes: tuple[Clash, ...]

    @property
    def is_fixed(self) -> bool:
        """Whether something was decided about it."""
        return any(clash.conflict.state != ConflictState.OPEN for clash in self.clashes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Everything one party expects."""

    name: str
    claims: tuple[ToldClaim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """What was once decided about a conflict, and by whom."""

    state: Text
    outcome: str
    who: str
    on: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldConflict:
    """Two claims that can't both be met, what was decided last, and what was decided before that, newest first."""

    conflict: ClaimConflict
    earlier: tuple[Handling, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """All claims of an engagement by party, and the conflicts between them: the open ones first."""

    parties: tuple[Party, ...]
    conflicts: tuple[ToldConflict, ...]

    @property
    def total(self) -> int:
        """How many claims there are."""
        return sum(len(party.claims) for party in self.parties)

    @property
    def open(self) -> int:
        """How many conflicts nobody has handled yet."""
        return sum(told.conflict.state == ConflictState.OPEN for told in self.conflicts)


def claims_of(engagement: Engagement) -> Claims:
    """Return the engagement's claims and conflicts. Three queries."""
    marked = ClaimConflict.objects.filter(engagement=engagement)
    conflicts = list(marked.select_related("first", "second", "handled_by__user"))
    conflicts.sort(key=lambda each: (each.state != ConflictState.OPEN, -each.pk))
    clashes: dict[int, list[Clash]] = {}
    for each in conflicts:
        for mine, other in ((each.first_id, each.second), (each.second_id, each.first)):
            clashes.setdefault(mine, []).append(Clash(conflict=each, party=other.party))
    parties: dict[str, list[ToldClaim]] = {}
    for claim in Claim.objects.filter(engagement=engagement):
        told = ToldClaim(claim=claim, clashes=tuple(clashes.get(claim.pk, ())))
        parties.setdefault(claim.party.casefold(), []).append(told)
    handlings = _handlings(engagement)
    return Claims(
        parties=tuple(Party(name=claims[0].claim.party, claims=tuple(claims)) for claims in parties.values()),
        conflicts=tuple(
            ToldConflict(conflict=each, earlier=tuple(handlings.get(each.pk, [])[1:])) for each in conflicts
        ),
    )


def require_changeable(claim: Claim) -> None:
    """Raise NotNow when a decision was made about the claim: what was decided on must stay readable."""
    if any(state != ConflictState.OPEN for state in _conflicts_with(claim)):
        raise NotNow(
            _("A decision was made about this claim, so it stays as it was."),
            _("If the party expects something else now, write that down as a new claim."),
        )


def require_removable(claim: Claim) -> None:
    """Raise NotNow when the claim is part of a conflict: removing it would make the conflict disappear unhandled."""
    if _conflicts_with(claim):
        raise NotNow(
            _(
                "This claim is part of a conflict, so it stays. Say what was decided about the conflict instead."
            )
        )


def _conflicts_with(claim: Claim) -> list[str]:
    """Return the states of the conflicts a claim is part of. One query."""
    mine = ClaimConflict.objects.filter(Q(first=claim) | Q(second=claim))
    return list(mine.values_list("state", flat=True))


def _handlings(engagement: Engagement) -> dict[int, list[Handling]]:
    """Return every decision about every conflict, newest first, from the audit trail; the row keeps only the last."""
    found: dict[int, list[Handling]] = {}
    now: dict[int, dict[str, Any]] = {}
    entries = AuditEntry.objects.filter(engagement=engagement, action=HANDLE)
    for entry in entries.select_related("actor").order_by("pk"):
        stand = now.setdefault(entry.subject_id or 0, {})
        stand.update(entry.after)
        handling = Handling(
            state=ConflictState(stand["state"]).label,
            outcome=stand["outcome"],
            who=str(entry.actor),
            on=timezone.localdate(entry.at),
        )
        found.setdefault(entry.subject_id or 0, []).insert(0, handling)
    return found
