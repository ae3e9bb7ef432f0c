"""Logging from a phone: without leaving the page, with the keyboard where the answer is, and without JavaScript too."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from engagements.lifecycle import services
from engagements.record.models import LogEntry
from tests.engagements.conftest import person

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "locale": "en-GB"}


@pytest.fixture
def log(transactional_db):
    """The manager of a new engagement, and the address of its log."""
    manager = person("Marit Manager", is_manager=True)
    engagement = services.start_engagement(
        actor=manager, organisation={"name": "Zeezicht Hospital"}, title="Theatres on time", language="en"
    )
    return manager, reverse("engagements:log", args=[engagement.ref])


def test_entry_appears_without_leaving_the_page_and_the_form_is_empty_again(page_of, log):
    manager, address = log
    page = page_of(manager, **PHONE)
    page.goto(f"{address}?q=")

    page.get_by_label("What happened").fill("Met the planners")
    page.get_by_label("Who may read this").select_option("practice")
    page.get_by_role("button", name="Log it").tap()

    expect(page.locator(".log__entry[data-side=manager]")).to_contain_text("Met the planners")
    expect(page.get_by_label("What happened")).to_have_value("")
    expect(page.get_by_label("Who may read this")).to_have_value("private")
    expect(page.locator("[data-focus]")).to_be_focused()
    assert page.url.endswith(address)


def test_refused_entry_keeps_what_was_typed_and_leads_to_the_message(page_of, log):
    manager, address = log
    page = page_of(manager, **PHONE)
    page.goto(address)

    page.get_by_label("What happened").fill("Tomorrow's meeting")
    page.get_by_label("Date").fill("2090-01-01")
    page.get_by_role("button", name="Log it").tap()

    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.get_by_label("What happened")).to_have_value("Tomorrow's meeting")
    expect(page.locator("#id_happened_on_error")).to_contain_text("This day has not been yet.")
    assert not LogEntry.objects.exists()


def test_entry_is_stored_without_javascript(page_of, log):
    manager, address = log
    page = page_of(manager, java_script_enabled=False, **PHONE)
    page.goto(address)

    page.get_by_label("What happened").fill("Met the planners")
    page.get_by_role("button", name="Log it").tap()

    expect(page.locator(".log__entry[data-side=manager]")).to_contain_text("Met the planners")
    expect(page.get_by_label("What happened")).to_have_value("")
