"""Promises of named people: asked, answered, followed, agreed anew, given a new home; and the friction about them."""

import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from engagements.execution import permissions, rules
from engagements.execution.models import (
    Commitment,
    CommitmentState,
    CommitmentStep,
    FrictionNote,
    StepKind,
)
from engagements.execution.services.common import (
    require_future,
    require_member,
    require_past,
    required,
)
from engagements.lifecycle.mailing import mail
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.work import Work, work_on
from engagements.people.models import Membership
from engagements.people.roles import OWNERS

if TYPE_CHECKING:
    from accounts.models import User


def add_commitment(
    *, engagement: Engagement, actor: "User", member: Membership, text: str, due_on: datetime.date
) -> Commitment:
    """Note what somebody promises, or ask them to promise it; return it.

    Who promises for themselves has accepted at once. Anybody else is asked, and told so by mail.
    """
    with work_on(engagement, actor, "commitment-add") as work:
        require_member(work, "member", member, permissions.PROMISING)
        require_future("due_on", due_on)
        own = work.seat.holds(member.pk)
        state = CommitmentState.ACCEPTED if own else CommitmentState.PROPOSED
        commitment = work.add(Commitment, member=member, text=text, due_on=due_on, state=state)
        _step(work, commitment, StepKind.ACCEPTED if own else StepKind.PROPOSED, due_on=due_on)
        if not own:
            mail("promise-asked", [member], commitment=commitment.pk)
    return commitment


def change_commitment(
    *, commitment: Commitment, actor: "User", text: str, due_on: datetime.date, seen: int | None = None
) -> Commitment:
    """Change what is asked of somebody and return it. NotNow once it is answered: then it is their word."""
    with work_on(commitment.engagement, actor, "commitment-change") as work:
        now = work.current(commitment, seen)
        rules.changing_promise(now)
        if due_on != now.due_on:
            require_future("due_on", due_on)
        changed = work.change(now, text=text, due_on=due_on)
        if changed.version != now.version:
            _step(work, changed, StepKind.CHANGED, due_on=due_on)
    return changed


def answer_commitment(
    *, commitment: Commitment, actor: "User", accepted: bool, reason: str = "", seen: int | None = None
) -> Commitment:
    """Accept what is asked, or refuse it with a reason; return it.

    Raises PermissionDenied for anybody but the person asked, NotNow when it is answered already.
    """
    with work_on(commitment.engagement, actor, "commitment-answer") as work:
        now = work.current(commitment, seen)
        rules.answering(now, work.seat)
        note = (
            reason.strip()
            if accepted
            else required(reason, _("Say why not, so that something else can be found."))
        )
        state = CommitmentState.ACCEPTED if accepted else CommitmentState.REFUSED
        return _settle(work, now, state, note)


def settle_commitment(
    *, commitment: Commitment, actor: "User", outcome: str, note: str = "", seen: int | None = None
) -> Commitment:
    """Say that a promise was kept or broken (`outcome`: kept, broken) and return it; for a broken one, what came of it.

    Raises PermissionDenied for anybody but the one who promised and the manager, NotNow unless it was accepted and
    is still open.
    """
    with work_on(commitment.engagement, actor, "commitment-settle") as work:
        now = work.current(commitment, seen)
        rules.settling(now, work.seat)
        if outcome not in (CommitmentState.KEPT, CommitmentState.BROKEN):
            raise ValidationError({"outcome": _("Choose kept or broken.")})
        if outcome == CommitmentState.BROKEN:
            required(note, _("Say what came of it, or what got in the way."))
        return _settle(work, now, CommitmentState(outcome), note.strip())


def renegotiate_commitment(
    *,
    commitment: Commitment,
    actor: "User",
    text: str,
    due_on: datetime.date,
    reason: str,
    seen: int | None = None,
) -> Commitment:
    """Agree an accepted or broken promise anew, with another date or text and a reason; return it, open again.

    Nobody is bound by somebody else's word: what the manager agrees anew, the person is asked to accept.
    """
    with work_on(commitment.engagement, actor, "commitment-renegotiate") as work:
        now = work.current(commitment, seen)
        rules.renegotiating(now, work.seat)
        because = required(reason, _("Say why it is agreed anew."))
        require_future("due_on", due_on)
        own = permissions.promised(now, work.seat)
        state = CommitmentState.ACCEPTED if own else CommitmentState.PROPOSED
        changed = work.change(now, text=text, due_on=due_on, state=state)
        _step(work, changed, StepKind.RENEGOTIATED, because, due_on)
        if not own:
            mail("promise-asked", [changed.member], commitment=changed.pk)
    return changed


def rehome_commitment(
    *,
    commitment: Commitment,
    actor: "User",
    new_home: Membership,
    new_home_note: str,
    seen: int | None = None,
) -> Commitment:
    """Say who sees to an open promise once the manager has gone, and where it is followed up; return it, still open."""
    with work_on(commitment.engagement, actor, "commitment-rehome") as work:
        now = work.current(commitment, seen)
        rules.rehoming(now)
        require_member(work, "new_home", new_home, OWNERS)
        where = required(new_home_note, _("Say where it is followed up: a meeting, a list, a plan."))
        changed = work.change(now, new_home=new_home, new_home_note=where)
        _step(work, changed, StepKind.REHOMED, f"{new_home}: {where}")
    return changed


def add_friction(
    *,
    engagement: Engagement,
    actor: "User",
    about: str,
    happened_on: datetime.date,
    commitment: Commitment | None = None,
) -> FrictionNote:
    """Note where it rubbed, about a promise if it was about one; return the note. Read by the practice alone."""
    with work_on(engagement, actor, "friction-add") as work:
        if commitment is not None and commitment.engagement_id != work.engagement.pk:
            raise ValidationError({"commitment": _("Choose a promise of this engagement.")})
        require_past("happened_on", happened_on)
        return work.add(FrictionNote, about=about, happened_on=happened_on, commitment=commitment)


def _settle(work: Work, commitment: Commitment, state: CommitmentState, note: str) -> Commitment:
    """Give a promise its next state, under a name of its own so that it can be told; leave a line in its history."""
    changed = work.under(f"commitment-{state}").change(commitment, state=state)
    _step(work, changed, StepKind(state.value), note)
    return changed


def _step(
    work: Work, commitment: Commitment, what: StepKind, note: str = "", due_on: datetime.date | None = None
) -> None:
    """Leave a line in the history; with a date, the promise as it now reads belongs to it."""
    CommitmentStep.objects.create(
        commitment=commitment,
        what=what,
        actor=work.seat.user,
        note=note,
        due_on=due_on,
        text=commitment.text if due_on else "",
    )
