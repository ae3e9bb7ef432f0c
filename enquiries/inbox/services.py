"""What the practice does with an enquiry, short of making it an engagement (`enquiries.conversion`)."""

import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.lifecycle.exceptions import NotNow
from enquiries import mails
from enquiries.inbox.work import Work, work_on
from enquiries.mails import MailKind
from enquiries.models import Enquiry, EnquiryEvent, Happening
from enquiries.states import MOVES
from outbox import post
from outbox.models import Mail

if TYPE_CHECKING:
    from accounts.models import User

#: A prospect is asked again to confirm their address at most this often: nobody's inbox is filled by a button.
REMIND_AFTER = datetime.timedelta(minutes=10)


def answer(*, enquiry: Enquiry, actor: "User", seen: int, text: str, talk: bool = False) -> EnquiryEvent:
    """Mail the prospect an answer and keep it; with `talk` a new enquiry is in talk from now on. Return what happened.

    Raises PermissionDenied, Stale, NotNow, ValidationError for a text the model refuses.
    """
    with work_on(enquiry, actor, "answer", seen) as work:
        if talk and work.enquiry.state in MOVES["talk"].sources:
            work.move("talk")
        return _mail_answer(work, text)


def note(*, enquiry: Enquiry, actor: "User", seen: int, text: str) -> EnquiryEvent:
    """Keep a note that only the practice reads; return it. Raises as `answer`."""
    with work_on(enquiry, actor, "note", seen) as work:
        return work.tell(Happening.NOTED, words=text)


def assign(*, enquiry: Enquiry, actor: "User", seen: int, manager: "User | None") -> Enquiry:
    """Give the enquiry to an interim manager, who is told by mail, or take it back; return it fresh.

    Raises ValidationError on `manager` for somebody who is none of the practice, and as `answer`.
    """
    with work_on(enquiry, actor, "assign", seen) as work:
        if manager and not (manager.is_manager and manager.is_active):
            raise ValidationError({"manager": _("Choose an interim manager of the practice.")})
        if work.enquiry.manager_id == (manager.pk if manager else None):
            return work.enquiry
        work.set(manager=manager)
        work.tell(Happening.ASSIGNED, about=str(manager or ""))
        if manager and manager != actor:
            mails.queue(work.enquiry, MailKind.ASSIGNED, recipient=manager)
    return work.enquiry


def talk(*, enquiry: Enquiry, actor: "User", seen: int) -> EnquiryEvent:
    """Say that the practice and the prospect are in talk. Raises as `answer`."""
    with work_on(enquiry, actor, "talk", seen) as work:
        return work.move("talk")


def decline(*, enquiry: Enquiry, actor: "User", seen: int, reason: str, text: str = "") -> EnquiryEvent:
    """Decline the enquiry for a reason that only the practice reads; with `text` the prospect gets that as an answer.

    Raises as `answer`.
    """
    with work_on(enquiry, actor, "decline", seen) as work:
        if text.strip():
            _mail_answer(work, text)
        return work.move("decline", words=reason)


def withdraw(*, enquiry: Enquiry, actor: "User", seen: int, reason: str = "") -> EnquiryEvent:
    """Keep that the prospect does not go on, and what they said about it. Raises as `answer`."""
    with work_on(enquiry, actor, "withdraw", seen) as work:
        return work.move("withdraw", words=reason)


def resume(*, enquiry: Enquiry, actor: "User", seen: int, reason: str) -> EnquiryEvent:
    """Take up an enquiry that was declined or withdrawn. Raises as `answer`."""
    with work_on(enquiry, actor, "resume", seen) as work:
        return work.move("resume", words=reason)


def clear(*, enquiry: Enquiry, actor: "User", seen: int) -> EnquiryEvent:
    """Say that the enquiry is no spam; a prospect who got no receipt gets it now. Raises as `answer`."""
    with work_on(enquiry, actor, "clear", seen) as work:
        work.set(cleared_at=timezone.now())
        event = work.tell(Happening.CLEARED)
        if lacks_receipt(work.enquiry):
            mails.queue(work.enquiry, MailKind.RECEIPT, event)
        return event


def lacks_receipt(enquiry: Enquiry) -> bool:
    """Return whether no receipt was mailed or is going to be, because the enquiry looked like spam. One query."""
    return not mails.of(enquiry).filter(kind=MailKind.RECEIPT).exists()


def remind(*, enquiry: Enquiry, actor: "User", seen: int) -> Mail | None:
    """Mail the prospect again to ask whether the address is theirs; return that mail.

    Raises NotNow also when it was mailed a moment ago, and as `answer`.
    """
    with work_on(enquiry, actor, "remind", seen) as work:
        return ask_for_proof(work)


def ask_for_proof(work: Work) -> Mail | None:
    """Queue the mail that asks the prospect to confirm their address, in work that is under way."""
    earlier = mails.of(work.enquiry).filter(kind=MailKind.PROOF)
    if earlier.filter(made_at__gt=timezone.now() - REMIND_AFTER).exists():
        raise NotNow(_("This mail was sent a moment ago. Give it ten minutes to arrive."))
    return mails.queue(work.enquiry, MailKind.PROOF, work.tell(Happening.ASKED))


def retry(*, enquiry: Enquiry, actor: "User", seen: int) -> int:
    """Try every mail again that did not go out; return how many. Raises NotNow when there is none, and as `answer`."""
    with work_on(enquiry, actor, "retry", seen) as work:
        tried = post.retry(mails.of(work.enquiry))
        if not tried:
            raise NotNow(_("Every mail has gone out already."))
        return tried


def _mail_answer(work: Work, text: str) -> EnquiryEvent:
    event = work.tell(Happening.ANSWERED, words=text)
    mails.queue(work.enquiry, MailKind.ANSWER, event)
    return event
