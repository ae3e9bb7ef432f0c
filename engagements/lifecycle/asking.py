"""Asking somebody for an exit criterion, and taking that back."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.lifecycle import criteria, mailing, requests
from engagements.lifecycle.criteria import GateLine
from engagements.lifecycle.exceptions import NotNow, NotReady
from engagements.lifecycle.models import Engagement, Request, RequestOutcome
from engagements.lifecycle.work import Work, work_on
from engagements.people.models import Membership

if TYPE_CHECKING:
    from accounts.models import User


def add_requests(
    *,
    engagement: Engagement,
    actor: "User",
    criterion: str,
    members: Collection[int],
    text: str = "",
    at_once: bool = False,
) -> list[Request]:
    """Ask members (by id) for one open criterion of the present phase; return the requests.

    They are mailed: with `at_once` now, else in their own rhythm; whoever wants no such mail finds it on their page.
    Raises PermissionDenied, NotNow for a criterion that is not open or somebody who was asked lately, NotReady when
    nobody is chosen.
    """
    with work_on(engagement, actor, "request-add") as work:
        line = require_open(work.engagement, criterion)
        chosen = [each for each in requests.candidates(line, work.seat) if each.pk in members]
        if len(chosen) != len(set(members)):
            raise NotReady(_("Choose people who can do this."))
        if not chosen:
            raise NotReady(_("Choose whom you ask."))
        _require_rested(work.engagement, criterion, chosen)
        asked = [_ask(work, line, member, text, at_once) for member in chosen]
    return asked


def require_open(engagement: Engagement, criterion: str) -> GateLine:
    """Return the criterion's line in the present gate; raise NotNow when it is not there, or holds nobody back."""
    lines = criteria.evaluate(engagement).lines
    line = next((each for each in lines if each.definition.key == criterion), None)
    if line is None:
        raise NotNow(_("This criterion does not belong to the present phase."))
    if line.passes:
        raise NotNow(_("This criterion holds nobody back any more."))
    return line


def _require_rested(engagement: Engagement, criterion: str, chosen: list[Membership]) -> None:
    until = requests.recently(engagement, criterion)
    if tired := [requests.resting(each, until[each.pk]) for each in chosen if each.pk in until]:
        raise NotNow(*tired)


def _ask(work: Work, line: GateLine, member: Membership, text: str, at_once: bool) -> Request:
    Request.objects.filter(member=member, criterion=line.definition.key, closed_at=None).update(
        outcome=RequestOutcome.REPEATED, closed_at=timezone.now()
    )
    asked = work.add(
        Request,
        criterion=line.definition.key,
        member=member,
        asker=work.seat.user,
        text=text.strip(),
        by_mail=requests.is_mailed(member, line.definition),
    )
    weight = requests.weight_of(line.definition)
    mailing.mail("request", [member], weight=weight, at_once=at_once and asked.by_mail, request=asked.pk)
    return asked


def withdraw_request(*, request: Request, actor: "User") -> Request:
    """Take back what the actor asked; return it. Raises PermissionDenied for others, NotNow when it is closed."""
    with work_on(request.engagement, actor, "request-withdraw") as work:
        if request.asker_id != actor.pk:
            raise PermissionDenied(_("Only whoever asked can take it back."))
        current = Request.objects.get(pk=request.pk)
        if current.closed_at:
            raise NotNow(
                _("This is no longer open: %(outcome)s.") % {"outcome": current.get_outcome_display()}
            )
        current.outcome, current.closed_at = RequestOutcome.WITHDRAWN, timezone.now()
        current.save(update_fields=["outcome", "closed_at"])
        work.audit(current, after={"outcome": current.outcome, "member": current.member_id})
    return current
