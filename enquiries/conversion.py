"""How an enquiry becomes an engagement, and its sender the sponsor: only once the e-mail address is proven theirs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from engagements.intake.services import write_draft
from engagements.lifecycle import work as engaged
from engagements.lifecycle.commands import Standing
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.services import start_engagement
from engagements.people import permissions
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from engagements.people.roles import ADMINISTRATOR, Role
from engagements.people.services import bring_in
from engagements.record.audiences import Audience
from engagements.record.services import write_entry
from enquiries.inbox import draft
from enquiries.inbox.services import ask_for_proof
from enquiries.inbox.work import work_on
from enquiries.models import Enquiry, EnquiryEvent, Happening

if TYPE_CHECKING:
    from accounts.models import User


def convert(
    *,
    enquiry: Enquiry,
    actor: "User",
    seen: int,
    organisation: Mapping[str, Any],
    manager: "User | None" = None,
    **values: Any,
) -> Engagement:
    """Make an engagement in intake of an enquiry, led by `manager` or else the actor; return it. All of it or nothing.

    Takes over what was written: the first draft of the assignment, and the enquiry itself as an entry in the log that
    the practice reads. The sender is invited as sponsor at once when the address is proven theirs; otherwise they are
    asked to prove it, and `invite_when_proven` does it then. `organisation` and `values` are as in `start_engagement`.
    Raises PermissionDenied, Stale when somebody was first, NotNow, ValidationError for values a model refuses.
    """
    with work_on(enquiry, actor, "convert", seen) as work:
        engagement = start_engagement(actor=actor, organisation=organisation, manager=manager, **values)
        setting_up = engaged.Work(engagement, _seat(actor, engagement), "log-add")
        for text in draft.record_of(work.enquiry):
            write_entry(setting_up, text=text, audience=Audience.PRACTICE)
        write_draft(setting_up.under("assignment-draft"), **draft.assignment_of(work.enquiry))
        work.move("convert", engagement=engagement, converted_by=actor, manager=manager or actor)
        if work.enquiry.email_proven_at:
            _invite(work.enquiry, engagement)
        else:
            ask_for_proof(work)
    return engagement


def invite_when_proven(enquiry: Enquiry) -> Membership | None:
    """Invite the sender of a converted enquiry as sponsor; return their part, or None when there is nothing to do.

    Call it inside the transaction that proves the address, with the enquiry locked. It does nothing while the address
    is unproven or the enquiry is no engagement, when they were invited or take part already, or the engagement is over.
    """
    if enquiry.engagement_id is None or enquiry.email_proven_at is None:
        return None
    if enquiry.events.filter(what=Happening.INVITED).exists():
        return None
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=enquiry.engagement_id)
    if engagement.standing not in {Standing.ACTIVE, Standing.ON_HOLD}:
        return None
    try:
        return _invite(enquiry, engagement)
    except ValidationError:  # brought in by hand meanwhile: that is what was wanted
        return None


def _invite(enquiry: Enquiry, engagement: Engagement) -> Membership:
    """Bring the sender in, in the name of whoever converted it; raise ValidationError when they take part already."""
    actor = enquiry.converted_by
    if actor is None:
        raise ValueError("Only the sender of a converted enquiry is invited.")
    work = engaged.Work(engagement, _seat(actor, engagement), "member-add")
    try:
        member = bring_in(
            work,
            name=enquiry.name,
            email=enquiry.email,
            role=Role.SPONSOR,
            language=enquiry.language,
        )
    except ValidationError as error:
        raise ValidationError(error.messages) from error  # no field of the page: the address is the enquiry's
    EnquiryEvent.objects.create(enquiry=enquiry, what=Happening.INVITED)
    return member


def _seat(actor: "User", engagement: Engagement) -> Seat:
    return permissions.seat_of(actor, engagement) or Seat(actor, ADMINISTRATOR)
