"""Who is mailed about an engagement, and when: the same answer for the page that announces it and for the outbox."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.lifecycle.letters import topic
from engagements.lifecycle.models import Engagement
from engagements.people.models import Delegation, Membership
from engagements.people.permissions import PERMISSIONS, Seat, kinds_with
from engagements.people.roles import Role
from outbox import post
from outbox.rhythms import HELD, NEVER, Rhythm, when
from outbox.weights import Weight
from phases.definitions import Text

if TYPE_CHECKING:
    from accounts.models import User

#: Whom every change of phase or standing binds: they are told at once, whatever rhythm they chose.
BOUND = (Role.MANAGER, Role.SPONSOR)

AT_ONCE = gettext_lazy("at once")
SOON = gettext_lazy("within a quarter of an hour")
NEXT_DAY = gettext_lazy("in the overview of the next working day")
MONDAY = gettext_lazy("in the overview of Monday")


def how(weight: Weight, rhythm: str) -> Text | None:
    """Return when mail of this weight reaches somebody of this rhythm, in words; None when it never does."""
    moment = when(weight, Rhythm(rhythm), timezone.now())
    if moment is NEVER:
        return None
    if moment is not HELD:
        return AT_ONCE
    if rhythm == Rhythm.NOW:
        return SOON
    return MONDAY if rhythm == Rhythm.WEEKLY and weight == Weight.NEWS else NEXT_DAY


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who is mailed, and when in words."""

    member: Membership
    how: Text

    @property
    def label(self) -> str:
        """Who, and when."""
        return f"{self.member}, {self.how}"


@dataclass(frozen=True, slots=True)
class Mailing:
    """Everybody whom one act mails. Iterated over, it gives them one by one."""

    people: tuple[Addressee, ...]

    def __iter__(self) -> Iterator[Addressee]:
        return iter(self.people)

    def __len__(self) -> int:
        return len(self.people)

    def seen_from(self, seat: Seat) -> "Mailing":
        """Return it as the seat may know of it: the client never reads of a shadow manager."""
        if seat.is_practice:
            return self
        return Mailing(tuple(each for each in self.people if each.member.role != Role.SHADOW))

    @property
    def note(self) -> str:
        """What a button says of it: who, or how many, and whether that is at once."""
        if not self.people:
            return _("mails nobody")
        if len(self.people) == 1:
            (one,) = self.people
            return _("mails %(who)s %(how)s") % {"who": one.member, "how": one.how}
        now = sum(each.how == AT_ONCE for each in self.people)
        later = len(self.people) - now
        if not later:
            return ngettext("mails %(n)s person", "mails %(n)s people", now) % {"n": now}
        if not now:
            return ngettext(
                "mails %(n)s person in their own rhythm", "mails %(n)s people in their own rhythm", later
            ) % {"n": later}
        return _("mails %(now)s at once, %(later)s in their own rhythm") % {"now": now, "later": later}


NOBODY = Mailing(())


def mailing(members: Iterable[Membership], weight: Weight, at_once: Collection[str] = ()) -> Mailing:
    """Return who of the members is mailed something of this weight, and when; roles in `at_once` are at once."""
    found = []
    for member in members:
        words = AT_ONCE if member.role in at_once else how(weight, member.user.mail_rhythm)
        if words is not None:
            found.append(Addressee(member, words))
    return Mailing(tuple(found))


def reachable(engagement: Engagement | int, roles: Collection[str] | None = None) -> list[Membership]:
    """Return who takes part now, in one of the roles if given, and can be mailed. One query."""
    members = Membership.objects.current().filter(engagement=engagement, user__is_active=True)
    if roles is not None:
        members = members.filter(role__in=roles)
    return list(members.select_related("user"))


def approving(engagement: Engagement, action: str, roles: Collection[str] | None = None) -> list[Membership]:
    """Return who is mailed to approve something: whose role may (or is one of `roles`), and who may in their place.

    One query.
    """
    members = engagement.memberships.current().filter(user__is_active=True)
    allowed = PERMISSIONS[action] if roles is None else roles
    return list(members.who_may(allowed, kinds_with(action)).select_related("user"))


def standing_in_for(member: Membership, action: str) -> list[Membership]:
    """Return who is mailed to do something in the place of one member. One query."""
    lent = Delegation.objects.in_force().filter(giver=member, kind__in=kinds_with(action))
    found = lent.filter(receiver__user__is_active=True).select_related("receiver__user")
    return [each.receiver for each in found]


def told_of_change(engagement: Engagement, actor: "User") -> Mailing:
    """Return who is mailed when the actor changes phase or standing, and when. One query."""
    others = [each for each in reachable(engagement) if each.user_id != actor.pk]
    return mailing(others, Weight.NEWS, at_once=BOUND)


def mail(
    kind: str,
    members: Iterable[Membership],
    *,
    weight: Weight | None = None,
    at_once: bool = False,
    **keys: Any,
) -> int:
    """Put a mail of this kind into the outbox for each of the members, each in their own rhythm; return how many.

    Call it in the transaction of the cause, with the keys the kind is written from. Members need their `user`.
    """
    queued = [
        post.queue(
            kind,
            recipient=member.user,
            topic=topic(member.engagement_id),
            weight=weight,
            due_at=timezone.now() if at_once else None,
            **keys,
        )
        for member in members
    ]
    return sum(each is not None for each in queued)
