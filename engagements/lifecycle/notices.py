"""Who is told about a change of phase or standing, and that each is told once."""

from typing import TYPE_CHECKING

from django.utils import timezone

from engagements.lifecycle import emails
from engagements.lifecycle.criteria import REGISTRY
from engagements.lifecycle.models import Engagement, Notice, Request
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from engagements.people.roles import Role
from outbox.rhythms import Rhythm
from phases.definitions import BY_KEY

if TYPE_CHECKING:
    from accounts.models import User

#: Whom every change of phase or standing binds: they are told whatever rhythm they chose.
BOUND = (Role.MANAGER, Role.SPONSOR)


def recipients(engagement: Engagement, actor: "User") -> list[Membership]:
    """Return who is mailed when the actor changes the engagement: whom it binds, and who wants every change.

    One query.
    """
    members = (
        engagement.memberships.current()
        .exclude(user=actor)
        .filter(user__is_active=True)
        .select_related("user")
    )
    return [m for m in members if m.role in BOUND or m.user.mail_rhythm == Rhythm.NOW]


def named_to(seat: Seat, people: list[Membership]) -> list[Membership]:
    """Return those of the recipients whom the seat may know of: the client never reads of a shadow manager."""
    return people if seat.is_practice else [member for member in people if member.role != Role.SHADOW]


def deliver(notice: Notice) -> int:
    """Mail everybody about the change, once, and return how many; 0 when it was claimed before.

    The claim is a compare-and-swap, so two workers never mail the same change.
    """
    claimed = Notice.objects.filter(pk=notice.pk, claimed_at=None).update(claimed_at=timezone.now())
    if not claimed:
        return 0
    change = notice.change
    people = recipients(change.engagement, change.actor)
    for member in people:
        emails.phase_changed(change, member).send()
    Notice.objects.filter(pk=notice.pk).update(sent_at=timezone.now())
    return len(people)


def deliver_request(request: Request) -> int:
    """Mail a request to whoever is asked, once, and return 1; 0 when it no longer has to be said."""
    engagement, member = request.engagement, request.member
    definition = next(
        (each for each in BY_KEY[engagement.phase].criteria if each.key == request.criterion), None
    )
    if request.closed_at or definition is None or not engagement.is_active:
        return 0
    if member.ended_on or not member.user.is_active or REGISTRY[definition.key](engagement).met:
        return 0
    claimed = Request.objects.filter(pk=request.pk, mailed_at=None).update(mailed_at=timezone.now())
    return emails.asked(request, definition).send() if claimed else 0
