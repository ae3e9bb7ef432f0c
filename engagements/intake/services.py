"""What intake writes down: observations, intended changes, claims and their conflicts, the assignment, trust."""

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.intake import assignment as versions
from engagements.intake import claims, fresh, trust
from engagements.intake.models import (
    AssignmentConfirmation,
    AssignmentVersion,
    Claim,
    ClaimConflict,
    ConflictState,
    IntendedChange,
    Observation,
    TrustAnswer,
    TrustRound,
)
from engagements.lifecycle.exceptions import NotReady
from engagements.lifecycle.mailing import approving, mail, reachable
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.work import Work, validate, work_on
from engagements.people.permissions import PERMISSIONS
from engagements.people.roles import Role
from engagements.record import approvals
from engagements.record.models import ApprovalKind

if TYPE_CHECKING:
    from accounts.models import User


# -- Observations -------------------------------------------------------------------------------------


def add_observation(
    *, engagement: Engagement, actor: "User", area: str, text: str, seen_on: datetime.date
) -> Observation:
    """Write down what was seen; return it. On the fresh-wind list when it was seen in time and the list is still open.

    Raises PermissionDenied, NotNow, or ValidationError for values the model refuses and on `seen_on` for a day that
    can't be.
    """
    with work_on(engagement, actor, "observation-add") as work:
        _require_seen(work.engagement, seen_on)
        return work.add(Observation, author=actor, area=area, text=text, seen_on=seen_on)


def change_observation(*, observation: Observation, actor: "User", seen: int, **values: Any) -> Observation:
    """Change an observation; return it fresh. Raises NotNow also when it is frozen, Stale, ValidationError."""
    with work_on(observation.engagement, actor, "observation-change") as work:
        now = work.current(observation, seen)
        fresh.require_thawed(work.engagement, now)
        if values.get("seen_on", now.seen_on) != now.seen_on:
            _require_seen(work.engagement, values["seen_on"])
        return work.change(now, seen=seen, **values)


def remove_observation(*, observation: Observation, actor: "User", seen: int | None = None) -> None:
    """Remove an observation. Raises NotNow also when it is frozen, Stale."""
    with work_on(observation.engagement, actor, "observation-remove") as work:
        fresh.require_thawed(work.engagement, work.current(observation, seen))
        work.remove(observation, seen=seen)


def _require_seen(engagement: Engagement, seen_on: datetime.date) -> None:
    try:
        fresh.require_seen(engagement, seen_on)
    except ValidationError as error:
        raise ValidationError({"seen_on": error}) from error


# -- Intended changes ---------------------------------------------------------------------------------


def add_intended_change(
    *, engagement: Engagement, actor: "User", from_state: str, to_state: str
) -> IntendedChange:
    """Name a change the organisation wants; return it. Raises PermissionDenied, NotNow or ValidationError."""
    with work_on(engagement, actor, "intended-change-add") as work:
        return work.add(IntendedChange, from_state=from_state, to_state=to_state)


def change_intended_change(
    *, intended_change: IntendedChange, actor: "User", seen: int, **values: Any
) -> IntendedChange:
    """Put an intended change in other words; return it fresh. Raises also Stale."""
    with work_on(intended_change.engagement, actor, "intended-change-change") as work:
        return work.change(intended_change, seen=seen, **values)


def remove_intended_change(
    *, intended_change: IntendedChange, actor: "User", seen: int | None = None
) -> None:
    """Remove an intended change. Raises also Stale."""
    with work_on(intended_change.engagement, actor, "intended-change-remove") as work:
        work.remove(intended_change, seen=seen)


# -- Claims and conflicts -----------------------------------------------------------------------------


def add_claim(*, engagement: Engagement, actor: "User", party: str, text: str) -> Claim:
    """Write down what a party expects of the manager; return it. Raises PermissionDenied, NotNow, ValidationError."""
    with work_on(engagement, actor, "claim-add") as work:
        return work.add(Claim, party=party, text=text)


def change_claim(*, claim: Claim, actor: "User", seen: int, **values: Any) -> Claim:
    """Put a claim in other words; return it fresh. Raises NotNow also when a decision was made about it, Stale."""
    with work_on(claim.engagement, actor, "claim-change") as work:
        claims.require_changeable(work.current(claim, seen))
        return work.change(claim, seen=seen, **values)


