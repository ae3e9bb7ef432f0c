"""Asking for a file, and asking again for one that was not made."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clock import heartbeat
from engagements.lifecycle.exceptions import NotNow
from engagements.people import permissions
from engagements.reports.typesetting import tasks
from engagements.reports.typesetting.kinds import KINDS
from engagements.reports.typesetting.models import Making, MakingState, until

if TYPE_CHECKING:
    from accounts.models import User
    from engagements.lifecycle.models import Engagement


def ask_for(kind: str, *, engagement: "Engagement", actor: "User", **args: Any) -> Making:
    """Ask for a file of this kind, to be made after the commit; return it, or the same that is being made already.

    The args are keys that make JSON; the file is in the active language. Raises PermissionDenied for a role that
    may not have it, KeyError for an unknown kind.
    """
    seat = permissions.require(permissions.seat_of(actor, engagement), KINDS[kind].action)
    asked = {
        "engagement": engagement,
        "asked_by": actor,
        "role": seat.role,
        "kind": kind,
        "args": args,
        "language": (get_language() or actor.language)[:2],
    }
    with transaction.atomic():
        making = Making.objects.unsettled().filter(**asked).first() or Making.objects.create(**asked)
        transaction.on_commit(partial(_make_soon, making.pk), robust=True)
    return making


def try_again(*, making: Making, actor: "User") -> Making:
    """Have a file made that was not; return it fresh. NotNow when it has not failed."""
    permissions.require(permissions.seat_of(actor, making.engagement), KINDS[making.kind].action)
    with transaction.atomic():
        failed = Making.objects.filter(pk=making.pk, asked_by=actor, state=MakingState.FAILED)
        fresh = {"asked_at": timezone.now(), "expires_at": until(), "attempts": 0, "progress": 0, "error": ""}
        if not failed.update(state=MakingState.WAITING, **fresh):
            raise NotNow(_("This was made, or is being made already."))
        transaction.on_commit(partial(_make_soon, making.pk), robust=True)
    return Making.objects.get(pk=making.pk)


def _make_soon(pk: int) -> None:
    """Have it made: by the heartbeat of this process, else by the task framework (a worker, or at once without one)."""
    if heartbeat.beats():
        heartbeat.wake()
    else:
        tasks.make.enqueue(pk)
