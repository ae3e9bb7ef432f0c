"""From an enquiry to an engagement in a real browser, by keyboard: nothing is typed that was sent already."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from engagements.intake.models import AssignmentVersion
from engagements.lifecycle.models import Engagement
from enquiries.readiness import QUESTIONS
from tests.browser.accessibility import lacks, look_at, violations, with_axe
from tests.engagements.conftest import person
from tests.enquiries.inbox.conftest import make_enquiry


def press(page, locator):
    """Go to something and press Enter on it, as one does without a mouse."""
    locator.focus()
    expect(locator).to_be_focused()
    page.keyboard.press("Enter")


def inspect(page):
    """Return what is wrong with the page as it stands, on a phone in the light and on a wide screen in the dark."""
    wrong = []
    for width, scheme in ((360, "light"), (1440, "dark")):
        look_at(page, width, scheme)
        wrong += [f"{each} ({width} px, {scheme})" for each in violations(page)]
    return wrong + lacks(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_enquiry_becomes_an_engagement_with_the_draft_of_its_assignment(page_of, transactional_db, scripts):
    administrator = person("Ada Administrator", is_administrator=True)
    person("Marit Manager", is_manager=True)
    readiness = {each.key: {"choice": "partly", "words": f"Words on {each.key}"} for each in QUESTIONS}
    make_enquiry(readiness=readiness, email_proven_at=timezone.now(), suspicions=["haste"])
    page = page_of(administrator, java_script_enabled=scripts, locale="en", reduced_motion="reduce")
    if scripts:
        with_axe(page)

    page.goto(reverse("engagements:list"))
    press(page, page.locator(f".menu a[href='{reverse('inbox:list')}']"))
    expect(page.locator(".rooms a[href*=suspected]")).to_be_visible()
    if scripts:
        assert inspect(page) == []
    press(page, page.locator(".rooms a[href*=suspected]"))
    press(page, page.locator(".items a"))
    expect(page.locator("h1")).to_have_text("Zeezicht Hospital")
    if scripts:
        assert inspect(page) == []
    press(page, page.locator("form[action$='/clear/'] button"))
    expect(page.locator(".badge--bad")).to_have_count(0)

    press(page, page.locator("a[href$='/convert/']"))
    expect(page.locator("[name=organisation_name]")).to_have_value("Zeezicht Hospital")
    expect(page.locator("[name=situation]")).to_have_value("Our theatres start late every day.")
    press(page, page.locator("main form .actions button"))
    expect(page.locator("#id_manager_error")).to_be_visible()
    page.locator("[name=manager]").select_option(label="Marit Manager")
    if scripts:
        assert inspect(page) == []
    press(page, page.locator("main form .actions button"))

    expect(page.locator("h1")).to_have_text("Interim management at Zeezicht Hospital")
    engagement = Engagement.objects.get()
    page.goto(reverse("engagements:assignment", args=[engagement.ref]))
    expect(page.locator("main")).to_contain_text("Words on mandate")
    assert AssignmentVersion.objects.get().purpose == "Our theatres start late every day."
    assert sorted(member.role for member in engagement.memberships.all()) == ["manager", "sponsor"]
