"""What happens to invitations: made, mailed again, withdrawn, accepted. Each ends the one before."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.invitations.models import LASTS, Invitation, InvitationState
from accounts.invitations.querysets import InvitationQuerySet
from accounts.models import User
from outbox import post

KIND = "invitation"
#: The same invitation is mailed at most this often: nobody's inbox is filled by a button.
AGAIN_AFTER = timedelta(minutes=10)
#: How many mails one person may cause by inviting: more than anybody's steering group, fewer than a nuisance.
MOST_AN_HOUR = 60


class TooOften(Exception):
    """Inviting has to wait; the text says why, as a sentence for whoever asked."""


def invite(
    *, user: User, inviter: User, path: str, title: str, role: "str | Promise" = "", topic: str = ""
) -> Invitation:
    """Invite somebody into what is at `path`, and mail them after the commit; call it in the transaction of the cause.

    An earlier invitation into the same thing stops working, and says that a newer one was mailed. `role` is a
    translatable label: it is said in the language of whoever reads it. Raises TooOften when the same invitation was
    mailed a moment ago, or the inviter caused too many in the last hour.
    """
    with translation.override("en"):
        role = str(role)
    now = timezone.now()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # two at once would both find none standing
        mine = Invitation.objects.filter(user=user).into(path)
        _require_patience(mine.standing(), inviter)
        mine.standing().update(replaced_at=now)
        made = Invitation.objects.create(
            user=user,
            inviter=inviter,
            path=path,
            title=title,
            role=role,
            made_at=now,
            expires_at=now + LASTS,
        )
        made.mail = post.queue(KIND, recipient=user, topic=topic, invitation=made.pk)
        made.save(update_fields=["mail"])
    return made


def renew(invitation: Invitation) -> Invitation:
    """Mail a new invitation to the same address in place of one that is too old; whoever has the link may ask for it.

    Raises TooOften when that was done a moment ago, and ValueError for one that is in another state: what was
    withdrawn stays withdrawn.
    """
    if invitation.state != InvitationState.EXPIRED:
        raise ValueError(f"An invitation that is {invitation.state.value} is not renewed.")
    return invite(
        user=invitation.user,
        inviter=invitation.inviter,
        path=invitation.path,
        title=invitation.title,
        role=invitation.role,
        topic=invitation.mail.topic if invitation.mail else "",
    )


def revoke(*, user: User, path: str) -> bool:
    """Withdraw whatever invitation of somebody into something stands; return whether there was one."""
    standing = Invitation.objects.filter(user=user).into(path).standing()
    return bool(standing.update(revoked_at=timezone.now()))


def accept(invitation: Invitation) -> bool:
    """Note that its person came in by it; return whether it was still open. Of two at once one is told so."""
    now = timezone.now()
    standing = Invitation.objects.standing().filter(pk=invitation.pk, expires_at__gt=now)
    return bool(standing.update(used_at=now))


def _require_patience(standing: InvitationQuerySet, inviter: User) -> None:
    now = timezone.now()
    if standing.made_since(now - AGAIN_AFTER).exists():
        raise TooOften(_("The invitation was mailed a moment ago. Give it ten minutes to arrive."))
    lately = Invitation.objects.filter(inviter=inviter, made_at__lte=now)
    if lately.made_since(now - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise TooOften(_("Many people were invited within the hour. Go on a little later."))
