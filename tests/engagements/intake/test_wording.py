"""What differs between two texts, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.intake.wording import ADDED, REMOVED, SAME, difference


def shown(old, new):
    """Return the difference as one line: [-gone] and [+new]."""
    marks = {SAME: "{}", ADDED: "[+{}]", REMOVED: "[-{}]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in difference(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("same words", "same words", "same words"),
        ("", "all new", "[+all new]"),
        ("all gone", "", "[-all gone]"),
        ("clear the backlog", "clear the backlog now", "clear the backlog[+ now]"),
        ("clear the backlog", "rebuild the triage", "[-clear][+rebuild] the [-backlog][+triage]"),
        ("before summer starts", "by winter starts", "[-before summer][+by winter] starts"),
        ("one\ntwo", "one two", "one[-\n][+ ]two"),
    ],
)
def test_difference_is_told_in_whole_words(old, new, expected):
    assert shown(old, new) == expected


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_difference_holds_both_texts_completely(old, new):
    pieces = difference(old, new)

    assert "".join(piece.text for piece in pieces if piece.kind != ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == new


def test_difference_of_long_and_monotonous_texts_is_found_at_all():
    old, new = "a b " * 1250, "b a a " * 833  # without its shortcut the comparison takes seconds

    pieces = difference(old, new)

    assert "".join(piece.text for piece in pieces if piece.kind != ADDED) == old
