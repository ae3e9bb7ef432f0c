"""Mail about an enquiry, in the language of whoever receives it; nothing that is said inside the practice is in it."""

from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from enquiries import promises, tokens
from enquiries.mails import MailKind
from enquiries.models import Enquiry, EnquiryEvent
from enquiries.states import MOVES
from outbox.kinds import kind
from outbox.letters import Letter
from outbox.links import absolute
from outbox.weights import Weight
from phases.definitions import BY_KEY
from practice.profile import profile


@kind(MailKind.RECEIPT, weight=Weight.URGENT, label=gettext_lazy("receipt to the prospect"))
def receipt(_recipient: None, *, enquiry: int, event: int | None = None) -> Letter | None:
    """Tell a prospect that their enquiry arrived, and let them prove their address or withdraw.

    It repeats nothing of what was typed: or else anybody could have us mail their words to a stranger.
    """
    found = _enquiry(enquiry)
    if found is None:
        return None
    with translation.override(found.language):
        context = _links(found) | {
            "sent_at": found.sent_at,
            "proving_days": tokens.PROVING_LASTS.days,
            "answered_within": promises.answered_within(),
            "kept_for": promises.kept_for(),
        }
        return _to_prospect(found, _("We received your enquiry"), "receipt", context)


@kind(
    MailKind.PROOF,
    weight=Weight.URGENT,
    label=gettext_lazy("question to the prospect to confirm the address"),
)
def proof(_recipient: None, *, enquiry: int, event: int | None = None) -> Letter | None:
    """Ask a prospect once more whether the address is theirs."""
    found = _enquiry(enquiry)
    if found is None:
        return None
    with translation.override(found.language):
        context = _links(found) | {"sent_at": found.sent_at, "proving_days": tokens.PROVING_LASTS.days}
        return _to_prospect(found, _("Is this your e-mail address?"), "proof", context)


@kind(MailKind.ANSWER, weight=Weight.URGENT, label=gettext_lazy("answer to the prospect"))
def answer(_recipient: None, *, enquiry: int, event: int) -> Letter | None:
    """Say what the practice answers: the words of the event, signed by who wrote them."""
    found = _enquiry(enquiry)
    if found is None:
        return None
    told = EnquiryEvent.objects.select_related("actor", "words").get(pk=event)
    with translation.override(found.language):
        context = _links(found) | {
            "name": found.name,
            "words": told.words.text,
            "sent_at": found.sent_at,
            "author": told.actor.name if told.actor else "",
            "may_withdraw": found.state in MOVES["withdraw"].sources,
        }
        return _to_prospect(found, _("About your enquiry"), "answer", context)


@kind(MailKind.NOTICE, weight=Weight.BINDING, label=gettext_lazy("notice to the practice"))
def notice(reader: User | None, *, enquiry: int, event: int | None = None) -> Letter | None:
    """Tell somebody in the practice of an enquiry, or that it was withdrawn.

    It names who asks and leads to the inbox; what they wrote stays there, where it can be erased.
    """
    found = _enquiry(enquiry)
    if found is None:
        return None
    told = EnquiryEvent.objects.filter(pk=event).first() if event else None
    withdrawn = bool(told and told.what == MOVES["withdraw"].key)
    phase = BY_KEY.get(found.step)
    path = reverse("inbox:enquiry", args=[found.ref])
    title = _("Enquiry withdrawn: %(organisation)s") if withdrawn else _("New enquiry: %(organisation)s")
    subject = title % {"organisation": found.organisation}
    return Letter(
        subject=subject,
        sentence=subject,
        path=path,
        about=_("Enquiries"),
        template="enquiries/mail/notice",
        context={
            "enquiry": found,
            "withdrawn": withdrawn,
            "reader": reader,
            "step": phase.title if phase else "",
            "answered_within": promises.answered_within(),
        },
    )


@kind(MailKind.ASSIGNED, weight=Weight.BINDING, label=gettext_lazy("enquiry given to an interim manager"))
def assigned(reader: User, *, enquiry: int) -> Letter | None:
    """Tell an interim manager that this enquiry is theirs; its words stay behind signing in."""
    found = _enquiry(enquiry)
    if found is None or found.manager_id != reader.pk:
        return None
    return Letter(
        subject=_("An enquiry for you: %(who)s") % {"who": found.organisation},
        sentence=_(
            "The practice gave you an enquiry: %(who)s of %(organisation)s. You can answer it, and make it your "
            "engagement."
        )
        % {"who": found.name, "organisation": found.organisation},
        button=_("Read the enquiry"),
        path=reverse("inbox:enquiry", args=[found.ref]),
        about=_("Enquiries"),
    )


def _enquiry(pk: int) -> Enquiry | None:
    """Return the enquiry unless what was personal in it is erased: then there is nobody to write to."""
    return Enquiry.objects.filter(pk=pk, erased_at=None).first()


def _links(enquiry: Enquiry) -> dict[str, Any]:
    """Return the addresses only this prospect gets, in the active language."""
    return {
        "enquiry": enquiry,
        "prove_link": absolute(reverse("enquiries:prove", args=[tokens.proving(enquiry)])),
        "withdraw_link": absolute(reverse("enquiries:withdraw", args=[tokens.withdrawing(enquiry)])),
    }


def _to_prospect(enquiry: Enquiry, subject: str, template: str, context: dict[str, Any]) -> Letter:
    return Letter(
        subject=subject,
        template=f"enquiries/mail/{template}",
        context=context,
        language=enquiry.language,
        reply_to=profile().email,
        extra_headers={"Auto-Submitted": "auto-replied"},
    )
