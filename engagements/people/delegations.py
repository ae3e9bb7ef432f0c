"""Letting a colleague approve in one's place, and taking that back.

What is delegated is the approving of one kind, or of every kind, on the organisation's own side: the practice's word is
its interim manager's own. It is lent by whoever has it by their own role and can't be passed on. It ends on its last
day, with the part of either of the two, or at once when one of them ends it. Who may do what by it is decided with the
table of permissions (`permissions.Seat`); that it was used is kept with each approval.
"""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.work import Work, work_on
from engagements.people.delegable import DelegationKind
from engagements.people.models import Delegation, Membership
from engagements.people.permissions import HEART, PERMISSIONS, Seat
from engagements.people.roles import MANAGER_SIDE

if TYPE_CHECKING:
    from accounts.models import User
    from engagements.lifecycle.models import Engagement

#: How many delegations of one person can hold at once.
MOST = 20


def kinds_of(seat: Seat) -> list[DelegationKind]:
    """Return what the seat can delegate: the kinds it may approve by its own role, not what was delegated to it."""
    if seat.is_practice:
        return []
    own = [kind for kind in DelegationKind if kind in HEART and seat.role in PERMISSIONS[HEART[kind]]]
    return [DelegationKind.ALL, *own] if own else []


def candidates(engagement: "Engagement", seat: Seat) -> Iterable[Membership]:
    """Return whom the seat can delegate to: colleagues of the organisation, except who is there to observe."""
    colleagues = engagement.memberships.current().filter(
        role__in=PERMISSIONS["delegation-add"], user__is_active=True
    )
    return colleagues.exclude(user=seat.user).select_related("user").order_by("user__name", "pk")


def in_force(engagement: "Engagement") -> Iterable[Delegation]:
    """Return the delegations that hold today, for everybody around the table to read. One query."""
    found = Delegation.objects.filter(engagement=engagement).in_force()
    return found.select_related("giver__user", "receiver__user")


def add_delegation(
    *,
    engagement: "Engagement",
    actor: "User",
    receiver: Membership,
    kind: str = DelegationKind.ALL,
    until: datetime.date | None = None,
) -> Delegation:
    """Let a colleague approve in the actor's place, up to and including `until` or until it is revoked; return that.

    Raises PermissionDenied for who approves nothing themselves, ValidationError beside the field for a kind the actor
    doesn't approve, somebody who is no colleague, or a day that has been; NotNow when this holds already.
    """
    with work_on(engagement, actor, "delegation-add") as work:
        if kind not in kinds_of(work.seat):
            raise ValidationError({"kind": _("You can only delegate what you approve yourself.")})
        _require_colleague(work, receiver)
        if until is not None and until < timezone.localdate():
            raise ValidationError({"until": _("Choose today or a later day.")})
        mine = Delegation.objects.filter(engagement=work.engagement, giver=work.seat.membership).in_force()
        if mine.filter(receiver=receiver, kind=kind).exists():
            raise NotNow(_("%(who)s approves this in your place already.") % {"who": receiver})
        if mine.count() >= MOST:
            raise NotNow(
                _("You have delegated to so many people that nobody can tell who approves any more.")
            )
        return work.add(Delegation, giver=work.seat.membership, receiver=receiver, kind=kind, until=until)


def revoke_delegation(*, delegation: Delegation, actor: "User") -> Delegation:
    """End a delegation at once, as the one who gave it or the one who has it; return it fresh.

    What was approved by it stays approved. Raises PermissionDenied for anybody else, NotNow when it is over already.
    """
    with work_on(delegation.engagement, actor, "delegation-revoke") as work:
        now = work.current(delegation)
        require_own(now, work.seat)
        require_in_force(now)
        return work.change(now, revoked_at=timezone.now())


def end_delegations(work: Work, member: Membership) -> None:
    """End everything a member gave or was given: somebody who is invited again later begins without it."""
    for each in Delegation.objects.filter(Q(giver=member) | Q(receiver=member), revoked_at=None):
        work.under("delegation-revoke").change(each, revoked_at=timezone.now())


def require_own(delegation: Delegation, seat: Seat) -> None:
    """Raise PermissionDenied for anybody but the two."""
    if not (seat.holds(delegation.giver_id) or seat.holds(delegation.receiver_id)):
        raise PermissionDenied(_("Only who gave this, or who has it, can end it."))


def require_in_force(delegation: Delegation) -> None:
    """Raise NotNow when the delegation is over."""
    if not Delegation.objects.in_force().filter(pk=delegation.pk).exists():
        raise NotNow(_("This is over already."))


def _require_colleague(work: Work, receiver: Membership) -> None:
    if (
        receiver.engagement_id != work.engagement.pk
        or receiver.ended_on
        or receiver.side == MANAGER_SIDE
        or receiver.role not in PERMISSIONS["delegation-add"]
        or work.seat.holds(receiver.pk)
    ):
        raise ValidationError({"receiver": _("Choose a colleague who takes part.")})
