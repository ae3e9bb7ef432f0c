"""Who takes part: bringing somebody in, changing what they are here, and ending their part."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.invitations import services as invitations
from accounts.models import Invitation, User
from accounts.services import invite_person
from engagements.lifecycle import consequences
from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.work import Work, work_on
from engagements.people.delegations import end_delegations
from engagements.people.models import Membership
from engagements.people.roles import OWNERS, Role, side_of

if TYPE_CHECKING:
    from engagements.lifecycle.models import Engagement


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
    _invite(work, member)
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
        invitations.revoke(user=now.user, path=work.engagement.get_absolute_url())
        about = work.under("shadow-end") if now.role == Role.SHADOW else work
        end_delegations(work, now)
        return about.change(now, ended_on=timezone.localdate())


def resend_invitation(*, member: Membership, actor: User) -> None:
    """Mail a new invitation to somebody who has not signed in yet; the link in an earlier one stops working.

    Raises NotNow when there is no need, or when it was mailed a moment ago.
    """
    with work_on(member.engagement, actor, "member-resend") as work:
        now = _taking_part(work, member)
        _require_unused(now)
        work.audit(now)
        _invite(work, now)


def revoke_invitation(*, member: Membership, actor: User) -> Membership:
    """Take back the invitation of somebody who has not signed in yet: its link dies, and so does their part.

    Their part too, because a link is only the way in: whoever has the address signs in without it. Raises NotNow once
    they have signed in, for the last manager, and while they hold something that is open.
    """
    with work_on(member.engagement, actor, "member-revoke") as work:
        now = _taking_part(work, member)
        require_revocable(work.engagement, now)
        about = work.under("shadow-revoke") if now.role == Role.SHADOW else work
        invitations.revoke(user=now.user, path=work.engagement.get_absolute_url())
        end_delegations(work, now)
        return about.change(now, ended_on=timezone.localdate())


def require_revocable(engagement: "Engagement", member: Membership) -> None:
    """Raise NotNow when there is no invitation of somebody to take back, or their part can't end."""
    _require_unused(member)
    require_endable(engagement, member)


def add_invitations(engagement: "Engagement", members: Iterable[Membership]) -> None:
    """Give each of these members who has not signed in yet their newest `invitation`, if any. One query."""
    waiting = [member for member in members if not member.user.last_login]
    found = Invitation.objects.into(engagement.get_absolute_url()).latest_of(
        member.user_id for member in waiting
    )
    for member in waiting:
        member.invitation = found.get(member.user_id)  # type: ignore[attr-defined] # for the page


def require_endable(engagement: "Engagement", member: Membership) -> None:
    """Raise NotNow when somebody's part can't end: the last manager, or whoever still holds something that is open."""
    if member.role == Role.MANAGER:
        _require_another_manager(engagement, member)
    _require_nothing_held(engagement, member)


def _require_unused(member: Membership) -> None:
    if member.user.last_login:
        raise NotNow(_("%(who)s has signed in; there is no need for an invitation.") % {"who": member})


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


def _invite(work: Work, member: Membership) -> None:
    """Mail somebody the way in after the commit; raise NotNow when that was done a moment ago, or too often."""
    engagement = work.engagement
    try:
        invitations.invite(
            user=member.user,
            inviter=work.seat.user,
            path=engagement.get_absolute_url(),
            title=engagement.title,
            role=Role(member.role).label,
            topic=f"engagement:{engagement.pk}",
        )
    except invitations.TooOften as refusal:
        raise NotNow(str(refusal)) from refusal
