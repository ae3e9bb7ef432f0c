"""How a page offers its lists as files: see templates/components/downloads.html."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from spreadsheets.files import TYPES

#: What in an address says which part of a list a page shows; a file has all of it.
PLACES = ("after", "before", "page")


@dataclass(frozen=True, slots=True)
class Offered:
    """A list as a page offers it: what it is called, and the address of each kind of file."""

    label: Any
    files: tuple[tuple[str, str], ...]


def offer(request: Any, label: Any, address: Callable[[str], str]) -> Offered:
    """Return a list under its addresses, narrowed as the page is that offers it."""
    asked = request.GET.copy()
    for place in PLACES:
        asked.pop(place, None)
    query = f"?{asked.urlencode()}" if asked else ""
    return Offered(label, tuple((kind.upper(), address(kind) + query) for kind in TYPES))
