"""What the sparring desk asks of people now: a word from whoever has it, the decision from whose question it is."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from engagements.lifecycle.asks import Ask, asks
from engagements.lifecycle.legality import is_now
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.people.roles import MANAGER_SIDE, OWNERS, Role
from engagements.sparring.models import SparringRequest


@asks
def open_talks(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Return the talks that wait for the seat: for its answer, or for its decision."""
    if not is_now(engagement, "sparring-say") or seat.membership is None:
        return ()
    undecided = SparringRequest.objects.filter(engagement=engagement).undecided()
    if seat.role == Role.MANAGER:
        return [_answer(each) for each in undecided.filter(turn=MANAGER_SIDE).select_related("owner__user")]
    if seat.role not in OWNERS:
        return ()
    return [_decide(each) for each in undecided.filter(owner=seat.membership).exclude(turn=MANAGER_SIDE)]


def _answer(sparring: SparringRequest) -> Ask:
    return Ask(
        sentence=_("Think along with %(who)s: “%(question)s”")
        % {"who": sparring.owner, "question": sparring.title},
        url=_page(sparring),
        detail=_("You answer; the decision is theirs."),
        due_on=sparring.decide_by,
        key=f"sparring-{sparring.pk}",
    )


def _decide(sparring: SparringRequest) -> Ask:
    return Ask(
        sentence=_("Decide: “%(question)s”") % {"question": sparring.title},
        url=_page(sparring),
        detail=_("Ask on, or record what you decide."),
        due_on=sparring.decide_by,
        key=f"sparring-{sparring.pk}",
    )


def _page(sparring: SparringRequest) -> str:
    return reverse("engagements:sparring-question", args=[sparring.engagement.ref, sparring.pk])
