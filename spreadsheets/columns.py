"""Columns of a list: what stands above each, and what it says of a row."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from spreadsheets.files import Cell, Row


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, which may be lazy, and what it says of a row."""

    heading: Any
    value: Callable[[Any], Cell]


def of(model: type[models.Model], *names: str) -> tuple[Column, ...]:
    """Return a column for each of these fields, called as the field is: choices in words, people by name."""
    fields: Any = model._meta
    return tuple(
        Column(capfirst(fields.get_field(name).verbose_name), _reader(fields.get_field(name)))
        for name in names
    )


def _reader(field: Any) -> Callable[[Any], Cell]:
    name = field.name
    if field.choices:
        return lambda row: str(getattr(row, f"get_{name}_display")())
    if field.is_relation:
        return lambda row: named(getattr(row, name))
    if isinstance(field, models.BooleanField):
        return lambda row: yes_or_no(getattr(row, name))
    return lambda row: getattr(row, name)


def named(thing: Any) -> str | None:
    """Return what something is called; None when there is nothing."""
    return None if thing is None else str(thing)


def yes_or_no(value: bool) -> str:
    """Return a truth in words."""
    return _("yes") if value else _("no")


def cells(columns: Iterable[Column], rows: Iterable[Any]) -> Iterator[Row]:
    """Yield what the columns say of each row, one row at a time."""
    readers = [column.value for column in columns]
    for row in rows:
        yield [read(row) for read in readers]
