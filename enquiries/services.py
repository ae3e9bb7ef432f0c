"""What a prospect and the clock do to an enquiry. What the practice does is in `inbox.services`.

Everything here is one transaction that stores first; mail goes out after it, by the outbox.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.managers import normalise_email
from accounts.models import User
from engagements.lifecycle.exceptions import NotNow
from enquiries import mails, spam
from enquiries.conversion import invite_when_proven
from enquiries.mails import MailKind
from enquiries.models import (
    Enquiry,
    EnquiryEvent,
    EnquiryText,
    Happening,
    new_once,
)
from enquiries.spam import Signs
from enquiries.states import MOVES, OPEN, State
from outbox import post
from practice.profile import profile

NETWORK_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody typed in the contact form, checked by the form. `step` is the key of a phase or empty."""

    name: str
    email: str
    organisation: str
    message: str
    phone: str = ""
    step: str = ""
    readiness: dict[str, Any] = field(default_factory=dict)


def receive(*, asked: Asked, language: str, signs: Signs | None = None) -> tuple[Enquiry, bool]:
    """Store an enquiry, and note the receipt to the prospect and the notice to the practice; return it.

    The second value is False when this very form was received before with the same content (a double click, a
    reload): then that enquiry is returned and nothing happens. Somebody who goes back and changes their words
    sends another one.
    """
    signs = signs or Signs()
    once = _once(signs.stamp, asked)
    try:
        with transaction.atomic():
            enquiry = _store(asked, language, signs, once)
    except IntegrityError:
        earlier = Enquiry.objects.filter(once=once).first()
        if earlier is None:
            raise
        return earlier, False
    return enquiry, True


def _store(asked: Asked, language: str, signs: Signs, once: str) -> Enquiry:
    """Write the enquiry, its first event and what has to be mailed."""
    found = spam.suspicions(signs, asked.email)
    without_receipt, without_notice = spam.withholds_receipt(found), spam.withholds_notice(found)
    enquiry = Enquiry.objects.create(
        once=once,
        language=language,
        name=asked.name,
        email=normalise_email(asked.email),
        phone=asked.phone,
        organisation=asked.organisation,
        message=asked.message,
        step=asked.step,
        readiness=asked.readiness,
        consented_at=timezone.now(),
        suspicions=found,
        network=signs.network,
    )
    sent = EnquiryEvent.objects.create(enquiry=enquiry, what=Happening.SENT)
    if without_receipt:
        EnquiryEvent.objects.create(enquiry=enquiry, what=Happening.WITHHELD)
    else:
        mails.queue(enquiry, MailKind.RECEIPT, sent)
    if not without_notice:
        _notify(sent, readers())
    return enquiry


def _once(stamp: str, asked: Asked) -> str:
    """Return what tells one sending of a form from another: the form's stamp and everything typed in it."""
    if not stamp:
        return new_once()
    typed = json.dumps(
        [
            asked.name,
            asked.email,
            asked.organisation,
            asked.phone,
            asked.message,
            asked.step,
            asked.readiness,
        ],
        sort_keys=True,
    )
    return salted_hmac("enquiries.once", f"{stamp}\n{typed}", algorithm="sha256").hexdigest()


def _notify(event: EnquiryEvent, people: Iterable[User | None]) -> None:
    for each in people:
        mails.queue(event.enquiry, MailKind.NOTICE, event, each)


def readers() -> list[User | None]:
    """Return who is told of an enquiry: the active practice administrators, and None for the practice's own address.

    The practice's address is left out when it is an administrator's own. One query.
    """
    people: list[User | None] = list(
        User.objects.filter(is_administrator=True, is_active=True).order_by("pk")
    )
    own = normalise_email(profile().email)
    if not any(person and person.email == own for person in people):
        people.insert(0, None)
    return people


@transaction.atomic
def prove_address(*, ref: str) -> Enquiry:
    """Note that the enquiry's e-mail address belongs to whoever reads mail there; doing it twice changes nothing.

    When the enquiry is an engagement already, they are invited as its sponsor now.
    Raises Enquiry.DoesNotExist when there is none with this reference, or all that is personal was erased.
    """
    enquiry = Enquiry.objects.select_for_update(of=("self",)).get(ref=ref, erased_at=None)
    if enquiry.email_proven_at is None:
        enquiry.email_proven_at = timezone.now()
        enquiry.version += 1
        enquiry.save(update_fields=["email_proven_at", "version"])
        EnquiryEvent.objects.create(enquiry=enquiry, what=Happening.PROVEN)
        invite_when_proven(enquiry)
    return enquiry


@transaction.atomic
def withdraw_by_prospect(*, ref: str) -> Enquiry:
    """Withdraw the enquiry for whoever sent it, and tell the practice; doing it twice changes nothing.

    Raises NotNow when it was converted or declined meanwhile, Enquiry.DoesNotExist as `prove_address` does.
    """
    enquiry = Enquiry.objects.select_for_update(of=("self",)).get(ref=ref, erased_at=None)
    if enquiry.state == State.WITHDRAWN:
        return enquiry
    move = MOVES["withdraw"]
    if enquiry.state not in move.sources:
        raise NotNow(_("This enquiry can't be withdrawn any more. Write to us about it."))
    enquiry.state, enquiry.closed_at = move.target, timezone.now()
    enquiry.version += 1
    enquiry.save(update_fields=["state", "closed_at", "version"])
    event = EnquiryEvent.objects.create(enquiry=enquiry, what=move.key)
    told = readers()
    if enquiry.manager and enquiry.manager.is_active and enquiry.manager not in told:
        told.append(enquiry.manager)
    _notify(event, told)
    return enquiry


def erase_old() -> int:
    """Erase what is personal in enquiries that were declined or withdrawn longer ago than is promised; return how many.

    Also forgets the networks nobody needs for counting any more. Safe to run at any time, and again.
    """
    now = timezone.now()
    Enquiry.objects.filter(sent_at__lt=now - NETWORK_KEPT).exclude(network="").update(network="")
    promised = now - timedelta(days=settings.ENQUIRY_RETENTION_DAYS)
    old = Enquiry.objects.filter(
        state__in=(State.DECLINED, State.WITHDRAWN), erased_at=None, closed_at__lte=promised
    )
    return sum(erase(pk=pk, closed_before=promised) for pk in list(old.values_list("pk", flat=True)))


@transaction.atomic
def erase(*, pk: int, closed_before: datetime | None = None) -> bool:
    """Erase what is personal in an enquiry that was declined or withdrawn; return whether there was anything to erase.

    The row and its history stay, with keys and states only. An enquiry that is open or became an engagement is left
    alone, and so is one that was closed after `closed_before`.
    """
    enquiry = Enquiry.objects.select_for_update(of=("self",)).get(pk=pk)
    if enquiry.erased_at or enquiry.state in (*OPEN, State.CONVERTED):
        return False
    if closed_before and (enquiry.closed_at is None or enquiry.closed_at > closed_before):
        return False
    Enquiry.objects.filter(pk=pk).update(
        name="",
        email="",
        phone="",
        organisation="",
        message="",
        readiness={},
        network="",
        once=new_once(),
        erased_at=timezone.now(),
        version=F("version") + 1,
    )
    EnquiryText.objects.filter(event__enquiry=enquiry).delete()
    post.forget(mails.topic(enquiry))  # it has their address, and what a mail server said about it
    EnquiryEvent.objects.create(enquiry=enquiry, what=Happening.ERASED)
    return True
