"""Reading a whole table some rows at a time."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

AT_ONCE = 500


def by_key(found: QuerySet[Any], *, at_once: int = AT_ONCE) -> Iterator[Any]:
    """Yield all rows in the order of their keys, some at a time, each time from where the last ones ended.

    No cursor stays open while the reader of a file takes its time, on any database; what `found` loads beside its rows
    is loaded for each few of them. A row that is added meanwhile may come too; none comes twice.
    """
    found = found.order_by("pk")
    rows = list(found[:at_once])
    while rows:
        yield from rows
        rows = list(found.filter(pk__gt=rows[-1].pk)[:at_once]) if len(rows) == at_once else []
