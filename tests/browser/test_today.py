"""Logging from anywhere, and what is typed surviving a lost connection, a closed tab and an expired session."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from engagements.lifecycle import services
from engagements.record.models import LogEntry
from tests.engagements.conftest import person

PASSWORD = "stevige westenwind 26"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "locale": "en-GB"}
TODAY, QUICK_LOG = reverse("engagements:today"), reverse("engagements:quick-log")
TYPED = "Met the planners on the train"
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length"


def start(manager, title):
    """Return a new engagement of the manager."""
    return services.start_engagement(
        actor=manager, organisation={"name": "Zeezicht Hospital"}, title=title, language="en"
    )


@pytest.fixture
def manager(transactional_db):
    """An interim manager with a password, who leads two engagements."""
    user = person("Marit Manager", is_manager=True)
    user.set_password(PASSWORD)
    user.save()
    start(user, "Theatres on time")
    start(user, "Rosters that fit")
    return user


def sign_in(page, user):
    """Sign in with a password on the page that asks for it."""
    page.locator("main summary").click()
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")


def open_sheet(page):
    """Tap Log in the head of the page, and return the text of the sheet."""
    page.locator(".masthead__log").tap()
    return page.locator("dialog[open] [name=text]")


def wait_until_kept(page, drafts=1):
    """Wait until so many drafts are on the device."""
    # Not wait_for_function, which asks for more than the content security policy allows.
    look = f"function look() {{ {KEPT} === n ? done() : setTimeout(look, 20) }}"
    page.evaluate(f"n => new Promise(done => {{ ({look})() }})", drafts)


class Traffic:
    """What a page asks the network for from now on: addresses, and the bytes that came for them."""

    def __init__(self, page):
        self.asked, self.bytes = [], 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._finished)

    def _asked(self, event):
        if not event["request"]["url"].startswith("data:"):  # an icon in the style sheet
            self.asked.append(event["request"]["url"])

    def _finished(self, event):
        self.bytes += event["encodedDataLength"]


# -- Quick log -------------------------------------------------------------------------------------


def test_quick_log_takes_two_requests_and_few_bytes_from_tap_to_stored(page_of, manager):
    page = page_of(manager, **PHONE)
    page.goto(TODAY)
    expect(page.locator("h1")).to_be_visible()
    traffic = Traffic(page)

    text = open_sheet(page)
    expect(text).to_be_focused()
    text.fill(TYPED)
    page.locator("dialog").get_by_role("button", name="Log it").tap()
    expect(page.locator("dialog [data-focus]")).to_contain_text("Logged in “Rosters that fit”")
    wait_until_kept(page, 0)

    assert len(traffic.asked) == 2, traffic.asked
    assert 0 < traffic.bytes < 30_000
    entry = LogEntry.objects.get()
    assert (entry.text, entry.audience) == (TYPED, "private")
    expect(page.locator("dialog [data-focus]")).to_be_focused()
    page.locator("dialog").get_by_role("button", name="Close").tap()
    expect(page.locator("dialog")).to_be_hidden()


def test_choosing_another_engagement_shows_its_readers_and_sends_nothing_that_was_typed(page_of, manager):
    page = page_of(manager, **PHONE)
    page.goto(TODAY)
    open_sheet(page).fill(TYPED)
    page.locator("dialog [name=audience]").select_option("everyone")
    expect(page.locator("[data-audience=everyone]")).to_be_visible()
    expect(page.locator("[data-audience=sponsor]")).to_be_hidden()
    traffic = Traffic(page)

    page.locator("dialog [name=ref]").select_option(label="Theatres on time (Zeezicht Hospital)")

    expect(page.locator("dialog [name=audience]")).to_have_value("private")
    expect(page.locator("[data-audience=everyone]")).to_be_hidden()
    assert [address.partition("?")[0].endswith(QUICK_LOG) for address in traffic.asked] == [True]
    assert "planners" not in traffic.asked[0]
    assert "csrf" not in traffic.asked[0]
    expect(page.locator("dialog [name=text]")).to_have_value(TYPED)


# -- What is typed survives ------------------------------------------------------------------------


def test_typed_text_survives_a_lost_connection_and_is_sent_on_demand(page_of, manager):
    page = page_of(manager, **PHONE)
    page.goto(TODAY)
    open_sheet(page).fill(TYPED)
    page.context.set_offline(True)

    page.locator("dialog").get_by_role("button", name="Log it").tap()
    expect(page.locator("dialog .draft-line")).to_contain_text("There is no connection")
    wait_until_kept(page)
    assert not LogEntry.objects.exists()

    page.context.set_offline(False)
    page.locator("dialog").get_by_role("button", name="Try again").tap()
    expect(page.locator("dialog [data-focus]")).to_contain_text("Logged")
    wait_until_kept(page, 0)
    assert LogEntry.objects.get().text == TYPED


def test_typed_text_survives_a_closed_tab_until_it_is_discarded(page_of, manager):
    page = page_of(manager, **PHONE)
    page.goto(QUICK_LOG)
    page.locator("[name=text]").fill(TYPED)
    page.locator("details summary").tap()
    page.locator("[name=stance][value='-1']").check()
    context = page.context
    page.close(run_before_unload=True)

    again = context.new_page()
    again.goto(QUICK_LOG)
    expect(again.locator(".draft-line")).to_contain_text("What you typed is back")
    expect(again.locator("[name=text]")).to_have_value(TYPED)
    expect(again.locator("[name=stance][value='-1']")).to_be_checked()
    assert "planners" not in again.content().partition("<body")[0]

    again.get_by_role("button", name="Discard").tap()
    expect(again.locator("[name=text]")).to_have_value("")
    expect(again.locator(".draft-line")).to_have_count(0)
    wait_until_kept(again, 0)


def test_typed_text_survives_an_expired_session_and_is_removed_once_stored(page_of, manager):
    page = page_of(manager, **PHONE)
    page.goto(TODAY)
    open_sheet(page).fill(TYPED)
    wait_until_kept(page)
    Session.objects.all().delete()

    page.locator("dialog").get_by_role("button", name="Log it").tap()
    expect(page.locator("[name=email]")).to_be_visible()
    sign_in(page, manager)
    page.wait_for_url(f"**{QUICK_LOG}")
    expect(page.locator("main [name=text]")).to_have_value(TYPED)
    assert not LogEntry.objects.exists()

    page.locator("main").get_by_role("button", name="Log it").tap()
    expect(page.locator(".log__entry[data-side=manager]")).to_contain_text(TYPED)
    wait_until_kept(page, 0)
    page.goto(QUICK_LOG)
    expect(page.locator("main [name=text]")).to_have_value("")


def test_typed_text_survives_the_loss_of_all_cookies(page_of, manager):
    page = page_of(manager, **PHONE)
    page.goto(TODAY)
    open_sheet(page).fill(TYPED)
    page.context.clear_cookies()

    page.locator("dialog").get_by_role("button", name="Log it").tap()
    expect(page.locator("dialog .draft-line")).to_contain_text("That did not arrive")
    page.reload()
    sign_in(page, manager)
    page.wait_for_url(f"**{TODAY}")
    expect(open_sheet(page)).to_have_value(TYPED)
    expect(page.locator("dialog .draft-line")).to_contain_text("What you typed is back")


def test_refused_text_is_kept_and_another_person_on_the_device_sees_nothing(page_of, manager):
    other = person("Otto Other", is_manager=True)
    other.set_password(PASSWORD)
    other.save()
    start(other, "Another engagement")
    page = page_of(manager, **PHONE)
    page.goto(QUICK_LOG)
    page.locator("[name=text]").fill(TYPED)
    page.locator("[name=happened_on]").fill("2090-01-01")
    page.locator("main").get_by_role("button", name="Log it").tap()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    wait_until_kept(page)
    Session.objects.all().delete()

    page.locator("main").get_by_role("button", name="Log it").tap()  # kept by the server as well
    sign_in(page, other)
    page.wait_for_url(f"**{QUICK_LOG}")
    expect(page.locator("main [name=text]")).to_have_value("")
    expect(page.locator(".draft-line")).to_have_count(0)
    assert TYPED not in page.content()


def test_signing_out_leaves_nothing_on_the_device_and_old_drafts_go_by_themselves(page_of, manager):
    page = page_of(manager, **PHONE)
    page.goto(QUICK_LOG)
    page.locator("[name=text]").fill(TYPED)
    wait_until_kept(page)
    week_ago = int((time.time() - 8 * 24 * 3600) * 1000)
    page.evaluate(
        "at => localStorage.setItem('draft:somebody:quick-log', JSON.stringify({id: 'x', at, fields: {}}))",
        week_ago,
    )
    page.goto(TODAY)
    wait_until_kept(page)

    page.locator("form[data-forgets-drafts] button").tap()
    expect(page.locator(f"a[href='{reverse('account_login')}']").first).to_be_visible()
    assert page.evaluate(KEPT) == 0


def test_forms_of_the_rooms_keep_what_is_typed_without_storage_they_work_as_before(page_of, manager):
    page = page_of(manager, **PHONE)
    engagement = manager.memberships.first().engagement
    address = reverse("engagements:observation-add", args=[engagement.ref])
    page.goto(address)
    page.locator("main [name=text]").fill("Two planners know it all")
    wait_until_kept(page)

    page.goto(TODAY)
    page.goto(address)
    expect(page.locator("main [name=text]")).to_have_value("Two planners know it all")
    page.locator("main [name=area]").first.check()
    page.locator("main form .actions button").first.tap()
    page.wait_for_url(f"**{reverse('engagements:intake', args=[engagement.ref])}*")
    wait_until_kept(page, 0)

    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('off') }})")
    page.goto(QUICK_LOG)
    page.locator("[name=text]").fill(TYPED)
    page.locator("main").get_by_role("button", name="Log it").tap()
    expect(page.locator(".log__entry[data-side=manager]")).to_contain_text(TYPED)
