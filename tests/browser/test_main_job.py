"""The main job in a real browser, with JavaScript and without: nothing may depend on it, and nothing may complain."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from engagements.intake.models import Observation
from engagements.lifecycle import services
from engagements.lifecycle.criteria import REGISTRY, Answer
from engagements.lifecycle.models import Engagement, PhaseChange
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.people.services import add_member
from engagements.record.models import LogEntry
from phases.definitions import CRITERIA, PHASES
from tests.accounts.conftest import digits_in, path_in
from tests.engagements.conftest import person

PASSWORD = "stevige westenwind 26"
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "locale": "en"}
MOST_STOPS = 60


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def scripts(request):
    """Whether the browser runs JavaScript."""
    return request.param


@pytest.fixture
def manager(transactional_db):
    """An interim manager with a password."""
    user = person("Marit Manager", is_manager=True)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def engagement(manager):
    """An engagement of the manager, in intake; nobody else takes part yet."""
    organisation = {"name": "Zeezicht Hospital"}
    return services.start_engagement(
        actor=manager, organisation=organisation, title="Theatres on time", language="en"
    )


def address(name, engagement, *args):
    """Return the address of a page of the engagement."""
    return reverse(f"engagements:{name}", args=[engagement.ref, *args])


def sign_in(page, user):
    """Sign in with a password on the page that asks for it."""
    page.locator("main summary").click()
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")


def hand_in(page):
    """Press the button of the form on a page."""
    page.locator("main form .actions button").click()


# -- The manager, on a phone -----------------------------------------------------------------------


def test_manager_starts_an_engagement_logs_and_reads_what_holds_it_back(new_context, manager, scripts):
    page = new_context(java_script_enabled=scripts, **PHONE).new_page()
    page.goto(reverse("engagements:list"))
    sign_in(page, manager)

    page.locator(f"a[href='{reverse('engagements:new')}']").first.click()
    page.locator("[name=organisation_name]").fill("Zeezicht Hospital")
    page.locator("[name=title]").fill("Theatres on time")
    page.locator("[name=processes]").fill("Weekly planning\nPermit handling")
    hand_in(page)
    expect(page.locator("h1")).to_have_text("Theatres on time")

    page.locator("#quick-entry [name=text]").fill("Everybody wants to talk, nobody knows about what.")
    page.locator("#quick-entry .actions button").click()
    expect(page.locator(".log__entry[data-side=manager]")).to_contain_text("Everybody wants to talk")

    gate = page.locator(".gate li")
    expect(gate).to_have_count(len(PHASES[0].criteria))
    spot = page.locator(".gate a[href*='/intake/']").first
    assert spot.is_visible()
    engagement = Engagement.objects.get()
    for area, text in (("people", "Two planners know it all."), ("culture", "Late is normal.")):
        page.goto(address("observation-add", engagement))
        page.locator("[name=text]").fill(text)
        page.locator(f"[name=area][value={area}]").check()
        hand_in(page)
        expect(page.locator("#observations").locator("xpath=ancestor::section[1]")).to_contain_text(text)

    page.goto(address("advance", engagement))
    held_back = page.locator(".gate .criterion--unmet")
    expect(held_back.first).to_be_visible()
    with translation.override("en"):
        expect(held_back.first).to_contain_text(str(PHASES[0].criteria[0].manager))
    assert page.locator("main form").count() == 0
    assert Observation.objects.count() == 2
    assert LogEntry.objects.get().audience == "private"


def test_double_click_moves_one_phase(page_of, manager, engagement, scripts, monkeypatch):
    for key in CRITERIA:
        monkeypatch.setitem(REGISTRY, key, lambda engagement: Answer(met=True, said="", spot="history"))
    page = page_of(manager, java_script_enabled=scripts, locale="en")
    page.goto(address("advance", engagement))

    page.locator("main form .actions button").dblclick()

    expect(page.locator(f"[data-phase={PHASES[1].key}][aria-current=step]")).to_be_visible()
    assert Engagement.objects.get().phase == PHASES[1].key
    assert PhaseChange.objects.filter(command="advance").count() == 1


@pytest.mark.parametrize("room", ["log", "engagement", "observation-add"])
def test_what_was_typed_survives_an_expired_session(page_of, manager, engagement, scripts, room):
    page = page_of(manager, java_script_enabled=scripts, locale="en")
    page.goto(address(room, engagement))
    page.locator("main [name=text]").fill("Typed on the train")
    Session.objects.all().delete()

    page.locator("main form:has([name=text]) .actions button").click()
    expect(page.locator("[name=email]")).to_be_visible()
    assert page.locator("main").count() == 1
    sign_in(page, manager)

    expect(page.locator("main [name=text]")).to_have_value("Typed on the train")
    assert not LogEntry.objects.exists()
    assert not Observation.objects.exists()


# -- The sponsor -----------------------------------------------------------------------------------


def test_sponsor_comes_in_by_the_mailed_link_and_sees_what_is_asked(
    new_context, manager, engagement, mailoutbox, scripts
):
    cache.clear()  # where codes asked are counted
    email = "sanne.sponsor@example.org"
    member = add_member(
        engagement=engagement,
        actor=manager,
        email=email,
        name="Sanne Sponsor",
        role=Role.SPONSOR,
        title="",
        language="en",
    )
    page = new_context(java_script_enabled=scripts, **PHONE).new_page()

    page.goto(path_in(mailoutbox[-1], settings.SITE_URL))
    expect(page.locator("h1")).to_have_text("Marit Manager invites Sanne Sponsor to “Theatres on time”")
    hand_in(page)
    type_code(page, mailoutbox)

    expect(page.locator("h1")).to_have_text("Theatres on time")
    assert page.url.endswith(address("progress", engagement))
    expect(page.locator("#ask")).to_be_visible()
    expect(page.locator("#part")).to_be_visible()
    expect(page.locator(".gate__list li").first).to_be_visible()
    assert Membership.objects.get(pk=member.pk).user.last_login

    page.locator(f"form[action='{reverse('account_logout')}'] button").click()
    page.goto(address("progress", engagement))
    page.locator("[name=email]").fill(email)
    page.get_by_role("button", name="Mail me a code").click()
    type_code(page, mailoutbox)
    expect(page.locator("#ask")).to_be_visible()


def type_code(page, mailoutbox):
    """Type the six digits that were just mailed on the page that asks for them."""
    expect(page.locator("h1")).to_have_text("Look in your mail")
    page.locator("[name=code]").fill(digits_in(mailoutbox[-1]))
    page.get_by_role("button", name="Sign in").click()


# -- A stranger ------------------------------------------------------------------------------------


def test_stranger_reads_the_four_steps_and_goes_back_and_forth(new_context, scripts):
    page = new_context(java_script_enabled=scripts, locale="en").new_page()
    page.goto("/en/")
    page.locator("html").evaluate("root => root.dataset.loaded = 'once'")
    titles, addresses = [page.locator("h1").inner_text()], [page.url]

    for number in range(1, len(PHASES) + 1):
        page.locator(f".process__steps li:nth-child({number}) a").click()
        expect(page.locator(f".process__steps li:nth-child({number}) a")).to_have_attribute(
            "aria-current", "step"
        )
        expect(page.locator("h1")).not_to_have_text(titles[-1])
        titles.append(page.locator("h1").inner_text())
        addresses.append(page.url)
        expect(page).to_have_title(re.compile(re.escape(titles[-1])))
    assert len(set(addresses)) == len(set(titles)) == len(PHASES) + 1

    for index in (3, 2, 1, 0):
        page.go_back()
        expect(page.locator("h1")).to_have_text(titles[index])
        assert page.url == addresses[index]
    page.go_forward()
    expect(page.locator("h1")).to_have_text(titles[1])
    assert page.locator("html").get_attribute("data-loaded") == ("once" if scripts else None)
    assert page.context.cookies() == []


# -- By keyboard -----------------------------------------------------------------------------------


def tab_to(page, selector):
    """Press Tab until something is reached; every stop on the way must be seen to have the focus."""
    wanted = page.locator(selector).first
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"No way to {selector} by keyboard")


#: Whether one can see where the focus is: an outline or a shadow around it, or around the card that it is in.
SEEN = """() => {
  const seen = each => {
    const style = getComputedStyle(each);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  };
  const focused = document.activeElement;
  if (!focused.matches(":focus")) return true;  // a part of the browser's own date picker, which shows it itself
  return focused === document.body || seen(focused) || (focused.closest("label") && seen(focused.closest("label")));
}"""


def test_entry_is_logged_by_keyboard_alone(new_context, manager, engagement):
    page = new_context(locale="en").new_page()
    page.goto(reverse("account_login"))
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()

    tab_to(page, "main summary")
    page.keyboard.press("Enter")
    tab_to(page, "[name=login]")
    page.keyboard.type(manager.email)
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(reverse("engagements:today"))))
    tab_to(page, f"a[href='{reverse('engagements:list')}']")
    page.keyboard.press("Enter")
    expect(page.locator(".items")).to_be_visible()
    tab_to(page, f".items a[href='{engagement.get_absolute_url()}']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Theatres on time")

    tab_to(page, "#quick-entry [name=text]")
    page.keyboard.type("Nobody decides about the sessions.")
    tab_to(page, "#quick-entry .actions button")
    page.keyboard.press("Enter")

    expect(page.locator(".log__entry[data-side=manager]")).to_contain_text("Nobody decides")
    assert LogEntry.objects.get().text == "Nobody decides about the sessions."
