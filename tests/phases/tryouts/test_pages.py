"""The try-outs on the pages of the steps: in the address, whole without JavaScript, and deaf to nonsense."""

from urllib.parse import urlencode

import pytest

from phases import checks
from phases.definitions import PHASES
from phases.tryouts import TRYOUTS

PATHS = {
    "intake": "/en/approach/intake/",
    "specification": "/en/approach/specification/",
    "execution": "/en/approach/execution/",
    "evaluation": "/en/approach/evaluation/",
}
SET = {
    "intake": ("one=investor&two=council", "pass it on"),
    "specification": ("without=list&without=slots", "16 days too long"),
    "execution": ("week=8", "Hand-over in week 8"),
    "evaluation": ("then=board", "Nobody at the top"),
}
NONSENSE = ["", "\0", "9" * 400, "<script>", "ℵ", "board,council", "-1", "16.0", "list\n"]


def test_every_phase_has_one():
    assert TRYOUTS.keys() == {phase.key for phase in PHASES} == PATHS.keys()


def test_phase_without_one_stops_the_build(monkeypatch):
    monkeypatch.delitem(TRYOUTS, "execution")

    assert [error.id for error in checks.steps_can_be_tried(None)] == ["phases.E013"]


@pytest.mark.parametrize("key", PATHS)
def test_state_in_the_address_is_shown(client, key):
    query, told = SET[key]

    page = client.get(f"{PATHS[key]}?{query}").content.decode()
    part = client.get(f"{PATHS[key]}?{query}", headers={"HX-Request": "true"}).content.decode()

    assert told in page
    assert told in part
    assert part.count('id="tryout"') == 1


@pytest.mark.parametrize("key", PATHS)
def test_nonsense_in_the_address_changes_nothing(client, key):
    names = ("one", "two", "without", "week", "with")
    plain = client.get(PATHS[key]).content.decode().partition('id="tryout"')[2].partition("</section>")[0]

    for value in NONSENSE:
        response = client.get(PATHS[key], dict.fromkeys(names, value))
        tryout = response.content.decode().partition('id="tryout"')[2].partition("</section>")[0]
        assert response.status_code == 200
        assert tryout == plain


@pytest.mark.parametrize("key", PATHS)
def test_state_survives_the_language_switch_and_carries_the_perspective(client, key):
    query, _told = SET[key]

    page = client.get(f"{PATHS[key]}?{query}&as=employee").content.decode()

    assert '<input type="hidden" name="as" value="employee">' in page
    assert query.replace("&", "&amp;") in page.partition('id="language"')[2].partition("</span>")[0]


def test_page_with_a_try_out_set_is_the_same_for_everybody(client):
    response = client.get(f"{PATHS['intake']}?{urlencode({'one': 'founder'})}")

    assert response["Cache-Control"] == "public, max-age=300"
    assert not response.cookies
