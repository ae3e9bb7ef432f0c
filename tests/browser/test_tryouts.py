"""The try-outs in a real browser: answered at once, with the keyboard too, and by a button without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import look_at, violations, with_axe

STEPS = {
    "intake": "/en/approach/intake/",
    "specification": "/en/approach/specification/",
    "execution": "/en/approach/execution/",
    "evaluation": "/en/approach/evaluation/",
}


@pytest.mark.usefixtures("db")
def test_every_choice_is_answered_in_place_and_stays_in_the_address(new_context):
    page = with_axe(new_context(locale="en-GB", reduced_motion="reduce").new_page())
    verdict = page.locator(".tryout__verdict")

    page.goto(f"{STEPS['intake']}?as=employee")
    page.locator("#one-investor").focus()
    page.keyboard.press("Space")
    expect(verdict).to_have_text("They contradict each other: resolve it")
    expect(page.locator("#one-investor")).to_be_focused()
    assert {"as=employee", "one=investor"} <= set(page.url.partition("?")[2].split("&"))
    found = violations(page)

    page.goto(STEPS["specification"])
    page.locator("#without-list").check()
    expect(verdict).to_have_text("Waiting time: 12 days too long")
    expect(page.locator("#without-list")).to_be_focused()
    found += violations(page)

    page.goto(STEPS["execution"])
    page.get_by_label("Week of the hand-over").press("ArrowLeft")
    page.get_by_label("Week of the hand-over").press("ArrowLeft")
    expect(verdict).to_have_text("Hand-over in week 8")
    expect(page.get_by_label("Week of the hand-over")).to_be_focused()
    look_at(page, 360, "dark")
    found += violations(page)

    page.goto(STEPS["evaluation"])
    page.get_by_label("The measuring stops").check()
    expect(verdict).to_contain_text("Relapsing: places.")
    page.get_by_label("a rhythm").check()
    expect(verdict).not_to_contain_text("Relapsing")
    found += violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    page.go_back()
    expect(verdict).to_have_text("Hand-over in week 8")
    expect(page.get_by_label("Week of the hand-over")).to_have_value("8")
    assert found == []


@pytest.mark.usefixtures("db")
def test_every_choice_is_answered_by_a_button_without_javascript(new_context):
    page = new_context(locale="en-GB", java_script_enabled=False).new_page()
    show = page.get_by_role("button", name="Show what happens")

    page.goto(f"{STEPS['intake']}?as=employee")
    page.get_by_label("Claim 1: The founder").check(force=True)
    show.click()
    expect(page.locator(".tryout__verdict")).to_have_text("No contradiction")
    assert "as=employee" in page.url

    page.goto(STEPS["specification"])
    page.locator("#without-steering").check()
    show.click()
    expect(page.locator(".tryout__verdict")).to_have_text("Waiting time: 4 days too long")

    page.goto(STEPS["execution"])
    page.get_by_label("Week of the hand-over").press("End")
    show.click()
    expect(page.locator(".tryout__verdict")).to_have_text("Hand-over in week 28")

    page.goto(STEPS["evaluation"])
    page.get_by_label("a document").uncheck()
    page.get_by_label("a number").uncheck()
    show.click()
    expect(page.locator(".tryout__verdict")).to_contain_text("Relapsing")
