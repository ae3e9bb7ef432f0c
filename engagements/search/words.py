"""Words as they are searched: without case and accents, so that every database finds the same.

Parts of words count, because Dutch writes words together: *planning* is in *weekplanning*. A dictionary of word
stems, as PostgreSQL has, knows nothing of that, and SQLite has none.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

MOST_WORDS = 8
EXCERPT = 180

#: What taking the accents off leaves as it is.
_OTHERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "“": '"', "”": '"'}
)


@lru_cache(maxsize=4096)
def _fold_sign(sign: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold())
    return "".join(each for each in plain if not unicodedata.combining(each)).translate(_OTHERS)


def fold(text: str) -> str:
    """Return the text as it is searched: `Één café` becomes `een cafe`."""
    return text.lower() if text.isascii() else "".join(map(_fold_sign, text))


def asked(query: str) -> list[str]:
    """Return the words of a query as they are searched, each once; beyond the first eight they are left out."""
    return list(dict.fromkeys(fold(query).split()))[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an excerpt, and whether it is what was asked for."""

    text: str
    found: bool


def excerpt(texts: Iterable[str], words: list[str]) -> list[Piece]:
    """Return the passage with the most of the words, in pieces; empty when none is in any of the texts."""
    best, spans = "", list[tuple[int, int]]()
    most = 0
    for text in texts:
        found = _spans(text, words)
        distinct = len({fold(text[start:end]) for start, end in found})
        if distinct > most:
            best, spans, most = text, found, distinct
    return _pieces(best, spans) if spans else []


def _spans(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Return where the words stand in the text as it was written, in order, joined where they overlap."""
    folded, origin = [], list[int]()
    for place, sign in enumerate(text):
        plain = _fold_sign(sign)
        folded.append(plain)
        origin.extend([place] * len(plain))
    line = "".join(folded)
    spans = []
    for word in words:
        start = line.find(word)
        while start >= 0:
            spans.append((origin[start], origin[start + len(word) - 1] + 1))
            start = line.find(word, start + len(word))
    joined = list[tuple[int, int]]()
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _pieces(text: str, spans: list[tuple[int, int]]) -> list[Piece]:
    start = max(0, spans[0][0] - EXCERPT // 3)
    if start:
        space = (
            text.rfind(" ", 0, spans[0][0]) if " " not in text[start : spans[0][0]] else text.find(" ", start)
        )
        start = max(start, space + 1) if 0 <= space < spans[0][0] else start
    end = min(len(text), max(start + EXCERPT, spans[0][1]))
    pieces = [Piece("… ", False)] if start else []
    at = start
    for first, last in spans:
        if first >= end:
            break
        pieces += [Piece(text[at:first], False), Piece(text[first : min(last, end)], True)]
        at = min(last, end)
    pieces.append(Piece(text[at:end], False))
    if end < len(text):
        pieces.append(Piece(" …", False))
    return [piece for piece in pieces if piece.text]
