"""What is mailed about enquiries: put into the outbox here, written in `letters`."""

from enum import StrEnum
from typing import Any

from accounts.models import User
from enquiries.models import Enquiry, EnquiryEvent
from outbox import post, topics
from outbox.models import Mail
from outbox.querysets import MailQuerySet
from practice.profile import profile


class MailKind(StrEnum):
    """The kinds of mail about an enquiry."""

    RECEIPT = "enquiry-receipt"
    PROOF = "enquiry-proof"
    ANSWER = "enquiry-answer"
    NOTICE = "enquiry-notice"
    ASSIGNED = "enquiry-assigned"


TO_THE_PRACTICE = {MailKind.NOTICE, MailKind.ASSIGNED}


def topic(enquiry: Enquiry) -> str:
    """Return what the outbox calls an enquiry."""
    return topics.topic("enquiry", enquiry.pk)


def queue(
    enquiry: Enquiry, kind: MailKind, event: EnquiryEvent | None = None, recipient: User | None = None
) -> Mail | None:
    """Note in the present transaction that a mail has to go out, and try it after the commit; return its row.

    An answer needs the `event` whose words it says. What the practice is told goes to the `recipient`, or to the
    practice's own address when that is None; everything else goes to the prospect.
    """
    address = "" if recipient else profile().email if kind in TO_THE_PRACTICE else enquiry.email
    about: dict[str, Any] = {"event": event.pk} if event else {}
    return post.queue(
        kind, recipient=recipient, address=address, topic=topic(enquiry), enquiry=enquiry.pk, **about
    )


def of(enquiry: Enquiry) -> MailQuerySet:
    """Return all mail about an enquiry, with what its state depends on."""
    return Mail.objects.filter(topic=topic(enquiry)).select_related("recipient", "digest")
