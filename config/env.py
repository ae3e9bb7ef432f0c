"""Settings from the environment, read loudly: a wrong value names its variable instead of failing later."""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
ORIGIN = re.compile(
    r"https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?|http://(localhost|127\.0\.0\.1)(:\d{1,5})?"
)


def text(name: str, default: str = "") -> str:
    """Return the variable, or the content of the file named by `NAME_FILE` (the way secrets are mounted)."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """Return the variable as a yes or no; raise ImproperlyConfigured for anything else."""
    value = text(name, "1" if default else "0").lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be one of 1/0, true/false, yes/no, on/off; it is {value!r}.")


def number(name: str, default: int, *, least: int = 0) -> int:
    """Return the variable as a whole number of at least `least`; raise ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    try:
        found = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number; it is {value!r}.") from None
    if found < least:
        raise ImproperlyConfigured(f"{name} must be at least {least}; it is {found}.")
    return found


def words(name: str, default: str = "") -> list[str]:
    """Return the comma-separated variable as a list without empty members."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def origins(name: str) -> list[str]:
    """Return the comma-separated variable as origins, `https://example.org[:port]`; ImproperlyConfigured for another.

    http is for this machine only, where somebody tries things out.
    """
    found = words(name)
    for origin in found:
        if not ORIGIN.fullmatch(origin):
            raise ImproperlyConfigured(
                f"{name} must be origins such as https://www.example.org, without a path; {origin!r} is none."
            )
    return found


def database(name: str, default: str) -> dict[str, Any]:
    """Return a Django database from an address: `sqlite:////file` or `postgres://user:pass@host:port/name?option=x`.

    Raises ImproperlyConfigured for an unknown scheme or an address without a database name.
    """
    address = urlsplit(text(name, default))
    if address.scheme == "sqlite":
        return sqlite(Path(unquote(address.path)))
    if address.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must start with sqlite:// or postgres://.")
    if not address.path.strip("/"):
        raise ImproperlyConfigured(f"{name} names no database.")
    options = dict(parse_qsl(address.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(address.path.lstrip("/")),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": options.pop("host", "") or unquote(address.hostname or ""),
        "PORT": str(address.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"pool": True, **options},
    }


def sqlite(path: Path) -> dict[str, Any]:
    """Return the embedded database at `path`: WAL, and every transaction a write transaction from its start.

    IMMEDIATE is the lock: SQLite drops SELECT … FOR UPDATE silently, and a deferred transaction that
    reads before it writes fails at once with "database is locked" when another writer is busy.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,  # reconnecting and its PRAGMAs cost 1.2 ms a request
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
