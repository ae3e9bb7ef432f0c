"""What the specification asks of people now: of the sponsor, to answer a plan that waits."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements.lifecycle.asks import Ask, asks, asks_in_place
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.people.roles import Role
from engagements.specification.content import read_plan
from engagements.specification.standing import standing_of, versions_of


@asks
@asks_in_place("plan-approve")
def plan_to_answer(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Ask the sponsor about the plan, while it waits exactly as it was sent.

    One query while nothing was sent; a plan that was changed since is no use to answer, so it is compared (six more).
    """
    if engagement.phase != "specification" or seat.role != Role.SPONSOR:
        return ()
    if not versions_of(engagement).exists():
        return ()
    standing = standing_of(read_plan(engagement))
    if not standing.waits or standing.version is None:
        return ()
    return (
        Ask(
            sentence=_("Read the plan, and approve it or say what should change"),
            url=reverse("engagements:plan", args=[engagement.ref]),
            detail=_("Version %(version)s, sent on %(day)s.")
            % {"version": standing.version.number, "day": date_format(standing.version.submitted_on)},
            covers="plan_approved",
            key=f"plan-{standing.version.number}",
            since=standing.version.submitted_on,
        ),
    )
