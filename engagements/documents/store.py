"""Where the files are: outside everything a web server shows, under names nobody can guess or relate to anything."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.base import File
from django.core.files.storage import Storage, storages


def document_store() -> Storage:
    """Return the storage of the documents' files, as the settings name it."""
    return storages["documents"]


def random_name(instance: Any = None, filename: str = "") -> str:
    """Return a new name for a file; what it was called is kept in the row, not in the store."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"


@contextmanager
def removed_on_failure() -> Iterator[Callable[[File], str]]:
    """Yield a function that stores a file and returns its name; undo all of that when the block ends in an exception.

    Goes around the transaction that stores the row, so that a commit that fails counts too. What a crash of the machine
    leaves behind is found by `manage.py document_files`.
    """
    store, stored = document_store(), list[str]()

    def keep(file: File) -> str:
        file.seek(0)
        # Noted before it is written: half a file is removed as well.
        stored.append(random_name())
        stored[-1] = store.save(stored[-1], file)
        return stored[-1]

    try:
        yield keep
    except BaseException:
        for name in stored:
            store.delete(name)
        raise


def stored_names() -> Iterator[str]:
    """Yield the name of every file in the store."""
    store = document_store()
    try:
        folders, loose = store.listdir("")
    except FileNotFoundError:  # nothing was ever uploaded
        return
    yield from loose
    for folder in folders:
        yield from (f"{folder}/{name}" for name in store.listdir(folder)[1])
