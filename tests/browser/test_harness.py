"""The browser of the tests is a real one, held to the content security policy of the pages."""

import pytest


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_public_page_opens_without_complaint(page, path):
    answer = page.goto(path)

    assert answer.status == 200
    assert page.locator("h1").is_visible()


def test_complaint_of_a_page_is_heard(new_context):
    context = new_context()
    page = context.new_page()
    page.goto("/")

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")

    assert any("Content Security Policy" in complaint for complaint in context.complaints)
    context.complaints.clear()
