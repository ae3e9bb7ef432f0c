"""View as this client: the interim manager sees the page of one person of the organisation, and can't act there.

It is that person's page by the same view, rendered for their seat in their language and made inert afterwards. There is
no state to be in: the preview is one address that answers reading only, so that whatever else is posted is posted as
oneself. Whoever looks is written into the audit trail, where the sponsor and the practice administrator read it.

Only interim managers look. The client never learns of a shadow manager, so a shadow manager's look could not be shown
to the sponsor; and the administrator would read what two people say to each other at the sparring desk, which nobody
but those two reads. One thing is kept back even so: a word that somebody else wrote to this very person, because they
were told that nobody else reads it.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils.translation import gettext as _
from django.utils.translation import override

from engagements.lifecycle.asks import Ask
from engagements.lifecycle.models import Engagement, Request
from engagements.lifecycle.work import work_on
from engagements.overview.inert import made_inert
from engagements.people.models import Membership
from engagements.people.permissions import Seat, seat_of
from engagements.people.querysets import MembershipQuerySet

if TYPE_CHECKING:
    from accounts.models import User

#: What a look is called in the table of permissions and in the trail.
LOOK = "view-as"


def viewable(engagement: Engagement) -> MembershipQuerySet:
    """Return whose page can be looked at: people of the organisation who take part now and can sign in."""
    members: Any = engagement.memberships
    found: MembershipQuerySet = members.current().organisation().filter(user__is_active=True)
    return found.select_related("user")


def discreet(asks: list[Ask], seat: Seat, looker: "User | None") -> list[Ask]:
    """Return the asks as `looker` may read them along with the seat: what others wrote to this person is kept back.

    Nobody looks along when it is None. One query when somebody does.
    """
    if looker is None:
        return asks
    written = Request.objects.filter(member=seat.membership, closed_at=None).exclude(asker=looker)
    kept_back = set(written.exclude(text="").values_list("text", flat=True))
    return [
        replace(ask, detail=_("What was written with it is between the two of them."))
        if ask.detail in kept_back
        else ask
        for ask in asks
    ]


def note_look(*, member: Membership, actor: "User") -> None:
    """Write into the audit trail that the actor looks at the page of a member. Raises PermissionDenied for others."""
    with work_on(member.engagement, actor, LOOK) as work:
        work.audit(member)


def page_of(
    member: Membership, request: Any, view: Callable[..., HttpResponse], path: str, bar: dict[str, Any]
) -> HttpResponse:
    """Return the page at `path` as the member would get it from `view`, inert, below a bar that says so.

    `view` is a view behind the door, called with a request and the engagement. The bar speaks the language of whoever
    looks; `bar` is what its template needs.
    """
    above = render_to_string("engagements/overview/viewing/_bar.html", {"member": member, **bar})
    with override(member.user.language):
        page = view(_as_theirs(request, member, path), member.engagement)
        return HttpResponse(made_inert(page.text, above), status=page.status_code)


def _as_theirs(request: Any, member: Membership, path: str) -> Any:
    """Return the request as if the member had made it: their seat, no session, no messages, nothing asked for."""
    theirs = copy(request)
    theirs.user = member.user
    theirs.seat = seat_of(member.user, member.engagement)
    theirs.session = {}
    theirs._messages = []
    theirs.GET = QueryDict()
    theirs.path = theirs.path_info = path
    theirs.resolver_match = resolve(path)
    theirs.LANGUAGE_CODE = member.user.language
    return theirs