def remove_claim(*, claim: Claim, actor: "User", seen: int | None = None) -> None:
    """Remove a claim. Raises NotNow also when it is part of a conflict, Stale."""
    with work_on(claim.engagement, actor, "claim-remove") as work:
        claims.require_removable(work.current(claim, seen))
        work.remove(claim, seen=seen)


def mark_conflict(*, engagement: Engagement, actor: "User", first: Claim, second: Claim) -> ClaimConflict:
    """Mark two claims as impossible to meet both, in whichever order they are given; return the conflict, still open.

    Raises PermissionDenied, NotNow, or ValidationError on `second` when it is the same claim, the pair is marked
    already, or a claim is another engagement's.
    """
    with work_on(engagement, actor, "conflict-add") as work:
        first, second = sorted((first, second), key=lambda claim: claim.pk)
        if any(claim.engagement_id != work.engagement.pk for claim in (first, second)):
            raise ValidationError({"second": _("Choose two claims of this engagement.")})
        if first == second:
            raise ValidationError({"second": _("Choose two different claims.")})
        if ClaimConflict.objects.filter(first=first, second=second).exists():
            raise ValidationError({"second": _("These two are marked already.")})
        return work.add(ClaimConflict, first=first, second=second)


def handle_conflict(
    *, conflict: ClaimConflict, actor: "User", state: str, outcome: str, seen: int | None = None
) -> ClaimConflict:
    """Say how a conflict was handled and what was decided; return it fresh.

    It can be handled again; earlier decisions stay in the audit trail, and on the page.

    Raises PermissionDenied, NotNow, Stale, or ValidationError on `state` or `outcome` when either is missing.
    """
    with work_on(conflict.engagement, actor, "conflict-handle") as work:
        if state == ConflictState.OPEN:
            raise ValidationError({"state": _("Choose how it was handled.")})
        if not outcome.strip():
            raise ValidationError({"outcome": _("Say what was decided.")})
        return work.change(
            conflict,
            seen=seen,
            state=state,
            outcome=outcome.strip(),
            handled_by=work.seat.membership,
            handled_on=timezone.localdate(),
        )


# -- The assignment -----------------------------------------------------------------------------------


def draft_assignment(
    *, engagement: Engagement, actor: "User", why_new: str = "", **texts: str
) -> AssignmentVersion:
    """Write the next version of the assignment; return it, signed by nobody yet.

    Raises NotNow also while the newest version is not signed by both, ValidationError on `why_new` when a later version
    does not say why it is needed.
    """
    with work_on(engagement, actor, "assignment-draft") as work:
        return write_draft(work, why_new=why_new, **texts)


def write_draft(work: Work, *, why_new: str = "", **texts: str) -> AssignmentVersion:
    """Write the next version, as `draft_assignment` does, in work that is under way."""
    state = versions.state_of(work.engagement)
    versions.require_no_draft(state)
    number = state.versions[0].assignment.number + 1 if state.versions else 1
    _require_why(number, why_new)
    return work.add(AssignmentVersion, number=number, why_new=why_new, **texts)


def change_assignment(
    *, assignment: AssignmentVersion, actor: "User", seen: int, **values: Any
) -> AssignmentVersion:
    """Change a version that nobody has signed; return it fresh. Raises NotNow also once somebody has, Stale."""
    with work_on(assignment.engagement, actor, "assignment-change") as work:
        now = work.current(assignment, seen)
        versions.require_open_draft(versions.state_of(work.engagement).of(now))
        _require_why(now.number, values.get("why_new", now.why_new))
        return work.change(now, seen=seen, **values)


def discard_assignment(*, assignment: AssignmentVersion, actor: "User", seen: int | None = None) -> None:
    """Throw away a version that nobody has signed; the next draft takes its number.

    What was said about it stays in the audit trail. Raises NotNow also once somebody has signed it, Stale.
    """
    with work_on(assignment.engagement, actor, "assignment-discard") as work:
        now = work.current(assignment, seen)
        versions.require_open_draft(versions.state_of(work.engagement).of(now))
        work.remove(now, seen=seen)


