"""Every moment says in words how the influence stands, and says the same in the browser."""

import pytest
from django.utils.translation import override

from phases import figure
from phases.content.moments import SHARES, TURNS
from phases.moments import moment, turn_at, vocabulary

EVERY = range(101)


@pytest.mark.parametrize(
    ("value", "language", "sentence"),
    [
        (
            0,
            "en",
            "On the first day the interim manager decides about four fifths; you decide the rest. "
            "The influence swings, and is on its way up.",
        ),
        (
            37,
            "en",
            "Halfway through the specification the interim manager decides about two thirds; you decide the rest. "
            "It stays that way for a while.",
        ),
        (
            64,
            "nl",
            "Halverwege de uitvoering beslist de interim-manager over ongeveer een derde; over de rest beslissen "
            "jullie. De invloed neemt snel af.",
        ),
        (
            100,
            "nl",
            "Als de nazorg voorbij is, beslissen jullie bijna alles zelf. De lijn is tot rust gekomen.",
        ),
    ],
)
def test_moment_says_how_the_influence_stands(value, language, sentence):
    with override(language):
        assert moment(value).sentence == sentence


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_moment_has_a_sentence_of_its_kind(language):
    with override(language):
        sentences = [moment(value).sentence for value in EVERY]

    assert all("%" not in sentence and sentence[0].isupper() for sentence in sentences)
    assert len(set(sentences)) > 30


def test_share_in_words_falls_with_the_share():
    ranked = sorted(EVERY, key=lambda value: figure.share_at(value / 100), reverse=True)

    assert [moment(value).share for value in ranked] == sorted(moment(value).share for value in EVERY)
    assert [least for least, _text in SHARES] == sorted((least for least, _text in SHARES), reverse=True)
    assert SHARES[-1][0] == 0


def test_influence_swings_falls_and_comes_to_rest():
    turns = [turn_at(value / 100) for value in EVERY]

    assert set(turns[:25]) == {"swings_up", "swings_down"}
    assert set(turns[25:50]) == {"falls", "stays"}
    assert set(turns[50:75]) == {"falls", "drops"}
    assert set(turns[75:80]) <= {"falls", "drops", "ripples_up"}
    assert set(turns[80:97]) == {"ripples_up", "ripples_down"}
    assert set(turns[97:]) == {"rests"}


def test_a_line_that_rises_is_said_to_rise(monkeypatch):
    monkeypatch.setattr(figure, "share_at", lambda t: t)

    assert turn_at(0.4) == "rises"
    assert "rises" in TURNS


def test_moment_lies_on_the_line():
    for border in figure.drawing().borders:
        here = moment(int(border.across))
        assert (here.x, here.y) == (border.across, border.down)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_browser_gets_the_same_sentences(language):
    with override(language):
        words = vocabulary()
        for value, (y, order, when, share, turn) in enumerate(words["moments"]):
            said = f"{words['share'][share].replace('%(when)s', words['when'][when])} {words['turn'][turn]}"
            assert (said, y, order) == (moment(value).sentence, moment(value).y, moment(value).order)
