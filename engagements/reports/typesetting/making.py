"""How files are made: one by one, by however many machines, never inside a request.

A row is claimed by compare-and-swap, for as long as a lease lasts, which every step forward renews. Whoever is killed
over it leaves a lease that runs out: somebody else starts again. After a few such deaths it is given up, and says so.
"""

import logging
import tempfile
from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from engagements.documents.store import removed_on_failure
from engagements.lifecycle.exceptions import Refusal
from engagements.people import permissions
from engagements.reports.typesetting.kinds import KINDS
from engagements.reports.typesetting.models import Making, MakingState
from engagements.reports.typesetting.typeset import Unprintable

log = logging.getLogger(__name__)


class Taken(Exception):
    """Somebody else took it in hand meanwhile: this one was thought dead."""


def make_due(
    now: datetime | None = None, *, pks: Iterable[int] | None = None, most: int | None = None
) -> int:
    """Make what is asked for, of these keys or all, `most` at a time; return how many were made."""
    now = now or timezone.now()
    _give_up(now)
    found = Making.objects.due(now).order_by("asked_at", "pk")
    if pks is not None:
        found = found.filter(pk__in=list(pks))
    made = 0
    for pk in list(found.values_list("pk", flat=True)[:most]):
        making = claim(pk)
        if making is not None:
            made += make(making)
    return made


def claim(pk: int) -> Making | None:
    """Take one in hand for as long as the lease lasts; return None when somebody else was first."""
    now = timezone.now()
    due = Making.objects.due(now).filter(pk=pk)
    if not due.update(state=MakingState.MAKING, claimed_at=now, attempts=F("attempts") + 1, progress=0):
        return None
    return Making.objects.select_related("engagement__organisation", "asked_by").get(pk=pk)


def make(making: Making) -> bool:
    """Make a claimed file and keep it, or note why not; return whether it was made. Never raises."""
    with override(making.language):
        try:
            _make(making)
        except Taken:
            log.info("Making %s was taken over", making.pk)
            return False
        except Unprintable as error:
            return _failed(making, error.sentence)
        except PermissionDenied:
            return _failed(making, _("This is no longer for you: your place in this engagement has changed."))
        except Refusal as refusal:
            return _failed(making, " ".join(str(each) for each in refusal.reasons))
        except Exception:  # whatever it is: the row says that it failed
            log.exception("Making %s (%s) failed", making.pk, making.kind)
            return _failed(making, _("Something went wrong here. It is written down; try again later."))
    return True


def _make(making: Making) -> None:
    kind = KINDS[making.kind]
    permissions.require(making.seat, kind.action)
    with removed_on_failure() as keep, tempfile.TemporaryFile() as file:
        named = kind.make(making, file, lambda progress: _hold(making, progress=progress))
        size = file.tell()
        _hold(
            making,
            state=MakingState.DONE,
            file=keep(File(file)),
            progress=100,
            name=named.name,
            content_type=named.content_type,
            size=size,
            made_at=timezone.now(),
            error="",
            claimed_at=None,
        )


def _hold(making: Making, **values: object) -> None:
    """Write to a row that is still ours, and renew the lease; raise Taken when it is not."""
    now = timezone.now()
    mine = Making.objects.filter(pk=making.pk, claimed_at=making.claimed_at, state=MakingState.MAKING)
    if not mine.update(**{"claimed_at": now} | values):
        raise Taken
    making.claimed_at = now


def _failed(making: Making, sentence: str) -> bool:
    """Note why it was not made, on a row that is still ours; return False."""
    mine = Making.objects.filter(pk=making.pk, claimed_at=making.claimed_at, state=MakingState.MAKING)
    mine.update(state=MakingState.FAILED, claimed_at=None, error=sentence[:500])
    return False


def _give_up(now: datetime) -> None:
    """Note of what was left behind too often that it is given up."""
    for making in Making.objects.given_up(now):
        with override(making.language):
            sentence = _("It was broken off several times while it was made. Try again later.")
        mine = Making.objects.given_up(now).filter(pk=making.pk)
        mine.update(state=MakingState.FAILED, claimed_at=None, error=sentence)


def tidy(now: datetime) -> int:
    """Forget what is no longer kept, the file first; return how many."""
    forgotten = 0
    for making in Making.objects.forgettable(now):
        if making.file:
            making.file.delete(save=False)
        forgotten += Making.objects.filter(pk=making.pk).delete()[0]
    return forgotten
