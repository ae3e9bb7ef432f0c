"""Mail about an enquiry, in the language of whoever receives it; nothing that is said inside the practice is in it."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.emails import Letter, compose
from accounts.links import absolute
from enquiries import promises, tokens
from enquiries.models import Enquiry, EnquiryMail, MailKind
from enquiries.states import MOVES
from phases.definitions import BY_KEY
from practice.profile import profile


def letter(mail: EnquiryMail) -> Letter | None:
    """Return the mail that a row of the outbox stands for, with the same Message-ID every time.

    None when there is nobody to send it to any more: what was personal is erased, or the person has left.
    """
    if mail.enquiry.erased_at or (mail.recipient and not mail.recipient.is_active):
        return None
    built = BUILD[MailKind(mail.kind)](mail)
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    built.extra_headers["Message-ID"] = f"<enquiry-{mail.enquiry.ref}-{mail.kind}-{mail.pk}@{host}>"
    return built


def receipt(mail: EnquiryMail) -> Letter:
    """Return the mail that tells a prospect that their enquiry arrived, and lets them prove their address or withdraw.

    It repeats nothing of what was typed: or else anybody could have us mail their words to a stranger.
    """
    enquiry = mail.enquiry
    with translation.override(enquiry.language):
        context = _links(enquiry) | {
            "sent_at": enquiry.sent_at,
            "proving_days": tokens.PROVING_LASTS.days,
            "answered_within": promises.answered_within(),
            "kept_for": promises.kept_for(),
        }
        return _to_prospect(enquiry, _("We received your enquiry"), "receipt", context)


def proof(mail: EnquiryMail) -> Letter:
    """Return the mail that asks a prospect once more whether the address is theirs."""
    enquiry = mail.enquiry
    with translation.override(enquiry.language):
        context = _links(enquiry) | {"sent_at": enquiry.sent_at, "proving_days": tokens.PROVING_LASTS.days}
        return _to_prospect(enquiry, _("Is this your e-mail address?"), "proof", context)


def answer(mail: EnquiryMail) -> Letter:
    """Return the mail with what the practice answers: the words of the mail's event, signed by who wrote them."""
    enquiry, event = mail.enquiry, mail.event
    if event is None:
        raise ValueError("An answer says the words of an event, and there is none.")
    with translation.override(enquiry.language):
        context = _links(enquiry) | {
            "name": enquiry.name,
            "words": event.words.text,
            "sent_at": enquiry.sent_at,
            "author": event.actor.name if event.actor else "",
            "may_withdraw": enquiry.state in MOVES["withdraw"].sources,
        }
        return _to_prospect(enquiry, _("About your enquiry"), "answer", context)


def notice(mail: EnquiryMail) -> Letter:
    """Return the mail that tells somebody in the practice of an enquiry, or that it was withdrawn.

    It names who asks and leads to the inbox; what they wrote stays there, where it can be erased.
    """
    enquiry = mail.enquiry
    withdrawn = bool(mail.event and mail.event.what == MOVES["withdraw"].key)
    language = mail.recipient.language if mail.recipient else settings.LANGUAGE_CODE
    with translation.override(language):
        phase = BY_KEY.get(enquiry.step)
        context = {
            "enquiry": enquiry,
            "withdrawn": withdrawn,
            "reader": mail.recipient,
            "step": phase.title if phase else "",
            "answered_within": promises.answered_within(),
            "link": absolute(reverse("inbox:enquiry", args=[enquiry.ref])),
        }
        told = _("Enquiry withdrawn: %(organisation)s") if withdrawn else _("New enquiry: %(organisation)s")
        address = mail.recipient.email if mail.recipient else profile().email
        subject = told % {"organisation": enquiry.organisation}
        return compose("enquiries/mail/notice", to=address, subject=subject, context=context)


BUILD = {
    MailKind.RECEIPT: receipt,
    MailKind.PROOF: proof,
    MailKind.ANSWER: answer,
    MailKind.NOTICE: notice,
}


def _links(enquiry: Enquiry) -> dict[str, Any]:
    """Return the addresses only this prospect gets, in the active language."""
    return {
        "enquiry": enquiry,
        "prove_link": absolute(reverse("enquiries:prove", args=[tokens.proving(enquiry)])),
        "withdraw_link": absolute(reverse("enquiries:withdraw", args=[tokens.withdrawing(enquiry)])),
    }


def _to_prospect(enquiry: Enquiry, subject: str, template: str, context: dict[str, Any]) -> Letter:
    built = compose(
        f"enquiries/mail/{template}", to=enquiry.email, subject=subject, context=context, sent="auto-replied"
    )
    built.reply_to = [profile().email]
    return built
