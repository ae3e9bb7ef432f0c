"""Setting up a new engagement in one go: itself, its critical processes, and the sponsor's invitation."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from engagements.lifecycle.models import Engagement
from engagements.lifecycle.services import start_engagement
from engagements.people.roles import Role
from engagements.people.services import add_member
from engagements.processes.services import name_processes

if TYPE_CHECKING:
    from accounts.models import User


def set_up_engagement(
    *,
    actor: "User",
    organisation: Mapping[str, Any],
    processes: Iterable[str] = (),
    sponsor_name: str = "",
    sponsor_email: str = "",
    **values: Any,
) -> Engagement:
    """Start an engagement, name its critical processes and invite its sponsor; all of it or nothing. Return it.

    Raises what starting, adding a process and adding a member raise.
    """
    with transaction.atomic():
        engagement = start_engagement(actor=actor, organisation=organisation, **values)
        name_processes(engagement=engagement, actor=actor, names=processes)
        if sponsor_email:
            _invite_sponsor(engagement, actor, sponsor_name, sponsor_email)
    return engagement


def _invite_sponsor(engagement: Engagement, actor: "User", name: str, email: str) -> None:
    """Invite the sponsor; what is wrong with the address is said beside the field it was typed in on this page."""
    try:
        add_member(engagement=engagement, actor=actor, name=name, email=email, role=Role.SPONSOR)
    except ValidationError as error:
        raise ValidationError({"sponsor_email": error.messages}) from error
