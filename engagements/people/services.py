"""Who takes part: bringing somebody in, changing what they are here, and ending their part."""

import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from accounts.services import invite_person
from accounts.tasks import send_invitation
from engagements.lifecycle import consequences
from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.models import AuditEntry
from engagements.lifecycle.work import Work, work_on
from engagements.people.delegations import end_delegations
from engagements.people.models import Membership
from engagements.people.roles import OWNERS, Role, side_of

if TYPE_CHECKING:
    from engagements.lifecycle.models import Engagement

#: An invitation is mailed again at most this often: nobody's inbox is filled by a button.
RESEND_AFTER = datetime.timedelta(minutes=10)


def add_member(
    *,
    engagement: "Engagement",
    actor: User,
    name: str,
    email: str,
    role: str,
    title: str = "",
    language: str = "",
) -> Membership:
    """Let somebody take part in a role, and mail them an invitation after the commit; return their membership.

    Somebody new gets an account without a password; `name` and `language` (default: the engagement's) are for them,
    somebody with an account keeps their own. A part that had ended is taken up again. The actor is never told whether
    the person had an account. Raises ValidationError on `email` when they already take part or it is no address.
    """
    with work_on(engagement, actor, "member-add") as work:
        return bring_in(work, name=name, email=email, role=role, title=title, language=language)


def bring_in(
    work: Work, *, name: str, email: str, role: str, title: str = "", language: str = ""
) -> Membership:
    """Let somebody take part, as `add_member` does, in work under way; who may is decided by whoever opened it."""
    _require_address(email)
    person = invite_person(email=email, name=name, language=language or work.engagement.language)
    earlier = Membership.objects.filter(engagement=work.engagement, user=person)
    if earlier.current().exists():
        raise ValidationError({"email": _("This person already takes part here.")})
    about = work.under("shadow-add") if role == Role.SHADOW else work  # nobody of the client is told
    before = next((each for each in earlier.order_by("-pk") if each.side == side_of(role)), None)
    values: dict[str, Any] = {"role": role, "title": title, "invited_by": work.seat.user}
    if before:
        member = about.change(before, ended_on=None, invited_at=timezone.now(), **values)
    else:
        member = about.add(Membership, user=person, **values)
    _mail_invitation(work, member)
    return member


def _require_address(email: str) -> None:
    try:
        validate_email(email.strip())
        User._meta.get_field("email").run_validators(email.strip())
    except ValidationError as error:
        raise ValidationError({"email": error.messages}) from error


def change_member(*, member: Membership, actor: User, seen: int | None = None, **values: str) -> Membership:
    """Change somebody's `role` or `title`; return the membership fresh.

    Their name and address are their own. Raises ValidationError on `role` for one of the other side of the table,
    NotNow when it would leave nobody as manager or take the right to hold what they still hold, Stale when somebody
    else was first.
    """
    with work_on(member.engagement, actor, "member-change") as work:
        now = _taking_part(work, member, seen)
        role = values.get("role", now.role)
        if side_of(role) != now.side:
            raise ValidationError(
                {"role": _("Nobody changes sides: end this part, and add the person in the new role.")}
            )
        if now.role == Role.MANAGER != role:
            _require_another_manager(work.engagement, now)
        if now.role in OWNERS and role not in OWNERS:
            _require_nothing_held(work.engagement, now)
        return work.change(now, seen=seen, **values)


def end_member(*, member: Membership, actor: User) -> Membership:
    """End somebody's part today: they no longer see anything of the engagement. Their history stays.

    Raises NotNow for the last manager, and while they hold something that is open, naming what.
    """
    with work_on(member.engagement, actor, "member-end") as work:
        now = _taking_part(work, member)
        require_endable(work.engagement, now)
        about = work.under("shadow-end") if now.role == Role.SHADOW else work
        end_delegations(work, now)
        return about.change(now, ended_on=timezone.localdate())


def resend_invitation(*, member: Membership, actor: User) -> None:
    """Mail the invitation again to somebody who has not signed in yet.

    Raises NotNow when there is no need, or when it was mailed a moment ago.
    """
    with work_on(member.engagement, actor, "member-resend") as work:
        now = _taking_part(work, member)
        if now.user.last_login:
            raise NotNow(_("%(who)s has signed in; there is no need for an invitation.") % {"who": now})
        latest = AuditEntry.objects.filter(
            engagement=work.engagement, action=work.action, subject_kind="membership", subject_id=now.pk
        )
        if latest.filter(at__gt=timezone.now() - RESEND_AFTER).exists():
            raise NotNow(_("The invitation was mailed a moment ago. Give it ten minutes to arrive."))
        work.audit(now)
        _mail_invitation(work, now)


def require_endable(engagement: "Engagement", member: Membership) -> None:
    """Raise NotNow when somebody's part can't end: the last manager, or whoever still holds something that is open."""
    if member.role == Role.MANAGER:
        _require_another_manager(engagement, member)
    _require_nothing_held(engagement, member)


def _taking_part(work: Work, member: Membership, seen: int | None = None) -> Membership:
    now = work.current(member, seen)
    if now.ended_on:
        raise NotNow(_("%(who)s no longer takes part.") % {"who": now})
    return now


def _require_another_manager(engagement: "Engagement", member: Membership) -> None:
    others = engagement.memberships.current().filter(role=Role.MANAGER).exclude(pk=member.pk)
    if not others.exists():
        raise NotNow(_("%(who)s is the only interim manager. Add another one first.") % {"who": member})


def _require_nothing_held(engagement: "Engagement", member: Membership) -> None:
    open_items = consequences.still_open(engagement)  # what a later room has open, without knowing the room
    held = [
        str(item.sentence) for item in open_items if item.owner is not None and item.owner.pk == member.pk
    ]
    if held:
        raise NotNow(_("%(who)s still holds this. Give it to somebody else first.") % {"who": member}, *held)


def _mail_invitation(work: Work, member: Membership) -> None:
    """Mail after the commit, in the recipient's own words; a dead mail server is no reason to fail."""
    with override(member.user.language):
        role = str(member.get_role_display())
    send = partial(
        send_invitation.enqueue,
        member.user_id,
        inviter=str(work.seat.user),
        title=work.engagement.title,
        path=work.engagement.get_absolute_url(),
        role=role,
    )
    transaction.on_commit(send, robust=True)
