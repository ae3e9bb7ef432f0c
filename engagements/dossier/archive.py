"""Writing an archive whose bytes follow from its content alone, with the checksum of everything in it."""

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Self

SUMS = "SHA256SUMS"
#: The earliest moment a ZIP can name: when a file was packed says nothing about what is in it.
NO_MOMENT = (1980, 1, 1, 0, 0, 0)
READABLE = 0o100644 << 16
UNIX = 3


class Entry:
    """One file in the archive, written in pieces."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def write(self, piece: bytes) -> None:
        """Add some bytes."""
        self._file.write(piece)
        self._hash.update(piece)

    def say(self, text: str) -> None:
        """Add some text."""
        self.write(text.encode())

    @property
    def sha256(self) -> str:
        """The checksum of what was written so far."""
        return self._hash.hexdigest()


class Archive:
    """A ZIP that is written entry by entry; nothing of it is kept in memory but its names and checksums."""

    def __init__(self, file: Any) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._sums: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    @contextmanager
    def entry(self, name: str) -> Iterator[Entry]:
        """Yield an entry to write to; one at a time."""
        if name in self._sums:
            raise ValueError(f"There are two files called {name!r}.")
        info = zipfile.ZipInfo(name, NO_MOMENT)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = READABLE
        info.create_system = UNIX
        with self._zip.open(info, "w", force_zip64=True) as file:
            entry = Entry(file)
            yield entry
        self._sums[name] = entry.sha256

    def __exit__(self, kind: Any, *about: Any) -> None:
        """Add the list of checksums, which `sha256sum -c` reads, and end the archive."""
        with self._zip:
            if kind is None:
                listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(self._sums.items()))
                with self.entry(SUMS) as entry:
                    entry.say(listed)
