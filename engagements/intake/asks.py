"""What intake asks of manager and sponsor: to sign, to confirm, to answer a trust pulse."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.intake.assignment import SIGNERS, Version, state_of
from engagements.intake.models import TrustRound
from engagements.lifecycle import legality
from engagements.lifecycle.asks import Ask, asks, asks_in_place
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.people.roles import Role


@asks
@asks_in_place("assignment-sign")
def assignment(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Ask for a signature under the newest version; in specification, for a word on the one in force."""
    if seat.role not in SIGNERS or not legality.is_now(engagement, "assignment-sign"):
        return ()
    confirming = legality.is_now(engagement, "assignment-confirm")
    covers = "assignment_confirmed" if confirming else "assignment_signed"
    state = state_of(engagement)
    if state.draft and (ask := _about_draft(engagement, state.draft, seat, covers)):
        return (ask,)
    if not confirming or not state.in_force or (state.draft and state.draft.signed):
        return ()
    if seat.role not in state.in_force.unconfirmed:
        return ()
    number = {"number": state.in_force.assignment.number}
    return (
        Ask(
            sentence=_("Confirm that the assignment is still right"),
            detail=_("Version %(number)s is in force. If it no longer fits, a new version is written.")
            % number,
            url=reverse("engagements:assignment", args=[engagement.ref]),
            covers=covers,
            key="assignment-confirm",
            since=engagement.phase_entered_on,
        ),
    )


def _about_draft(engagement: Engagement, draft: Version, seat: Seat, covers: str) -> Ask | None:
    number = {"number": draft.assignment.number}
    of_draft = [engagement.ref, draft.assignment.pk]
    if draft.returned and seat.role == Role.MANAGER:
        return Ask(
            sentence=_("Change version %(number)s of the assignment") % number,
            detail=_("The sponsor asks for a change before signing."),
            url=reverse("engagements:assignment-change", args=of_draft),
            covers=covers,
        )
    if draft.returned or seat.role not in draft.waits_for:
        return None
    return Ask(
        sentence=_("Read version %(number)s of the assignment and sign it") % number,
        detail=_("The other side has signed it.") if draft.signed else "",
        url=reverse("engagements:assignment-sign", args=of_draft),
        covers=covers,
        key=f"assignment-{draft.assignment.number}",
        since=timezone.localdate(max([draft.assignment.changed_at, *draft.signed.values()])),
    )


@asks
def trust(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Ask both sides to answer the pulse that is open, until they have."""
    if seat.role not in SIGNERS:
        return ()
    unanswered = TrustRound.objects.filter(engagement=engagement).exclude(answers__side=seat.side).first()
    if unanswered is None:
        return ()
    return (
        Ask(
            sentence=_("Say how the trust stands: four statements, one minute"),
            detail=_("The other side sees your answer only when both have answered."),
            url=reverse("engagements:trust-answer", args=[engagement.ref, unanswered.pk]),
            key=f"trust-{unanswered.pk}",
            since=unanswered.asked_on,
        ),
    )
