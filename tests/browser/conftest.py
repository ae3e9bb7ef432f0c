"""A real Chromium for the tests in this folder, all of which carry the marker `browser`.

Playwright's own pytest plugin offers the same names; it also loads Playwright at every start of pytest,
which takes a second that tests without a browser need not wait for.
"""

from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from tests.browser.accessibility import with_axe
from tests.engagements.demo.loaded import put_demo
from tools import browser as chromium

HERE = Path(__file__).parent
PATIENCE = 10_000  # milliseconds; two cores full of tests are slow at times
# No sandbox: pages here are our own, and root has none. The rest keeps Chromium from asking the network.
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Every page is new to it: what the optimising compilers do here is never earned back.
    "--js-flags=--no-opt --no-maglev",
)


def pytest_collection_modifyitems(items):
    """Give every test in this folder the marker."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    """Return a Chromium that is there for the whole run."""
    program = chromium.find()
    assert program, chromium.ADVICE
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop running in this thread, where Django would refuse its database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        expect.set_options(timeout=PATIENCE)
        running = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield running
        running.close()


@pytest.fixture
def new_context(browser, live_server):
    """Return a function that opens a browser profile of its own, for one person; arguments as in Playwright."""
    contexts = []

    def open_context(**options):
        contexts.append(_profile(browser, live_server, **options))
        return contexts[-1]

    yield open_context
    complaints = _complaints(contexts)
    for context in contexts:
        context.close()
    assert complaints == []


def _profile(browser, live_server, **options):
    """Return a new browser profile, which notes what its pages complain about."""
    defaults = {"base_url": live_server.url, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}
    context = browser.new_context(**defaults | options)
    context.set_default_timeout(PATIENCE)
    context.complaints = []
    context.on("weberror", lambda error: context.complaints.append(str(error.error)))
    context.on("console", lambda message: _hear(context, message))
    return context


def _complaints(contexts):
    """Return all that was noted: a blocked style or script, or an error in ours, fails the test whose page had it."""
    return [complaint for context in contexts for complaint in context.complaints]


def _hear(context, message):
    # An answer such as 422 is part of the conversation, though Chromium reports it as an error.
    if "Failed to load resource" not in message.text:
        context.complaints.append(f"{message.type}: {message.text}")


@pytest.fixture
def page(new_context):
    """Return a page for somebody who is not signed in."""
    return new_context().new_page()


@pytest.fixture
def page_of(new_context, live_server):
    """Return a function that opens a page on which the user is signed in."""

    def open_page(user, **options):
        context = new_context(**options)
        _sign_in(context, user, live_server)
        return context.new_page()

    return open_page


def _sign_in(context, user, live_server):
    """Have the user signed in in this profile."""
    client = Client()
    client.force_login(user)
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])


@pytest.fixture(scope="session")
def onlookers(browser):
    """Return the pages of `onlooker` by language; they last as long as the browser does."""
    return {}


@pytest.fixture
def onlooker(browser, live_server, onlookers):
    """Return a function that gives a page, with axe, to somebody who only looks: a user, or nobody signed in.

    A new profile takes a new process, which takes longer than most of what it is to show. Therefore there is
    one for each language, and it forgets everything before a test has it. Who needs two at once, or what a
    browser remembers, takes `page_of`.
    """
    taken = []

    def take(user=None, locale="nl"):
        page = onlookers.get(locale)
        if page is None or page.is_closed():
            page = _profile(browser, live_server, locale=locale, reduced_motion="reduce").new_page()
            page.forget = page.context.new_cdp_session(page).send
            onlookers[locale] = with_axe(page)
        page.forget("Network.clearBrowserCache")
        page.forget("Storage.clearDataForOrigin", {"origin": live_server.url, "storageTypes": "all"})
        page.emulate_media(
            media="screen", color_scheme="light", forced_colors="none", reduced_motion="reduce"
        )
        page.context.complaints = []
        taken.append(page.context)
        if user:
            _sign_in(page.context, user, live_server)
        return page

    yield take
    assert _complaints(taken) == []


@pytest.fixture
def demo(live_server):
    """Put the demo practice in the database of the live server."""
    put_demo()
