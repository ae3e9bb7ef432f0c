"""The figure of the process in a real browser: every view of it, by hand and by keys, on paper and in a frame."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product

import pytest
from django.utils.translation import override
from playwright.sync_api import expect

from phases.choice import Choice
from phases.definitions import BY_KEY, PERSPECTIVES, PHASES
from phases.moments import moment
from tests.browser.accessibility import lacks, look_at, violations, with_axe

KNOB = 1.75  # in rem, as in the style sheet
REM = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
LOOKS = list(product((360, 768, 1440), ("light", "dark")))


@pytest.fixture
def reader(new_context):
    """Return a function that opens a page for somebody who came to read."""

    def open_page(**options):
        return new_context(reduced_motion="reduce", **options).new_page()

    return open_page


def address_of(step=None, language="nl", **chosen):
    with override(language):
        return Choice(step=step, **chosen).address


def is_at(page, address):
    expect(page).to_have_url(re.compile(re.escape(address) + "$"))


def says(value, language="nl"):
    with override(language):
        return moment(value).sentence


def step_link(page, key):
    return page.locator(f"#step-{BY_KEY[key].order}")


# -- Every view --------------------------------------------------------------------------------------


def test_every_step_and_perspective_can_be_chosen(reader):
    page = reader()
    page.goto("/?als=bestuur")
    for key, phase in BY_KEY.items():
        step_link(page, key).click()
        expect(page.locator("h1")).to_be_focused()
        for number, perspective in enumerate(PERSPECTIVES, start=1):
            link = page.locator(f"#eyes-{number}")
            link.click()
            is_at(page, address_of(key, perspective=perspective))
            expect(link).to_have_attribute("aria-current", "true")
            expect(link).to_be_focused()
            with override("nl"):
                expect(page.locator(".part")).to_contain_text(str(phase.card(perspective).asked))
                expect(page).to_have_title(re.compile(re.escape(str(phase.public_title))))
        expect(step_link(page, key)).to_have_attribute("aria-current", "step")
        assert page.locator("[aria-current=step]").count() == 1


def test_language_switch_and_neighbours_keep_what_was_chosen(reader):
    page = reader()
    page.goto(address_of("specification", perspective="employee", moment=30))
    page.locator(".turn [rel=next]").click()
    is_at(page, address_of("execution", perspective="employee"))
    page.locator("#language a").click()
    is_at(page, address_of("execution", "en", perspective="employee"))
    expect(page.locator("#eyes-4")).to_have_attribute("aria-current", "true")


def test_back_and_forward_show_what_was_seen(reader):
    page = reader()
    page.goto("/")
    step_link(page, "intake").click()
    is_at(page, address_of("intake"))
    page.locator("#eyes-4").click()
    is_at(page, address_of("intake", perspective="employee"))
    step_link(page, "execution").click()
    is_at(page, address_of("execution", perspective="employee"))

    page.go_back()
    is_at(page, address_of("intake", perspective="employee"))
    expect(step_link(page, "intake")).to_have_attribute("aria-current", "step")
    expect(page.locator("#eyes-4")).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(page.locator("#eyes-1")).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(page.locator(".asked")).to_be_visible()
    expect(page.locator("header.masthead")).to_have_count(1)
    page.go_forward()
    is_at(page, address_of("intake"))
    expect(page.locator(".panel h1")).to_be_visible()


# -- Keys alone -----------------------------------------------------------------------------------------


def test_steps_can_be_walked_with_the_arrow_keys(reader):
    page = reader()
    page.goto("/")
    first = step_link(page, "intake")
    while not first.evaluate("link => link === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    expect(first).to_be_focused()
    for key, step in (
        ("ArrowRight", "specification"),
        ("ArrowRight", "execution"),
        ("ArrowLeft", "specification"),
        ("End", "evaluation"),
        ("Home", "intake"),
    ):
        page.keyboard.press(key)
        is_at(page, address_of(step))
        expect(step_link(page, step)).to_have_attribute("aria-current", "step")
        expect(step_link(page, step)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()


def test_moment_can_be_moved_with_the_arrow_keys(reader):
    page = reader()
    page.goto(address_of("execution", perspective="employee"))
    slider = page.locator("#moment")
    slider.focus()
    for _time in range(2):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#says")).to_have_text(says(64))
    assert slider.get_attribute("aria-valuetext") == says(64)
    assert page.locator("#marker").get_attribute("x") == "64%"
    is_at(page, address_of("execution", perspective="employee", moment=64))
    expect(slider).to_be_focused()
    expect(page.locator("#says")).to_have_text(says(64))
    assert page.locator("#marker circle").get_attribute("cy") == f"{moment(64).y}%"

    page.keyboard.press("End")  # in another step, which is a place to come back from
    is_at(page, address_of("evaluation", perspective="employee", moment=100))
    expect(slider).to_be_focused()
    expect(step_link(page, "evaluation")).to_have_attribute("aria-current", "step")
    page.go_back()
    is_at(page, address_of("execution", perspective="employee", moment=64))
    expect(slider).to_have_value("64")


# -- The moment --------------------------------------------------------------------------------------------


def test_moment_can_be_dragged_along_the_line(reader):
    page = reader(viewport={"width": 1440, "height": 900})
    page.goto("/")
    field = page.locator(".process__field").bounding_box()
    axis = field["y"] + field["height"] - 2

    page.mouse.move(field["x"], axis)
    page.mouse.down()
    page.mouse.move(field["x"] + field["width"] * 0.62, axis, steps=4)
    expect(page.locator("#says")).to_have_text(says(62))
    dot = page.locator("#marker circle").bounding_box()
    assert abs(dot["x"] + dot["width"] / 2 - field["x"] - field["width"] * 0.62) < 2
    is_at(page, "/")
    page.mouse.up()
    is_at(page, address_of(moment=62))
    expect(page.locator("#moment")).to_have_value("62")
    # The knob stands exactly below its place in the drawing, at both ends of the axis too.
    slider, knob = page.locator("#moment").bounding_box(), KNOB * page.evaluate(REM)
    assert slider["x"] + knob / 2 == pytest.approx(field["x"], abs=1)
    assert slider["width"] - knob == pytest.approx(field["width"], abs=1)


def test_everything_is_there_without_javascript(reader):
    page = reader(java_script_enabled=False)
    page.goto(address_of("intake", perspective="employee"))
    page.locator("#moment").press("End")
    page.locator(".when__show").click()
    is_at(page, address_of("evaluation", perspective="employee", moment=100))
    assert page.locator("#says").inner_text() == says(100)
    page.locator("#eyes-2").click()
    is_at(page, address_of("evaluation", perspective="board", moment=100))

    page.goto("/")
    step_link(page, "execution").click()
    is_at(page, address_of("execution"))
    page.goto("/")
    parts = page.locator(".whole details")
    for number, phase in enumerate(PHASES):
        parts.nth(number).locator("summary").click()
        with override("nl"):
            expect(parts.nth(number)).to_contain_text(str(phase.criteria[-1].client))
    assert page.locator(".whole details[open]").count() == len(PHASES)
    assert page.locator("summary :is(h1, h2, h3, h4)").count() == 0


# -- Layout ---------------------------------------------------------------------------------------------------


def test_choosing_a_step_shows_the_beginning_of_what_is_told(reader):
    page = reader(viewport={"width": 1440, "height": 900})
    for width, height in ((1440, 900), (360, 740)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto("/")
        step_link(page, "execution").click()
        expect(page.locator("h1")).to_be_focused()
        lead = page.locator(".panel .lead").bounding_box()
        assert 0 < lead["y"] < height - lead["height"]
        assert width < 1440 or page.evaluate("window.scrollY") == 0


def test_paper_has_all_steps_on_two_pages(reader):
    page = reader()
    page.emulate_media(media="print")
    for address in ("/", "/en/", address_of("specification"), address_of("intake", "en")):
        page.goto(address)
        sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))
        assert 1 <= len(sheets) <= 2, address
    page.goto("/")
    for phase in PHASES:
        with override("nl"):
            expect(page.get_by_text(str(phase.what_happens[0]))).to_be_visible()
            expect(page.get_by_text(str(phase.criteria[-1].client))).to_be_visible()
    expect(page.locator(".process__drawing")).to_be_visible()
    for gone in ("#moment", ".when", "#eyes-2", ".menu", ".marker"):
        expect(page.locator(gone)).to_be_hidden()


def test_pages_are_for_everybody(reader):
    page = with_axe(reader())
    wrong = {}
    step, framed = (
        address_of("specification", perspective="process_owner", moment=30),
        address_of("evaluation", framed=True),
    )
    for address, looks in ((step, LOOKS), ("/en/", LOOKS[1:2]), (framed, LOOKS[:1])):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        for width, scheme in looks:
            look_at(page, width, scheme)
            wrong |= {f"{address} {width} {scheme} {each}": "" for each in violations(page)}
        wrong |= {f"{address} {each}": "" for each in lacks(page)}
    assert wrong == {}


# -- In a frame --------------------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(live_server):
    """Return the origin of another website, whose only page frames our figure."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            source = f"{live_server.url}{address_of('execution', framed=True)}"
            self.wfile.write(f'<!doctype html><title>x</title><iframe src="{source}"></iframe>'.encode())

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_figure_is_framed_by_websites_that_are_named_and_by_no_others(reader, settings, elsewhere):
    settings.EMBED_ORIGINS = ["https://www.example.org"]
    page = reader()
    page.goto(f"{elsewhere}/page")
    expect(page.locator("iframe")).to_be_visible()
    expect(page.frame_locator("iframe").locator("#step")).to_have_count(0)
    assert [each for each in page.context.complaints if "frame-ancestors" not in each] == []
    assert page.context.complaints
    page.context.complaints.clear()

    settings.EMBED_ORIGINS = [elsewhere]
    page = reader()
    page.goto(f"{elsewhere}/page")
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_be_visible()
    expect(frame.locator("header.masthead, footer")).to_have_count(0)
    step_link(frame, "evaluation").press("Enter")
    expect(step_link(frame, "evaluation")).to_have_attribute("aria-current", "step")
    expect(frame.locator(".call a").first).to_have_attribute("target", "_top")
    assert page.frames[1].url.endswith(address_of("evaluation", framed=True))