def sign_assignment(
    *, assignment: AssignmentVersion, actor: "User", seen: int | None = None
) -> AssignmentVersion:
    """Sign a version, exactly as the person saw it, for the actor's side; return it. In force once both have.

    Raises PermissionDenied, Stale when the text has changed since, NotNow also when that side has signed it.
    """
    with work_on(assignment.engagement, actor, "assignment-sign") as work:
        now = work.current(assignment, seen)
        version = versions.state_of(work.engagement).of(now)
        versions.require_unsigned(version, work.seat)
        approvals.approve(work, kind=ApprovalKind.ASSIGNMENT, subject_id=now.pk, content=now.content())
        last = version.waits_for == (work.seat.role,)
        work.audit(now, action="assignment-in-force" if last else "assignment-sign")
        others = set(version.waits_for) - {work.seat.role}
        mail("assignment-waits", approving(work.engagement, work.action, others), version=now.pk)
    return now


def return_assignment(
    *, assignment: AssignmentVersion, actor: "User", reason: str, seen: int | None = None
) -> AssignmentVersion:
    """Ask for a change to a version that is not in force; return it. A signature on it lapses, so it can be changed.

    Raises PermissionDenied, Stale, NotNow also when both have signed or this was asked, ValidationError on `reason`.
    """
    with work_on(assignment.engagement, actor, "assignment-return") as work:
        now = work.current(assignment, seen)
        versions.require_returnable(versions.state_of(work.engagement).of(now))
        because = str(_("The sponsor asked for a change."))
        approvals.lapse(work.engagement, ApprovalKind.ASSIGNMENT, [now.pk], because=because)
        approvals.ask_for_change(
            work, kind=ApprovalKind.ASSIGNMENT, subject_id=now.pk, content=now.content(), reason=reason
        )
        work.audit(now, after={"reason": reason.strip()})
        mail("assignment-returned", reachable(work.engagement, {Role.MANAGER}), version=now.pk)
    return now


def confirm_assignment(*, assignment: AssignmentVersion, actor: "User") -> AssignmentConfirmation:
    """Say for the actor's side that the version in force is still right; return that word.

    Raises PermissionDenied, NotNow also when it is not in force or that side has confirmed it in this specification.
    """
    with work_on(assignment.engagement, actor, "assignment-confirm") as work:
        state = versions.state_of(work.engagement)
        version = state.of(assignment)
        versions.require_confirmable(state, version, work.seat)
        last = version.unconfirmed == (work.seat.role,)
        under = work.under("assignment-confirmed") if last else work
        seat = work.seat
        return under.add(
            AssignmentConfirmation,
            assignment=assignment,
            member=seat.stand_in or seat.membership,
            on_behalf_of=seat.membership if seat.stand_in else None,
            side=seat.side,
        )


def _require_why(number: int, why_new: str) -> None:
    if number > 1 and not why_new.strip():
        raise ValidationError({"why_new": _("Say why a new version is needed.")})


# -- Trust --------------------------------------------------------------------------------------------


def ask_trust(*, engagement: Engagement, actor: "User") -> TrustRound:
    """Ask both sides how the trust stands; return the pulse.

    Raises PermissionDenied, NotNow also while a pulse is open, NotReady without a sponsor.
    """
    with work_on(engagement, actor, "trust-ask") as work:
        trust.require_none_open(work.engagement)
        if not work.engagement.memberships.current().filter(role=Role.SPONSOR).exists():
            raise NotReady(_("There is nobody on the other side to answer yet. Invite the sponsor first."))
        asked = work.add(TrustRound)
        sides = reachable(work.engagement, PERMISSIONS["trust-answer"])
        mail("trust-asked", [each for each in sides if each.user_id != actor.pk], round=asked.pk)
    return asked


def answer_trust(*, round: TrustRound, actor: "User", **scores: Any) -> TrustAnswer:
    """Answer a trust pulse for the actor's side; return the answer, which the other side sees once both have answered.

    `scores` are the four statements, 1 … 5, and a `remark`. Raises PermissionDenied, NotNow also when that side has
    answered, ValidationError.
    """
    with work_on(round.engagement, actor, "trust-answer") as work:
        trust.require_unanswered(round, work.seat.side)
        answer = TrustAnswer(
            engagement=work.engagement,
            round=round,
            member=work.seat.membership,
            side=work.seat.side,
            **scores,
        )
        validate(answer)
        answer.save(force_insert=True)
        # The audit trail is read by others: it tells that somebody answered, never what.
        work.audit(answer)
    return answer
