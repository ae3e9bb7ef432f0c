"""Signing in with a passkey, which takes a browser and a device that can; the code by mail is part of the main job."""

import re

from django.core import mail
from django.core.cache import cache
from playwright.sync_api import expect

from tests.accounts.conftest import digits_in
from tests.engagements.conftest import person


def test_passkey_is_made_and_signs_in(new_context, transactional_db, settings, live_server):
    cache.clear()  # where codes asked are counted
    settings.SITE_URL = live_server.url
    user = person("Sanne Sponsor")
    page = new_context(locale="en-GB").new_page()
    chromium = page.context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    device |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    chromium.send("WebAuthn.addVirtualAuthenticator", {"options": device})

    page.goto("/accounts/login/?next=/accounts/passkeys/add/")
    page.get_by_label("E-mail address").first.fill(user.email)
    page.get_by_role("button", name="Mail me a code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your mail")
    page.get_by_label("The six digits").fill(digits_in(mail.outbox[-1]))
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Name").fill("My laptop")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="My laptop")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()

    page.goto("/accounts/login/?next=/accounts/passkeys/")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_text(re.compile("last used on"))).to_be_visible()
