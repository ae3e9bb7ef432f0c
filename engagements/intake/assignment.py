"""Where the assignment stands: which version is in force, which is a draft, whose word each still waits for."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from engagements.intake.days import written
from engagements.intake.models import AssignmentVersion
from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.models import Engagement, PhaseChange
from engagements.people.permissions import Seat
from engagements.people.roles import MANAGER_SIDE, ORGANISATION_SIDE, Role
from engagements.record.digests import digest_of
from engagements.record.models import Approval, ApprovalKind

#: The two who sign, and the side each speaks for.
SIGNERS: dict[str, str] = {Role.MANAGER: MANAGER_SIDE, Role.SPONSOR: ORGANISATION_SIDE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of the assignment with what was said about it.

    `signed` holds who has signed exactly this text, and when; `returned` says that the sponsor asked for a change to
    exactly this text; `confirmed` holds whose word that it is still right was given in the present specification.
    """

    assignment: AssignmentVersion
    signed: Mapping[str, datetime.datetime]
    returned: bool
    confirmed: Mapping[str, datetime.datetime]

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The roles that have not signed it."""
        return tuple(role for role in SIGNERS if role not in self.signed)

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """The roles that have not said in the present specification that it is still right."""
        return tuple(role for role in SIGNERS if role not in self.confirmed)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentState:
    """All versions of an engagement's assignment, newest first."""

    versions: tuple[Version, ...]

    @property
    def in_force(self) -> Version | None:
        """The newest version that both have signed."""
        return next((version for version in self.versions if not version.waits_for), None)

    @property
    def draft(self) -> Version | None:
        """The newest version, as long as it is not signed by both."""
        newest = self.versions[0] if self.versions else None
        return newest if newest and newest.waits_for else None

    @property
    def older(self) -> tuple[Version, ...]:
        """The versions that were in force before."""
        return tuple(version for version in self.versions if version not in (self.draft, self.in_force))

    def of(self, assignment: AssignmentVersion) -> Version:
        """Return what stands about this version."""
        return next(version for version in self.versions if version.assignment.pk == assignment.pk)

    def before(self, version: Version) -> Version | None:
        """Return the version it follows."""
        earlier = (each for each in self.versions if each.assignment.number < version.assignment.number)
        return next(earlier, None)


def state_of(engagement: Engagement) -> AssignmentState:
    """Return where the engagement's assignment stands. One query."""
    return states_of([engagement.pk]).get(engagement.pk, AssignmentState(versions=()))


def states_of(engagements: Collection[int]) -> dict[int, AssignmentState]:
    """Return where the assignments of these engagements (ids) stand; those without one are left out. One query."""
    found: dict[int, list[Version]] = {}
    for assignment in _with_words(engagements):
        found.setdefault(assignment.engagement_id, []).append(_version(assignment))
    return {pk: AssignmentState(versions=tuple(versions)) for pk, versions in found.items()}


def _with_words(engagements: Collection[int]) -> QuerySet[AssignmentVersion]:
    """Return the versions, each with the latest word of both signers about it, all in one query."""
    entered = PhaseChange.objects.filter(engagement=OuterRef("engagement"), to_phase="specification")
    found = AssignmentVersion.objects.filter(engagement__in=engagements).annotate(
        specified_since=Subquery(entered.exclude(from_phase="specification").order_by("-pk").values("at")[:1])
    )
    for role, side in SIGNERS.items():
        latest = Approval.objects.filter(engagement=OuterRef("engagement"), subject_id=OuterRef("pk"))
        latest = latest.filter(kind=ApprovalKind.ASSIGNMENT, role=role).order_by("-pk")
        found = found.annotate(
            **{
                f"{role}_yes": Subquery(latest.values(word=_digest_if(approved=True))[:1]),
                f"{role}_no": Subquery(latest.values(word=_digest_if(approved=False))[:1]),
                f"{role}_at": Subquery(latest.values("at")[:1]),
                f"{role}_confirmed_at": Max("confirmations__created_at", filter=Q(confirmations__side=side)),
            }
        )
    return found.order_by("-number")  # aggregation drops the order of the model


def _digest_if(*, approved: bool) -> Case:
    return Case(When(approved=approved, lapsed_at__isnull=True, then=F("digest")), default=Value(""))


def _version(row: Any) -> Version:
    digest = digest_of(row.content())
    signed: dict[str, datetime.datetime] = {
        role: getattr(row, f"{role}_at") for role in SIGNERS if getattr(row, f"{role}_yes") == digest
    }
    return Version(
        assignment=row,
        signed=signed,
        returned=row.sponsor_no == digest,
        confirmed={
            role: when
            for role in SIGNERS
            for when in (getattr(row, f"{role}_confirmed_at"), signed.get(role))
            if when and row.specified_since and when >= row.specified_since
        },
    )


def require_no_draft(state: AssignmentState) -> None:
    """Raise NotNow while the newest version is not signed by both."""
    if draft := state.draft:
        number = {"number": draft.assignment.number}
        if draft.signed:
            raise NotNow(
                _(
                    "Version %(number)s still waits for a signature. A new version can be written once it is signed."
                )
                % number,
                _ask_for_change(),
            )
        raise NotNow(_("There is a draft already: version %(number)s. Change that one.") % number)


def require_open_draft(version: Version) -> None:
    """Raise NotNow unless nobody has signed the version."""
    number = {"number": version.assignment.number}
    if not version.waits_for:
        raise NotNow(_("Version %(number)s is signed by both sides. Write a new version instead.") % number)
    if version.signed:
        raise NotNow(
            _("Version %(number)s is signed by one side, so it stays as it is.") % number, _ask_for_change()
        )


def require_unsigned(version: Version, seat: Seat) -> None:
    """Raise NotNow when the seat's role has signed the version."""
    if seat.role in version.signed:
        raise NotNow(
            _("Version %(number)s was signed by your side on %(day)s.")
            % {"number": version.assignment.number, "day": written(version.signed[seat.role])}
        )


def require_returnable(version: Version) -> None:
    """Raise NotNow when both have signed the version, or the sponsor asks for a change to this very text already."""
    if not version.waits_for:
        raise NotNow(
            _("Version %(number)s is signed by both sides. Ask for a new version instead.")
            % {"number": version.assignment.number}
        )
    if version.returned:
        raise NotNow(
            _(
                "A change to this text was asked for already; the interim manager is to answer it with another text."
            )
        )


def require_confirmable(state: AssignmentState, version: Version, seat: Seat) -> None:
    """Raise NotNow unless the version is in force and the seat's side has not confirmed it in this specification."""
    if version is not state.in_force:
        raise NotNow(_("This version is not in force; only the version in force can be confirmed."))
    if seat.role in version.confirmed:
        raise NotNow(
            _("Your side has confirmed this version on %(day)s.")
            % {"day": written(version.confirmed[seat.role])}
        )


def _ask_for_change() -> str:
    return _("If something should change, the sponsor asks for a change; that opens it again.")
