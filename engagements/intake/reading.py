"""The assignment as somebody reads it: the words, who signed what and when, what changed, and what they can do now."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from engagements.intake import wording
from engagements.intake.assignment import SIGNERS, AssignmentState, Version, state_of
from engagements.intake.models import AssignmentConfirmation, AssignmentVersion
from engagements.lifecycle import legality
from engagements.lifecycle.models import Engagement
from engagements.people.names import spoken_by
from engagements.people.permissions import Seat
from engagements.people.roles import label
from engagements.record import approvals
from engagements.record.models import Approval, ApprovalKind
from phases.definitions import Text

#: The parts of the text, in words that suit whoever reads them; the form speaks to the manager.
PARTS: dict[str, Text] = {
    "purpose": _("What is asked"),
    "result": _("When it is done"),
    "authority": _("What the interim manager may decide"),
    "limits": _("What may not change"),
    "reporting": _("Who is reported to, and how often"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One part of the text; `pieces` says how it differs from the version before, empty when it does not."""

    name: Text
    text: str
    pieces: tuple[wording.Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One of the two places to sign: whose it is, when it was signed (None while it is empty) and with which word."""

    side: str
    role: Text
    on: datetime.datetime | None
    word: Approval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing said about a version, as a badge and who and when, with the reason if there is one."""

    what: Text
    tone: str
    who: str
    side: str
    at: datetime.datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldVersion:
    """One version as the reader sees it, and what they can do with it now."""

    version: Version
    passages: tuple[Passage, ...]
    follows: int | None
    history: tuple[Said, ...]
    words: Mapping[str, Approval]  # the last of each role
    can: frozenset[str]

    @property
    def assignment(self) -> AssignmentVersion:
        """The version itself."""
        return self.version.assignment

    @property
    def changed(self) -> list[Passage]:
        """The passages that differ from the version before."""
        return [passage for passage in self.passages if passage.pieces]

    @property
    def signatures(self) -> list[Signature]:
        """The two places to sign."""
        return _places(self.version.signed, self.words)

    @property
    def confirmations(self) -> list[Signature]:
        """The same two, for the word that this version is still right."""
        return _places(self.version.confirmed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAssignment:
    """The assignment of an engagement as the reader sees it; the versions newest first."""

    state: AssignmentState
    versions: tuple[ToldVersion, ...]

    @property
    def draft(self) -> ToldVersion | None:
        """The newest version, as long as it is not signed by both."""
        return self.of(self.state.draft.assignment) if self.state.draft else None

    @property
    def in_force(self) -> ToldVersion | None:
        """The newest version that both have signed."""
        return self.of(self.state.in_force.assignment) if self.state.in_force else None

    @property
    def older(self) -> list[ToldVersion]:
        """The versions that were in force before."""
        return [self.of(version.assignment) for version in self.state.older]

    def of(self, assignment: AssignmentVersion) -> ToldVersion:
        """Return what is told about this version."""
        return next(told for told in self.versions if told.assignment.pk == assignment.pk)


def told(engagement: Engagement, seat: Seat) -> ToldAssignment:
    """Return everything there is to read about the engagement's assignment. Three queries."""
    state = state_of(engagement)
    words = approvals.words_on(engagement, ApprovalKind.ASSIGNMENT)
    history = _history(engagement, words)
    versions = []
    for version in state.versions:
        before = state.before(version)
        versions.append(
            ToldVersion(
                version=version,
                passages=tuple(_passages(version.assignment, before.assignment if before else None)),
                follows=before.assignment.number if before else None,
                history=tuple(history.get(version.assignment.pk, ())),
                words={word.role: word for word in words.get(version.assignment.pk, ())},
                can=frozenset(_possible(state, version, engagement, seat)),
            )
        )
    return ToldAssignment(state=state, versions=tuple(versions))


def _passages(assignment: AssignmentVersion, before: AssignmentVersion | None) -> Iterator[Passage]:
    for name, words in PARTS.items():
        new, old = getattr(assignment, name), getattr(before, name, "")
        yield Passage(
            name=words,
            text=new,
            pieces=wording.difference(old, new) if before and old != new else (),
        )


def _places(
    given: Mapping[str, datetime.datetime], words: Mapping[str, Approval] = MappingProxyType({})
) -> list[Signature]:
    return [
        Signature(
            side=side, role=label(role), on=given.get(role), word=words.get(role) if role in given else None
        )
        for role, side in SIGNERS.items()
    ]


def _history(engagement: Engagement, said: Mapping[int, list[Approval]]) -> dict[int, list[Said]]:
    """Return what was said about each version, oldest first. One query."""
    found = {pk: [_said(word) for word in words] for pk, words in said.items()}
    confirmations = AssignmentConfirmation.objects.filter(engagement=engagement).select_related(
        "member__user", "on_behalf_of__user"
    )
    for each in confirmations:
        who = spoken_by(each.member, each.on_behalf_of)
        confirmed = Said(what=_("Confirmed"), tone="ok", who=who, side=each.side, at=each.created_at)
        found.setdefault(each.assignment_id, []).append(confirmed)
    return {pk: sorted(each, key=lambda one: one.at) for pk, each in found.items()}


def _said(word: Approval) -> Said:
    who, side = word.who_as, word.member.side
    if not word.approved:
        return Said(
            what=_("Change asked for"), tone="warn", who=who, side=side, at=word.at, reason=word.reason
        )
    if word.lapsed_at:
        return Said(
            what=_("Signed; lapsed"), tone="plain", who=who, side=side, at=word.at, reason=word.lapsed_because
        )
    return Said(what=_("Signed"), tone="ok", who=who, side=side, at=word.at)


def _possible(state: AssignmentState, version: Version, engagement: Engagement, seat: Seat) -> Iterator[str]:
    """Yield the actions the seat can take on the version now."""
    in_draft = bool(version.waits_for)
    rules = {
        "assignment-change": in_draft and not version.signed,
        "assignment-discard": in_draft and not version.signed,
        "assignment-sign": seat.place_for("assignment-sign").role in version.waits_for,
        "assignment-return": in_draft and not version.returned,
        "assignment-confirm": version is state.in_force
        and seat.place_for("assignment-confirm").role in version.unconfirmed,
    }
    for action, holds in rules.items():
        if holds and seat.may(action) and legality.is_now(engagement, action):
            yield action.removeprefix("assignment-")
