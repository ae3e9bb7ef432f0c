"""What a case asks of people once the engagement is completed."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.cases.models import Case, CaseState
from engagements.lifecycle.asks import Ask, asks_afterwards
from engagements.lifecycle.commands import Standing
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.people.roles import Role


@asks_afterwards
def answer_or_publish(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Return the sponsor's answer that a case waits for, or the manager's publishing of what was agreed to."""
    if seat.role not in (Role.SPONSOR, Role.MANAGER) or engagement.standing != Standing.COMPLETED:
        return ()
    wanted = CaseState.ASKED if seat.role == Role.SPONSOR else CaseState.CONSENTED
    waits_since = (
        Case.objects.filter(engagement=engagement, state=wanted).values_list("changed_at", flat=True).first()
    )
    if waits_since is None:
        return ()
    if wanted == CaseState.ASKED:
        return (
            Ask(
                sentence=_("Read the case, and say whether it may be published"),
                url=reverse("engagements:case-consent", args=[engagement.ref]),
                detail=_("Without your name, and never without your consent."),
                key="case",
                since=timezone.localdate(waits_since),
            ),
        )
    return (
        Ask(
            sentence=_("Publish the case: the sponsor agrees"),
            url=reverse("engagements:case-publish", args=[engagement.ref]),
        ),
    )
