"""The measures as only a browser shows them: what a month says, by pointing and by keys; and forced colours."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from engagements.lifecycle import services
from engagements.people.roles import Role
from tests.browser.accessibility import look_at, violations
from tests.engagements.conftest import person, seat_for
from tests.engagements.measures.test_reading import fill

COLUMN = ".chart__columns label"


@pytest.fixture
def measures(onlooker, transactional_db):
    """The page of the measures of an engagement with a row of everything, as its manager sees it."""
    manager = person("Marit Manager", is_manager=True)
    engagement = services.start_engagement(
        actor=manager, organisation={"name": "Zeezicht Hospital"}, title="Theatres on time"
    )
    seat_for(engagement, Role.SPONSOR)
    fill(engagement)
    page = onlooker(manager, "en")
    page.goto(reverse("engagements:measures", args=[engagement.ref]))
    return page


def test_what_a_month_says_is_read_by_pointing_and_by_keys(measures):
    column = measures.locator(COLUMN).first
    told = column.locator("span")
    expect(told).to_contain_text("owner 4")
    expect(told).to_have_css("opacity", "0")

    column.hover()
    expect(told).to_have_css("opacity", "1")

    measures.mouse.move(0, 0)
    expect(told).to_have_css("opacity", "0")
    column.locator("input").focus()
    expect(told).to_have_css("opacity", "1")


def test_a_chart_is_one_stop_of_the_tab_key(measures):
    inputs = measures.locator(".chart__columns").first.locator("input")
    names = inputs.evaluate_all("all => [...new Set(all.map(each => each.name))]")

    assert len(names) == 1  # choices of one name: the arrow keys walk through them


def test_nothing_is_wrong_with_the_page_at_any_width(measures):
    wrong = {}
    for width, scheme in ((320, "light"), (1440, "dark")):
        look_at(measures, width, scheme)
        wrong[width] = violations(measures)
        too_wide = measures.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        assert not too_wide
    assert wrong == {320: [], 1440: []}


def test_lines_are_seen_in_forced_colours(measures):
    measures.emulate_media(forced_colors="active")
    strokes = measures.locator(".mark--rounds").evaluate_all(
        "all => all.map(e => getComputedStyle(e).stroke)"
    )

    assert set(strokes) == {"rgb(0, 0, 0)"}
