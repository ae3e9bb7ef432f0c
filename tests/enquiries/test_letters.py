"""What is mailed about an enquiry: in the recipient's language, with nothing in it that they need not know."""

import re

import pytest
from django.urls import resolve
from django.utils.translation import override

from enquiries import mails, services, tokens
from enquiries.mails import MailKind
from enquiries.models import Enquiry, EnquiryEvent, EnquiryText, Happening
from outbox.kinds import build
from tests.enquiries.conftest import TYPED, answers, received

LINK = re.compile(r"https?://[^/\s\"]+(/[^\s\"<]*)")


def letter(enquiry, kind, **values):
    """Return the mail of a kind, and all it says."""
    mail = mails.queue(enquiry, kind, **values)
    built = build(mail)
    html = built.alternatives[0].content
    return built, f"{built.subject}\n{built.body}\n{html}"


def links(built):
    """Return the view and the arguments behind every address in the plain text."""
    paths = LINK.findall(built.body)
    with override("en" if paths[0].startswith("/en/") else "nl"):
        found = [resolve(path) for path in paths]
    return {match.view_name: match.kwargs for match in found}


@pytest.mark.parametrize(
    ("language", "subject", "promise", "where"),
    [
        ("nl", "We hebben je aanvraag ontvangen", "binnen twee werkdagen", "/contact/bevestigen/"),
        ("en", "We received your enquiry", "within two working days", "/en/contact/confirm/"),
    ],
)
def test_receipt_speaks_the_language_of_the_form(db, language, subject, promise, where):
    enquiry = received(language=language)

    built, text = letter(enquiry, MailKind.RECEIPT)

    assert (built.subject, built.to, built.reply_to) == (subject, ["ria@bieb.example"], ["info@example.org"])
    assert text.count(promise) == 2
    assert where in built.body
    assert where in built.alternatives[0].content
    assert built.message()["Auto-Submitted"] == "auto-replied"


def test_receipt_leads_to_confirming_and_withdrawing(db):
    enquiry = received()

    found = links(letter(enquiry, MailKind.RECEIPT)[0])

    assert tokens.enquiry_of(found["enquiries:prove"]["secret"], tokens.PROVING) == enquiry
    assert tokens.enquiry_of(found["enquiries:withdraw"]["secret"], tokens.WITHDRAWING) == enquiry


def test_receipt_repeats_nothing_that_was_typed(db):
    """Or else anybody could have us mail their words to a stranger."""
    typed = {name: f"Buy {name} now" for name in ("name", "organisation", "message", "phone")}
    built, text = letter(received(**typed, readiness=answers(), step="intake"), MailKind.RECEIPT)

    assert "Buy" not in text
    assert "Buy" not in str(built.message())


def test_notice_names_who_asks_and_leads_to_the_inbox(administrator):
    enquiry = received(step="execution", readiness=answers())

    built, text = letter(enquiry, MailKind.NOTICE, recipient=administrator)

    assert built.to == ["ada@example.org"]
    assert "Ria de Vries (Bibliotheek De Leestafel) has sent an enquiry" in built.body
    assert "Execution" in text
    assert "readiness check" in text
    assert TYPED["message"].splitlines()[0] not in text  # it stays where it can be erased
    assert links(built)["inbox:enquiry"] == {"ref": enquiry.ref}


def test_notice_to_the_practice_says_that_it_may_be_spam(db):
    enquiry = received()
    Enquiry.objects.update(suspicions=["trap"])

    built, text = letter(Enquiry.objects.get(), MailKind.NOTICE)

    assert built.to == ["info@example.org"]
    assert text.count("Het kan spam zijn") == 2
    assert enquiry.ref in text


def test_notice_tells_of_a_withdrawal(administrator):
    enquiry = services.withdraw_by_prospect(ref=received().ref)

    built = build(mails.of(enquiry).filter(recipient=administrator).last())

    assert built.subject == "Enquiry withdrawn: Bibliotheek De Leestafel"
    assert "has withdrawn the enquiry" in built.body
    assert "promised" not in built.body


def test_answer_says_the_words_of_the_practice(administrator):
    enquiry = received(language="en")
    event = EnquiryEvent.objects.create(enquiry=enquiry, what=Happening.ANSWERED, actor=administrator)
    EnquiryText.objects.create(event=event, text="Shall we call?\n\n<b>Tomorrow</b> & after")

    built, _text = letter(enquiry, MailKind.ANSWER, event=event)
    html = built.alternatives[0].content

    assert (built.to, built.reply_to) == (["ria@bieb.example"], ["info@example.org"])
    assert (
        "Hello Ria de Vries,\n\nShall we call?\n\n<b>Tomorrow</b> & after\n\nAda Administrator\n"
        in built.body
    )
    assert "<p>&lt;b&gt;Tomorrow&lt;/b&gt; &amp; after</p>" in html
    assert list(links(built)) == ["enquiries:withdraw"]


def test_question_to_prove_the_address_leads_to_that_alone(db):
    built, _text = letter(received(language="en"), MailKind.PROOF)

    assert built.subject == "Is this your e-mail address?"
    assert list(links(built)) == ["enquiries:prove"]


@pytest.mark.parametrize("kind", [each for each in MailKind if each != MailKind.ASSIGNED])
def test_mail_keeps_its_name_and_its_headers_whatever_was_typed(db, kind):
    odd = "Zoë “Kees” 🙂\u202e" * 9
    enquiry = received(organisation=odd, name=odd)
    event = EnquiryEvent.objects.create(enquiry=enquiry, what=Happening.ANSWERED)
    EnquiryText.objects.create(event=event, text="Ja.")
    mail = mails.queue(enquiry, kind, event)

    first, second = build(mail).message(), build(mail).message()

    assert first["Message-ID"] == second["Message-ID"] == mail.message_id
    assert len(first["Subject"].splitlines()) == 1
    assert "Bcc" not in first
    assert first.is_multipart()
