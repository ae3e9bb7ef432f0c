"""The frame of every service of the inbox: lock, who may, what was seen, is it the moment, write; all or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.lifecycle.exceptions import Stale
from engagements.lifecycle.work import validate
from enquiries.inbox import legality, permissions
from enquiries.models import Enquiry, EnquiryEvent, EnquiryText
from enquiries.states import MOVES, OPEN

if TYPE_CHECKING:
    from accounts.models import User


class Work:
    """One locked enquiry in the hands of one person. Whatever they do with it is told by an EnquiryEvent."""

    def __init__(self, enquiry: Enquiry, actor: "User") -> None:
        self.enquiry = enquiry
        self.actor = actor

    def tell(self, what: str, *, about: str = "", words: str = "") -> EnquiryEvent:
        """Write one line of what happened, with the words that belong to it; raise ValidationError for too many."""
        event = EnquiryEvent.objects.create(
            enquiry=self.enquiry, actor=self.actor, what=what, about=about[:120]
        )
        if words.strip():
            text = EnquiryText(event=event, text=words.strip())
            validate(text)
            text.save(force_insert=True)
        return event

    def move(self, key: str, *, words: str = "", **values: Any) -> EnquiryEvent:
        """Carry out a move of `states.MOVES`, setting `values` along with the state."""
        target = MOVES[key].target
        self.set(state=target, closed_at=None if target in OPEN else timezone.now(), **values)
        return self.tell(key, words=words)

    def set(self, **values: Any) -> None:
        """Change fields of the enquiry."""
        for name, value in values.items():
            setattr(self.enquiry, name, value)
        self.enquiry.save(update_fields=list(values))


@contextmanager
def work_on(enquiry: Enquiry, actor: "User", action: str, seen: int) -> Iterator[Work]:
    """Yield the locked enquiry for one action of one person who saw version `seen` of it, in one transaction.

    Raises PermissionDenied, Stale when somebody was first, NotNow when the enquiry does not allow it.
    """
    with transaction.atomic():
        # On SQLite the IMMEDIATE transaction is the lock; of=("self",) keeps PostgreSQL to this row.
        locked = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
        permissions.require(actor, locked, action)
        _require_seen(locked, seen)
        legality.require(locked, action)
        locked.version += 1
        locked.save(update_fields=["version"])
        yield Work(locked, actor)


def _require_seen(locked: Enquiry, seen: int) -> None:
    if locked.version == seen:
        return
    last = locked.events.select_related("actor").last()
    told = _(
        "%(who)s has done something with this enquiry since you opened the page. Look at it again first."
    )
    raise Stale(told % {"who": last.actor if last and last.actor else locked.name}, current=locked)
