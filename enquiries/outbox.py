"""The outbox: mail that has to go out about enquiries. `delivery` says how it leaves."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from enquiries import delivery, tasks
from enquiries.models import Enquiry, EnquiryEvent, EnquiryMail, MailKind


def queue(
    enquiry: Enquiry, kind: MailKind, event: EnquiryEvent | None = None, recipient: User | None = None
) -> EnquiryMail:
    """Note in the present transaction that a mail has to go out, and try it after the commit; return its row.

    An answer needs the `event` whose words it says. A notice goes to its `recipient`, or to the practice's own
    address when that is None; everything else goes to the prospect.
    """
    mail = EnquiryMail(enquiry=enquiry, kind=kind, event=event, recipient=recipient)
    queue_all(enquiry, [mail])
    return mail


def queue_all(enquiry: Enquiry, mails: list[EnquiryMail]) -> None:
    """Do the same for several unsaved rows about one enquiry."""
    for mail in mails:
        mail.enquiry = enquiry
    EnquiryMail.objects.bulk_create(mails)
    transaction.on_commit(partial(tasks.send_mail_of.enqueue, enquiry.pk), robust=True)


def retry(enquiry: Enquiry) -> int:
    """Try, after the commit, all mail about an enquiry that did not go out, given up or not; return how many."""
    unsent = delivery.due(again=True).filter(enquiry=enquiry)
    found = unsent.update(due_at=timezone.now(), attempts=0)
    if found:
        transaction.on_commit(partial(tasks.send_mail_of.enqueue, enquiry.pk), robust=True)
    return found
