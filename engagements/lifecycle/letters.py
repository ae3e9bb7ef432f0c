"""Mail about an engagement: what every room's letters are made with, and those of the life cycle itself.

A letter is written when it goes out, in its reader's language: whoever no longer takes part gets none, and neither does
anybody about what is no longer so.
"""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.lifecycle import legality
from engagements.lifecycle.commands import COMMANDS
from engagements.lifecycle.criteria import REGISTRY
from engagements.lifecycle.models import Engagement, PhaseChange, Request
from engagements.people import permissions
from engagements.people.models import Membership
from engagements.people.permissions import PERMISSIONS
from engagements.people.roles import PRACTICE
from outbox.kinds import kind
from outbox.letters import Letter
from outbox.weights import Weight
from phases.definitions import BY_KEY

if TYPE_CHECKING:
    from accounts.models import User


def topic(engagement_pk: int) -> str:
    """Return what mail about an engagement is kept under in the outbox."""
    return f"engagement:{engagement_pk}"


def about(engagement: Engagement) -> str:
    """Return how an engagement is called in mail: its title and whose it is."""
    return f"{engagement.title}, {engagement.organisation}"


def letter(
    engagement: Engagement,
    *,
    subject: str,
    sentence: str,
    button: str,
    path: str,
    quote: str = "",
    after: str = "",
) -> Letter:
    """Return a letter about an engagement."""
    return Letter(
        subject=subject,
        sentence=sentence,
        quote=quote,
        after=after,
        button=button,
        path=path,
        about=about(engagement),
    )


def place(reader: "User", engagement: Engagement, action: str, *, now: bool = True) -> Membership | None:
    """Return the part from which somebody may do the action in an engagement, if now is the moment for it.

    Their own, or that of a colleague in whose place they may. None for whoever takes part no longer. With `now=False`
    the moment does not matter. One query.
    """
    seat = permissions.seat_of(reader, engagement)
    if seat is None or seat.membership is None or not seat.may(action):
        return None
    return seat.place_for(action).membership if not now or legality.is_now(engagement, action) else None


@kind("phase-changed", weight=Weight.NEWS, label=gettext_lazy("change of phase or standing"))
def phase_changed(reader: "User", *, change: int) -> Letter | None:
    """Tell somebody what changed, why, and who did it, in the words of their side. Nothing internal is in it."""
    found = PhaseChange.objects.select_related("engagement__organisation", "actor").filter(pk=change).first()
    member = place(reader, found.engagement, "engagement", now=False) if found else None
    if found is None or member is None:
        return None
    engagement, done = found.engagement, COMMANDS[found.command].done
    phase = BY_KEY[found.to_phase]
    moved = found.from_phase != found.to_phase
    name = phase.title if member.role in PRACTICE else phase.public_title
    says = {
        (True, False): _("%(done)s It is now in: %(phase)s. Done by %(who)s."),
        (True, True): _("%(done)s It is now in: %(phase)s. Done by %(who)s, with this reason:"),
        (False, False): _("%(done)s Done by %(who)s."),
        (False, True): _("%(done)s Done by %(who)s, with this reason:"),
    }[moved, bool(found.reason)]
    return letter(
        engagement,
        subject=_("%(title)s: %(done)s") % {"title": engagement.title, "done": done},
        sentence=says % {"done": done, "phase": name, "who": found.actor},
        quote=found.reason,
        after=str(phase.promise) if moved else "",
        button=_("Open the engagement"),
        path=engagement.get_absolute_url(),
    )


@kind("request", weight=Weight.BINDING, label=gettext_lazy("request"))
def asked(reader: "User", *, request: int) -> Letter | None:
    """Tell somebody who asks what of them, and where to do it, unless it is done by now; in the words of their side."""
    found = Request.objects.select_related("engagement__organisation", "asker").filter(pk=request).first()
    if found is None or found.closed_at or not found.engagement.is_active:
        return None
    engagement = found.engagement
    member = place(reader, engagement, "engagement", now=False)
    here = {each.key: each for each in BY_KEY[engagement.phase].criteria}
    definition, answer = here.get(found.criterion), REGISTRY[found.criterion](engagement)
    if member is None or member.pk != found.member_id or definition is None or answer.met:
        return None
    what = definition.manager if member.role in PRACTICE else definition.client
    spot = answer.spot if member.role in PERMISSIONS[answer.spot] else "gate"
    return letter(
        engagement,
        subject=_("%(who)s asks you something: %(title)s") % {"who": found.asker, "title": engagement.title},
        sentence=_("%(who)s asks you to help make this true: %(what)s") % {"who": found.asker, "what": what},
        quote=found.text,
        after=_("How it stands now: %(answer)s") % {"answer": answer.said},
        button=_("Open the page where you can do it"),
        path=reverse(f"engagements:{spot}", args=[engagement.ref]),
    )
