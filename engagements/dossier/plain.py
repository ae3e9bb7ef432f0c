"""Rows as plain data and back. Format 1: see docs/dossier.md.

A field is under its own name. People are named by their key in the archive, other rows by their id; days and moments
are in ISO 8601 (moments in UTC), decimals are texts, what is JSON in the table is JSON here. A file is where it lies in
the archive.
"""

import datetime
import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models

FORMAT = "engagement-dossier"
VERSION = 1
LONGEST_NAME = 80
UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')


def line(value: Any) -> str:
    """Return plain data on one line, always the same for the same data."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(", ", ": "))


def is_person(field: Any) -> bool:
    """Return whether a field names a person."""
    return bool(field.is_relation) and field.related_model is get_user_model()


def fields_of(model: Any) -> list[Any]:
    """Return the fields that are in the archive."""
    return list(model._meta.concrete_fields)


def to_plain(row: Any, person: Callable[[int], str], leaving: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return a row as plain data. `person` gives the key of a person, `leaving` are fields that are left out."""
    found: dict[str, Any] = {}
    for field in fields_of(row):
        if field.name in leaving:
            continue
        value = field.value_from_object(row)
        if is_person(field):
            found[field.name] = None if value is None else person(value)
        elif isinstance(field, models.FileField):
            found[field.name] = path_of(row)
        elif isinstance(field, models.JSONField):
            found[field.name] = value
        else:
            found[field.name] = _plain(value)
    return found


def path_of(version: Any) -> str:
    """Return where the file of a document version lies in the archive: a name no system trips over."""
    name = UNSAFE.sub("_", version.name).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if len(name) > LONGEST_NAME:
        name = f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}" if stem else name[:LONGEST_NAME]
    return f"documents/{version.pk}/{name or 'file'}"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def from_plain(model: Any, found: Mapping[str, Any], person: Callable[[Any], int], file: str = "") -> Any:
    """Return plain data as a row that is not stored yet.

    A field that is not there came later: it has what a new row has. Raises KeyError for a field that is not known or
    can't be without, and ValidationError for a value that is none.
    """
    fields = {field.name: field for field in fields_of(model)}
    can_lack = {name for name, field in fields.items() if field.has_default() or field.null or field.blank}
    if odd := (found.keys() - fields.keys()) | (fields.keys() - found.keys() - can_lack):
        raise KeyError(", ".join(sorted(odd)))
    values: dict[str, Any] = {}
    for name, value in found.items():
        field = fields[name]
        if is_person(field):
            values[field.attname] = None if value is None else person(value)
        elif isinstance(field, models.FileField):
            values[name] = file
        elif isinstance(field, models.JSONField):
            values[name] = value
        elif field.is_relation:
            values[field.attname] = field.target_field.to_python(value)
        else:
            values[name] = field.to_python(value)
    return model(**values)
