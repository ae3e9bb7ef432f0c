"""What the four try-outs have in common: their state is read from the query, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.http import QueryDict

from phases.shapes import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Tryout:
    """One try-out as somebody set it: the template that shows it, and the names it uses in the query."""

    template: ClassVar[str]
    parameters: ClassVar[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something to choose: `key` stands in the query, `chosen` says whether it is."""

    key: str
    text: Text
    chosen: bool


def one_of(query: QueryDict, name: str, keys: Iterable[str], default: str) -> str:
    """The key the query gives under a name; the default when it gives none of the keys."""
    wanted = query.get(name)
    return next((key for key in keys if key == wanted), default)


def some_of(query: QueryDict, name: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Those of the keys the query gives under a name, in their own order; anything else is ignored."""
    wanted = set(query.getlist(name))
    return tuple(key for key in keys if key in wanted)
