"""The phase line shows each side its own names, and the state of every step in words."""

from datetime import date

import pytest
import time_machine
from django.template import Context, Template
from django.utils.translation import override

from phases.definitions import PHASES
from phases.timeline import CLIENT, MANAGER, PROSPECT, timeline

ENTERED = {
    "intake": date(2025, 12, 1),
    "specification": date(2026, 1, 12),
    "execution": date(2026, 3, 2),
}


def drawn(steps, tag="{% phase_line steps %}"):
    with override("en"), time_machine.travel(date(2026, 5, 1)):
        return Template("{% load phases_tags %}" + tag).render(Context({"steps": steps}))


@pytest.mark.parametrize(
    ("current", "states"),
    [
        (None, ["shown", "shown", "shown", "shown"]),
        ("intake", ["current", "ahead", "ahead", "ahead"]),
        ("execution", ["done", "done", "current", "ahead"]),
        ("evaluation", ["done", "done", "done", "current"]),
    ],
)
def test_timeline_places_every_step(current, states):
    steps = timeline(current=current, audience=CLIENT)

    assert [step.state for step in steps] == states
    assert [step.key for step in steps] == [phase.key for phase in PHASES]


def test_timeline_of_a_finished_engagement_has_only_done_steps():
    steps = timeline(current="evaluation", audience=CLIENT, finished=True)

    assert {step.state for step in steps} == {"done"}


def test_timeline_refuses_an_unknown_phase():
    with pytest.raises(KeyError):
        timeline(current="nowhere", audience=CLIENT)


@pytest.mark.parametrize("audience", [CLIENT, PROSPECT])
def test_timeline_tells_clients_and_prospects_plain_names(audience):
    assert [step.name for step in timeline(audience=audience)] == [phase.public_title for phase in PHASES]


def test_timeline_tells_managers_their_own_names():
    assert [step.name for step in timeline(audience=MANAGER)] == [phase.title for phase in PHASES]


def test_timeline_leads_to_the_page_of_each_step_in_the_active_language():
    with override("en"):
        english = [step.url for step in timeline(audience=CLIENT)]
    with override("nl"):
        dutch = [step.url for step in timeline(audience=CLIENT)]

    assert english[1] == "/en/approach/specification/"
    assert dutch[1] == "/aanpak/specificatie/"


def test_phase_line_says_where_it_is_in_words_and_to_screen_readers():
    html = drawn(timeline(current="execution", entered=ENTERED, audience=CLIENT))

    assert html.count('aria-current="step"') == 1
    assert html.count("Done") == 2
    assert html.count("You are here") == 1
    assert html.count("Still to come") == 1
    assert "phaseline__here" in html


def test_phase_line_dates_what_has_been_and_not_what_lies_ahead():
    entered = ENTERED | {"evaluation": date(2026, 2, 1)}  # reached before, and gone back from

    html = " ".join(drawn(timeline(current="execution", entered=entered, audience=CLIENT)).split())

    assert "1 December 2025 – 12 January" in html
    assert "12 January – 2 March" in html
    assert "since 2 March" in html
    assert "1 February" not in html


def test_phase_line_leaves_out_an_end_that_comes_before_the_beginning():
    entered = {"intake": date(2026, 4, 1), "specification": date(2026, 3, 1)}

    html = " ".join(drawn(timeline(current="specification", entered=entered, audience=CLIENT)).split())

    assert "since 1 April" in html
    assert "1 April –" not in html


def test_phase_line_outside_an_engagement_has_no_state():
    html = drawn(timeline(audience=PROSPECT))

    assert "aria-current" not in html
    assert "phaseline__state" not in html
    assert "phaseline__here" not in html


def test_small_phase_line_has_no_links():
    html = drawn(timeline(current="intake", audience=CLIENT), "{% phase_line steps small=True %}")

    assert "phaseline--small" in html
    assert "<a " not in html


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("{{ 'execution'|phase_title }}", "Execution"),
        ("{{ 'execution'|phase_public_title }}", "Do it yourselves"),
        ("{{ 'nowhere'|phase_title }}{{ 'nowhere'|phase_public_title }}", ""),
        ("{{ 4|rung_plain }}", "We decide together"),
        ("{{ 4|rung_label }}", "You decide together"),
        ("{{ 8|rung_label }}{{ 8|rung_plain }}", ""),
    ],
)
def test_texts_are_found_by_key(tag, text):
    assert drawn([], tag) == text
