"""Asking, as a visitor does it: with and without JavaScript, with the mail server down, by everybody, and on paper."""

import re
from itertools import cycle

import pytest
from django.core import mail
from playwright.sync_api import expect

from enquiries.models import Enquiry, Suspicion
from enquiries.readiness import QUESTIONS, WORDS_LENGTH
from outbox import delivery
from outbox.models import Mail
from tests.browser.accessibility import lacks, look_at, violations, with_axe
from tests.outbox.test_delivery import server_down

__all__ = ["server_down"]  # a fixture of the outbox

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
MARGINS = dict.fromkeys(("top", "right", "bottom", "left"), "1.5cm")
LOOKS = cycle([(360, "light"), (1440, "dark"), (1440, "light"), (360, "dark")])


def fill_in(page, **typed):
    """Type what a visitor types, and tick the box."""
    known = {"name": "Ria de Vries", "email": "ria@bieb.example", "organisation": "De Leestafel"}
    for name, words in (known | {"message": "Het loopt\nvast."} | typed).items():
        page.locator(f"#id_{name}").fill(words)
    page.locator("#id_consent").check()


def answer(page, choice=1, words=""):
    """Answer the eight questions alike."""
    for question in QUESTIONS:
        page.locator(f"#id_check-{question.key}_{choice}").check()
        page.locator(f"#id_check-{question.key}-words").fill(words)


def press(page, name):
    """Press a button and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


@pytest.fixture
def fine():
    """Return a function that asserts that a page is for everybody, looked at in one way of four in turn."""

    def look(page):
        look_at(page, *next(LOOKS))
        assert violations(page) + lacks(page) == []

    return look


@pytest.mark.parametrize("scripts", [True, False])
def test_enquiry_is_sent_with_the_check_and_nothing_typed_twice(new_context, transactional_db, scripts):
    page = new_context(java_script_enabled=scripts, **PHONE).new_page()
    page.goto("/aanpak/uitvoering/")
    page.get_by_role("link", name="Vertel ons wat er speelt").click()
    expect(page.locator("main")).to_contain_text("Je las stap 3")

    fill_in(page)
    press(page, "Doe eerst de test")
    answer(page)
    press(page, "Bekijk de uitslag")
    press(page, "Stuur het mee met een aanvraag")
    expect(page.get_by_label("Wat speelt er?")).to_have_value("Het loopt\nvast.")
    press(page, "Verstuur de aanvraag")

    expect(page.get_by_role("heading", level=1)).to_have_text("Dank je, je aanvraag is aangekomen")
    assert page.url.endswith("/contact/bedankt/")
    assert page.context.cookies() == []
    enquiry = Enquiry.objects.get()
    assert (enquiry.step, len(enquiry.readiness)) == ("execution", 8)
    assert enquiry.message.splitlines() == ["Het loopt", "vast."]
    assert [letter.to for letter in mail.outbox] == [["ria@bieb.example"], ["info@example.org"]]


def test_suspected_spam_is_thanked_alike_and_not_lost_while_the_mail_server_is_down(
    page, smtp_server, server_down, transactional_db
):
    page.goto("/en/contact/")
    fill_in(page)
    page.evaluate("document.querySelector('#id_homepage').value = 'https://spam.example'")
    press(page, "Send the enquiry")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, your enquiry has arrived")

    assert Suspicion.TRAP in Enquiry.objects.get().suspicions
    assert set(Mail.objects.values_list("sent_at", flat=True)) == {None}
    server_down()  # is over
    assert delivery.send_due(again=True) == (2, 0)
    assert [letter["Subject"] for letter in smtp_server.messages] == [
        "We received your enquiry",
        "Nieuwe aanvraag: De Leestafel",
    ]


def test_pages_are_for_everybody_and_the_result_prints_on_one_sheet(new_context, transactional_db, fine):
    page = with_axe(new_context(reduced_motion="reduce").new_page())
    page.goto("/contact/?stap=intake")
    fine(page)
    press(page, "Verstuur de aanvraag")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    fine(page)
    press(page, "Doe eerst de test")
    fine(page)
    press(page, "Bekijk de uitslag")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    fine(page)

    answer(page, choice=2, words="Een lange regel eigen woorden. " * 20)
    press(page, "Bekijk de uitslag")
    fine(page)
    fine(page)
    assert page.locator(".result__words").first.inner_text().strip("‘’'").startswith("Een lange regel")
    assert len(page.locator(".result__words").first.inner_text()) >= WORDS_LENGTH
    assert pages_of(page.pdf(format="A4", margin=MARGINS)) == 1

    press(page, "Stuur het mee met een aanvraag")
    fill_in(page)
    press(page, "Verstuur de aanvraag")
    fine(page)
    page.goto(re.search(r"/contact/bevestigen/\S+", mail.outbox[0].body)[0])
    fine(page)


def pages_of(document):
    """Return how many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", document))
