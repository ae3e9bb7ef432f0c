"""The Dutch catalogue on disk: read, write and compile it, several processes at a time.

Compiling is in Python because GNU gettext is missing on many machines. English needs no catalogue: the
messages in the code are the English texts, plural forms included.

    python -m tools.catalogue        compile what changed
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale", "nl", "LC_MESSAGES", "django.po")
METADATA = {
    "Language": "nl",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
WIDTH = 110


def read(path: Path = ROOT / CATALOGUE) -> polib.POFile:
    """Return the catalogue, empty when there is none yet."""
    if path.exists():
        return polib.pofile(str(path), encoding="utf-8", wrapwidth=WIDTH)
    return polib.POFile(wrapwidth=WIDTH)


def write(entries: list[polib.POEntry], path: Path = ROOT / CATALOGUE) -> None:
    """Replace the catalogue in one step, unless nothing changed, and compile it."""
    catalogue = polib.POFile(wrapwidth=WIDTH)
    catalogue.metadata = METADATA
    catalogue.extend(entries)
    text = f"{catalogue}\n".encode()
    if not path.exists() or path.read_bytes() != text:
        _replace(path, text)
    compile_catalogue(path)


def compile_catalogue(path: Path = ROOT / CATALOGUE) -> bool:
    """Write the binary form when it is not of the same moment as the text; return whether that was needed."""
    binary = path.with_suffix(".mo")
    moment = path.stat().st_mtime_ns
    if binary.exists() and binary.stat().st_mtime_ns == moment:
        return False
    # The moment was read before the text: a change in between is seen as one the next time.
    _replace(binary, read(path).to_binary(), moment)
    return True


@contextmanager
def locked(path: Path = ROOT / CATALOGUE) -> Iterator[None]:
    """Keep other processes from writing the catalogue meanwhile; the lock ends with the process at the latest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _replace(path: Path, content: bytes, moment: int | None = None) -> None:
    """Write beside the file and rename, so that a reader finds the old or the new one, never half a file."""
    number, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o644)
        if moment is not None:
            os.utime(temporary, ns=(moment, moment))
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


if __name__ == "__main__":
    with locked():
        compile_catalogue()
