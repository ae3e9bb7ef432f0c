"""The lists of an engagement as files: functions registered in the `lists` module of a room.

A list belongs to a page: whoever may open the page may have the list, and finds in it what the page shows them. The
function says which rows that are, in the words of the page.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.text import slugify

from phases.definitions import Text
from spreadsheets.columns import Column, cells
from spreadsheets.files import Row, file_response
from spreadsheets.offering import Offered, offer
from spreadsheets.reading import by_key

if TYPE_CHECKING:
    from engagements.lifecycle.models import Engagement
    from engagements.people.permissions import Seat

#: What is in the list for a seat, narrowed to what is asked for in the address, as on the page.
Reader = Callable[["Engagement", "Seat", Mapping[str, Any]], Iterable[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One list: its lasting name, the page it belongs to, its name for people, its columns and its rows."""

    name: str
    page: str
    label: Text
    columns: tuple[Column, ...]
    read: Reader
    for_practice: bool = False  # True for what a page shows to the practice alone
    is_offered: bool = True  # False where the page has its own way to it

    def opens_to(self, seat: "Seat") -> bool:
        """Return whether the seat may have the list at all."""
        return seat.may(self.page) and (seat.is_practice or not self.for_practice)

    @property
    def headings(self) -> list[Any]:
        """What stands above the columns."""
        return [column.heading for column in self.columns]

    def rows(self, engagement: "Engagement", seat: "Seat", asked: Mapping[str, Any]) -> Iterator[Row]:
        """Yield the rows the seat may read, one at a time. What comes from a table is read some rows at a time."""
        found = self.read(engagement, seat, asked)
        return cells(self.columns, by_key(found) if isinstance(found, QuerySet) else found)

    def as_file(
        self, engagement: "Engagement", seat: "Seat", asked: Mapping[str, Any], kind: str
    ) -> HttpResponseBase:
        """Return the list as a file of that kind, csv or xlsx."""
        name = f"{slugify(str(self.label))}-{engagement.ref}"
        return file_response(kind, name, self.headings, self.rows(engagement, seat, asked))


LISTS: dict[str, Listed] = {}


def listed(
    name: str,
    *,
    page: str,
    label: Text,
    columns: tuple[Column, ...],
    for_practice: bool = False,
    is_offered: bool = True,
) -> Callable[[Reader], Reader]:
    """Register a list of a page."""

    def register(read: Reader) -> Reader:
        if name in LISTS and LISTS[name].read is not read:
            raise ValueError(f"There are two lists called {name!r}.")
        LISTS[name] = Listed(
            name=name,
            page=page,
            label=label,
            columns=columns,
            read=read,
            for_practice=for_practice,
            is_offered=is_offered,
        )
        return read

    return register


def offered(request: Any) -> list[Offered]:
    """Return the lists of the page that is asked for, narrowed as the page is. No query."""
    match = request.resolver_match

    def address(name: str, kind: str) -> str:
        return reverse("engagements:list-file", args=[match.kwargs["ref"], name, kind])

    return [
        offer(request, each.label, partial(address, each.name))
        for each in LISTS.values()
        if each.page == match.url_name and each.is_offered and each.opens_to(request.seat)
    ]
