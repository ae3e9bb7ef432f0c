"""The readiness check (*zijn jullie er klaar voor?*): eight questions a prospect can answer before any talk.

Pure data and arithmetic. What is answered is a mapping of question key to `{"choice": …, "words": …}`; nothing is
stored until it is sent with an enquiry.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from phases.shapes import Text

type Answers = Mapping[str, Mapping[str, str]]
"""The answers given, by question key: the key of the choice, and one's own words (may be empty)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One possible answer: 2 points when it is in place, 1 when it is partly, 0 when it is not.

    `advice` says what to do about it.
    """

    key: str
    label: Text
    points: int
    advice: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, why it is asked, and what one may add in one's own words."""

    key: str
    text: Text
    why: Text
    words: Text
    choices: tuple[Choice, ...]


WORDS_LENGTH = 500
