"""Setting up a new engagement in one go: itself, its critical processes, and the sponsor's invitation."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

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
            add_member(
                engagement=engagement,
                actor=actor,
                name=sponsor_name,
                email=sponsor_email,
                role=Role.SPONSOR,
                title="",
                language=engagement.language,
            )
    return engagement
