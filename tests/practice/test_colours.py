"""Colours: which are taken, why others are not, and what is made of them."""

import re
from dataclasses import asdict
from itertools import product

import pytest

from practice import colours
from practice.colours import GROUNDS, HOUSE, TEXTS, Pair, contrast, objections, stylesheet, tones
from tools.run import ROOT

GOOD = [
    HOUSE,
    Pair(manager="#b35a00", organisation="#1d5fa8"),
    Pair(manager="#c0392b", organisation="#2980b9"),
    Pair(manager="#6a1b9a", organisation="#2e7d32"),
    Pair(manager="#1f3a93", organisation="#c0392b"),
]


def in_tokens():
    """Return {name: (light, dark)} of every colour in tokens.css."""
    text = (ROOT / "static" / "css" / "tokens.css").read_text()
    found = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", text)
    return {name: (light, dark) for name, light, dark in found}


def test_what_colours_are_measured_against_is_what_the_tokens_have():
    tokens = in_tokens()

    assert {name: tokens[name] for name in GROUNDS | TEXTS} == GROUNDS | TEXTS
    assert (tokens["coral"][0], tokens["teal"][0]) == (HOUSE.manager, HOUSE.organisation)


@pytest.mark.parametrize("pair", GOOD, ids=str)
def test_good_colours_are_taken_and_can_be_read_in_both_schemes(pair):
    assert objections(**asdict(pair)) == {}
    for colour, scheme in product((pair.manager, pair.organisation), (0, 1)):
        made = {kind: values[scheme] for kind, values in tones(colour).items()}
        grounds = [each[scheme] for each in GROUNDS.values()]
        for back in [*grounds, made["-wash"], made["-field"]]:
            assert contrast(made["-ink"], back) >= 4.5
        for text, back in product(TEXTS.values(), (made["-wash"], made["-field"])):
            assert contrast(text[scheme], back) >= 4.5


@pytest.mark.parametrize(
    ("manager", "organisation", "wrong"),
    [
        ("#ffcc00", "#16958f", {"manager"}),
        ("#ed6a4c", "#7fd8d2", {"organisation"}),
        ("#ffffff", "#ffffff", {"manager", "organisation"}),
        ("#ffffff", "blue", {"manager"}),
        ("#d0021b", "#417505", {"organisation"}),  # red and green of the same darkness
        ("#8e44ad", "#2980b9", {"organisation"}),  # purple and blue, without red
        ("#3b7dd8", "#102a5c", {"organisation"}),  # the same hue: one in the dark scheme
        ("#777777", "#757575", {"organisation"}),
        ("#000000", "#000000", {"organisation"}),
    ],
)
def test_colours_that_fail_are_refused_by_side(manager, organisation, wrong):
    assert set(objections(manager=manager, organisation=organisation)) == wrong


@pytest.mark.parametrize("colour", ["#ffcc00", "#7fd8d2", "#ffffff", "#ee8866"])
def test_the_darker_colour_offered_is_taken(colour):
    offered = colours.darker(colour)

    assert contrast(offered, GROUNDS["ground"][0]) >= 3
    assert offered in objections(manager=colour, organisation="#16958f")["manager"]


def test_tones_made_of_the_house_colours_look_like_the_house():
    tokens = in_tokens()

    for name, colour in (("coral", HOUSE.manager), ("teal", HOUSE.organisation)):
        for kind, made in tones(colour).items():
            for one, other in zip(made, tokens[f"{name}{kind}"], strict=True):
                assert colours._differences(one, other)[0] < 0.04, (name, kind, one, other)


def test_stylesheet_overrides_names_of_the_tokens_in_their_layer():
    sheet = stylesheet(GOOD[1])
    names = re.findall(r"--([\w-]+):", sheet)

    assert sheet.startswith("@layer tokens {")
    assert set(names) == {"coral", "coral-ink", "coral-field", "coral-wash", "specification", "execution"} | {
        "teal",
        "teal-ink",
        "teal-field",
        "teal-wash",
    }
    assert set(names) <= in_tokens().keys()
    assert "--coral: light-dark(#b35a00, " in sheet


def test_stylesheet_leaves_a_side_that_is_the_house_alone():
    sheet = stylesheet(Pair(manager=HOUSE.manager, organisation="#1d5fa8"))

    assert "--coral" not in sheet
    assert "--teal: light-dark(#1d5fa8, " in sheet
