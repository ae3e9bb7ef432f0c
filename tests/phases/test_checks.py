"""Every check finds what it is for, by its id, and nothing in the definitions as they are."""

from dataclasses import replace
from types import ModuleType

import pytest

from phases import checks, choice, definitions
from phases.content.ladder import PERSPECTIVE_SLUGS
from phases.definitions import PHASES, Card, Criterion, Span

INTAKE, SPECIFICATION, EXECUTION, EVALUATION = PHASES


def ids(*found):
    return {message.id for check in found for message in check(None)}


def broken(phase, **changes):
    return tuple(replace(each, **changes) if each is phase else each for each in PHASES)


def test_definitions_pass():
    assert ids(checks.definitions_agree, checks.texts_are_translated, checks.pages_exist) == set()


@pytest.mark.parametrize(
    ("phases", "id"),
    [
        pytest.param(broken(EXECUTION, order=4), "phases.E001", id="numbered twice"),
        pytest.param(tuple(reversed(PHASES)), "phases.E001", id="out of order"),
        pytest.param(broken(EXECUTION, key="intake"), "phases.E002", id="key of a phase twice"),
        pytest.param(
            broken(EXECUTION, criteria=INTAKE.criteria), "phases.E002", id="key of a criterion twice"
        ),
        pytest.param(broken(EVALUATION, back_to="intake"), "phases.E003", id="two steps back"),
        pytest.param(broken(INTAKE, back_to="evaluation"), "phases.E003", id="back from the first"),
        pytest.param(broken(EXECUTION, back_to=None), "phases.E003", id="no way back"),
        pytest.param(broken(INTAKE, rungs_start=Span(low=0, high=3)), "phases.E004", id="below the ladder"),
        pytest.param(broken(INTAKE, rungs_end=Span(low=6, high=3)), "phases.E004", id="upside down"),
        pytest.param(broken(INTAKE, stance=Span(low=-3, high=0)), "phases.E004", id="no such role"),
        pytest.param(broken(INTAKE, cards=INTAKE.cards[1:]), "phases.E005", id="no card"),
        pytest.param(broken(INTAKE, cards=INTAKE.cards + INTAKE.cards[:1]), "phases.E005", id="two cards"),
        pytest.param(broken(INTAKE, promise=" "), "phases.E006", id="empty text"),
        pytest.param(
            broken(INTAKE, cards=(Card(perspective="organisation", asked="", expect=""), *INTAKE.cards[1:])),
            "phases.E006",
            id="empty card",
        ),
        pytest.param(
            broken(INTAKE, criteria=(Criterion(key="x", manager="x", client="x", fulfilled_by=()),)),
            "phases.E007",
            id="nobody can",
        ),
        pytest.param(
            broken(INTAKE, criteria=(Criterion(key="x", manager="x", client="x", fulfilled_by=("king",)),)),
            "phases.E007",
            id="nobody exists",
        ),
    ],
)
def test_definitions_that_disagree_are_found(monkeypatch, phases, id):
    monkeypatch.setattr(definitions, "PHASES", phases)

    assert id in ids(checks.definitions_agree)


def test_text_that_cannot_be_translated_is_found(monkeypatch):
    monkeypatch.setattr(definitions, "PHASES", broken(INTAKE, promise="Not given to gettext"))

    assert ids(checks.texts_are_translated) == {"phases.E008"}


def test_text_without_a_translation_is_found(monkeypatch, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("fr", "French")]

    assert "phases.E008" in ids(checks.texts_are_translated)


@pytest.mark.parametrize("slug", ["intake", "with space", "", "Ünfit"])
def test_slug_that_is_no_address_is_found(monkeypatch, slug):
    monkeypatch.setattr(definitions, "PHASES", broken(EXECUTION, slug=slug))

    assert ids(checks.texts_are_translated) == {"phases.E009"}


@pytest.mark.parametrize("slug", ["employee", "with space", ""])
def test_perspective_without_a_slug_of_its_own_is_found(monkeypatch, slug):
    monkeypatch.setitem(PERSPECTIVE_SLUGS, "board", slug)

    assert "phases.E012" in ids(checks.texts_are_translated)


def test_parameter_with_the_name_of_the_other_is_found(monkeypatch):
    monkeypatch.setattr(choice, "AS", "moment")

    assert ids(checks.texts_are_translated) == {"phases.E012"}


def test_page_without_a_template_is_found(monkeypatch):
    monkeypatch.setattr(checks, "PAGES", ("phases/nowhere.html",))

    assert ids(checks.pages_exist) == {"phases.E010"}


def test_phase_without_a_page_is_found(monkeypatch):
    monkeypatch.setattr(definitions, "PHASES", (*PHASES, replace(EVALUATION, key="afterlife", order=5)))

    assert ids(checks.pages_exist) == {"phases.E011"}


def test_pages_are_not_asked_for_where_they_are_not_served(settings):
    settings.ROOT_URLCONF = ModuleType("elsewhere")
    settings.ROOT_URLCONF.urlpatterns = []

    assert ids(checks.pages_exist) == set()
