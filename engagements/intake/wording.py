"""What differs between two texts, word by word. Pure: knows nothing of assignments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is in both texts, only in the new one, or only in the old one."""

    kind: str
    text: str


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Return the new text with what was removed from the old one in its place, as stretches of whole words.

    All `same` and `added` pieces together are the new text, all `same` and `removed` ones the old text.
    """
    if old == new:
        return (Piece(SAME, new),) if new else ()
    before, after = words(old), words(new)
    pieces: list[Piece] = []
    removed = added = ""
    for same, gone, come in _runs(before, after):
        if same and (not same.isspace() or not (removed or added)):
            pieces += _changed(removed, added)
            pieces.append(Piece(SAME, same))
            removed = added = ""
        else:
            # A space between two changed words is no anchor: it would cut one change into many.
            removed, added = removed + same + gone, added + same + come
    return (*pieces, *_changed(removed, added))


def words(text: str) -> list[str]:
    """Return the words of a text and the white space between them; together they are the text."""
    return re.findall(r"\s+|\S+", text)


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[str, str, str]]:
    # With its default rule that very common words are no anchors in a long text, the time stays short for any text.
    for change, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        yield (come, "", "") if change == "equal" else ("", gone, come)


def _changed(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece(REMOVED, removed)
    if added:
        yield Piece(ADDED, added)
