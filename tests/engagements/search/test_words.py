"""Words without case and accents, and the passage they stand in."""

import pytest

from engagements.search.words import EXCERPT, asked, excerpt, fold


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Één CAFÉ", "een cafe"),
        ("cafe\u0301", "cafe"),
        ("coördinatie", "coordinatie"),
        ("Straße", "strasse"),
        ("Œuvre, Ærø, Łódź", "oeuvre, aero, lodz"),
        ("baby’s", "baby's"),
        ("مرحبا 🌬️", "مرحبا 🌬\ufe0f"),
        ("plain ASCII", "plain ascii"),
    ],
)
def test_fold(written, plain):
    assert fold(written) == plain.replace("\ufe0f", fold("\ufe0f"))


def test_asked_words_come_once_and_only_eight_of_them():
    assert asked("  Plan plan PLÁN rooster ") == ["plan", "rooster"]
    assert len(asked("a b c d e f g h i j")) == 8
    assert asked("   ") == []


def shown(texts, *words):
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in excerpt(texts, list(words)))


def test_excerpt_marks_words_as_they_were_written():
    assert shown(["Koffie in het Café, één keer"], "cafe", "een") == "Koffie in het [Café], [één] keer"


def test_excerpt_comes_from_the_text_with_most_of_the_words():
    assert shown(["the plan", "plan for the roster"], "plan", "roster") == "[plan] for the [roster]"


def test_excerpt_of_a_long_text_stands_around_the_words():
    text = "before " * 100 + "needle" + " after" * 100

    passage = shown([text], "needle")

    assert "[needle]" in passage
    assert passage.startswith("… before")
    assert passage.endswith(" …")
    assert len(passage) < EXCERPT + 20


def test_excerpt_keeps_overlapping_words_in_one_mark():
    assert shown(["weekplanning"], "weekplan", "planning") == "[weekplanning]"
    assert shown(["aaaa"], "aa", "a") == "[aaaa]"


def test_one_sign_that_folds_to_two_is_marked_whole():
    assert shown(["Straße"], "ss") == "Stra[ß]e"


def test_text_without_the_words_has_no_excerpt():
    assert excerpt(["nothing here"], ["needle"]) == []
    assert excerpt([], ["needle"]) == []


def test_word_longer_than_the_excerpt_is_cut():
    assert shown(["x" * 500], "x" * 90).count("[") >= 1
