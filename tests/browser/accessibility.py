"""What a page must be for everybody: axe's rules for WCAG 2.2 AA, one heading, a title, and room at 320 pixels."""

from axe_playwright_python.base import AXE_SCRIPT

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
NARROWEST = 320


def with_axe(page):
    """Have axe at hand on every page that is opened here, and return it. Content security does not bind it."""
    page.add_init_script(AXE_SCRIPT)
    return page


def look_at(page, width, scheme):
    """Give the window another width, and the page the light or the dark scheme."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


def violations(page):
    """Return what axe finds wrong with the page as it is shown now, a sentence for each place."""
    found = page.evaluate("rules => axe.run(document, rules).then(result => result.violations)", RULES)
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


def lacks(page):
    """Return what the page lacks apart from that: a heading, a title, a place to skip to, room on a narrow screen."""
    found = []
    if page.locator("h1").count() != 1:
        found.append(f"{page.locator('h1').count()} headings of the first rank")
    if not page.title().partition(" · ")[0].strip():
        found.append("no title")
    if page.locator("main#main").count() != 1:
        found.append("no main part")
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    if wider := page.evaluate("document.documentElement.scrollWidth - window.innerWidth"):
        found.append(f"{wider} pixels too wide at {NARROWEST}: {page.evaluate(WIDEST)}")
    return found


#: The elements that stick out furthest, for whoever has to put it right.
WIDEST = """() => [...document.querySelectorAll("main *")]
  .filter(each => each.getBoundingClientRect().right > window.innerWidth + 1)
  .slice(0, 3).map(each => `${each.tagName}.${each.className}`)"""
