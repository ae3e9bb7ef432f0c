"""Opening an archive that came from somewhere: nothing in it is believed before it is checked."""

import hashlib
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from engagements.dossier.archive import SUMS
from engagements.dossier.editions import REGISTER
from engagements.dossier.gathering import BEGINNING, PIECE, RECORDS, TRAIL_FILE, link
from engagements.dossier.plain import FORMAT, VERSION

MOST_FILES = 20_000
MOST_BYTES = 8 * 1024**3
#: What is read as a whole: the records and the list of checksums.
MOST_TEXT = 512 * 1024**2
#: Nothing that people write is packed as tightly as this; small files may be.
MOST_TIGHT, SMALL = 200, 1024 * 1024
#: What opening and reading an archive raises when bytes of it were changed, by accident or on purpose.
BROKEN = (
    zipfile.BadZipFile,  # headers that contradict each other, content without its checksum
    zlib.error,  # content that was never packed like that
    NotImplementedError,  # a newer version of the format, or a way of packing, than Python knows
    ValueError,  # a name that is no text, or a place before the beginning of the file
)
#: The ways of packing that are read: those that dossiers are made with.
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
LINE = re.compile(r"([0-9a-f]{64})  ([^\r\n]+)")


class Unacceptable(Exception):
    """An archive that can't be restored; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Opened:
    """An archive whose files are what its checksums say, and what its records are."""

    file: zipfile.ZipFile
    content: dict[str, Any]

    @property
    def records(self) -> dict[str, list[dict[str, Any]]]:
        """The rows of each part."""
        records: dict[str, list[dict[str, Any]]] = self.content["records"]
        return records

    @property
    def people(self) -> list[dict[str, Any]]:
        """Whom the records name."""
        people: list[dict[str, Any]] = self.content["people"]
        return people

    def trail(self) -> Iterator[dict[str, Any]]:
        """Yield each line of the audit trail; raise Unacceptable where it does not follow from the line before."""
        digest = BEGINNING
        count = 0
        with self.file.open(TRAIL_FILE) as lines:
            for count, text in enumerate(lines, start=1):
                told = _json(text)
                if not isinstance(told, dict) or told.keys() != {"entry", "previous", "sha256"}:
                    raise Unacceptable(
                        _("Line %(number)s of the audit trail can't be read.") % {"number": count}
                    )
                follows = link(digest, told["entry"])
                if (told["previous"], told["sha256"]) != (digest, follows):
                    raise Unacceptable(
                        _(
                            "The audit trail was changed: line %(number)s does not follow from the line before."
                        )
                        % {"number": count}
                    )
                digest = follows
                yield told["entry"]
        if self.content["audit_trail"] != {"lines": count, "sha256": digest}:
            raise Unacceptable(_("The audit trail was changed: it does not end as the records say."))


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Yield an archive after checking its names, its size, every checksum, its format and its edition.

    Raises Unacceptable with a sentence, and OSError for a file that can't be read at all.
    """
    try:
        file = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise Unacceptable(_("This is no ZIP archive, or only a part of one.")) from error
    except BROKEN as error:
        raise Unacceptable(_("The archive is damaged: it can't be unpacked.")) from error
    with file:
        try:
            _check_names(file)
            _check_size(file)
            _check_sums(file)
            content = _content(file)
        except BROKEN as error:
            raise Unacceptable(_("The archive is damaged: it can't be unpacked.")) from error
        yield Opened(file, content)


def _check_names(file: zipfile.ZipFile) -> None:
    names = [info.filename for info in file.infolist()]
    if len(names) != len(set(names)):
        raise Unacceptable(_("The archive has two files with the same name."))
    for info in file.infolist():
        path = PurePosixPath(info.filename)
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        if (
            path.is_absolute()
            or ".." in path.parts
            or "\\" in info.filename
            or ":" in info.filename
            or is_link
        ):
            raise Unacceptable(
                _("The archive has a file that would not stay where it is unpacked: %(name)s.")
                % {"name": ascii(info.filename)}
            )
        if info.flag_bits & 1:
            raise Unacceptable(_("The archive is encrypted. Unpack it and pack it again without a password."))
        if info.compress_type not in PACKED:
            raise Unacceptable(
                _("The archive is packed in an unusual way. Unpack it and pack it as a plain ZIP.")
            )
    for name in (RECORDS, TRAIL_FILE, SUMS):
        if name not in names:
            raise Unacceptable(_("This is no dossier: there is no %(name)s in it.") % {"name": name})


def _check_size(file: zipfile.ZipFile) -> None:
    infos = file.infolist()
    tight = any(
        info.file_size > SMALL and info.file_size > MOST_TIGHT * max(info.compress_size, 1) for info in infos
    )
    too_much = len(infos) > MOST_FILES or sum(info.file_size for info in infos) > MOST_BYTES
    texts = any(file.getinfo(name).file_size > MOST_TEXT for name in (RECORDS, SUMS))
    if tight or too_much or texts:
        raise Unacceptable(_("The archive would unpack to far more than a dossier is. It is not opened."))


def _check_sums(file: zipfile.ZipFile) -> None:
    listed: dict[str, str] = {}
    for text in file.read(SUMS).decode(errors="replace").splitlines():
        found = LINE.fullmatch(text)
        if found is None:
            raise Unacceptable(_("The list of checksums can't be read."))
        listed[found[2]] = found[1]
    there = {info.filename for info in file.infolist()} - {SUMS}
    if there != listed.keys():
        odd = sorted(there ^ listed.keys())[0]
        raise Unacceptable(
            _("The archive was changed: %(name)s is not both in it and in the list of checksums.")
            % {"name": ascii(odd)}
        )
    for name, digest in listed.items():
        if _digest(file, name) != digest:
            raise Unacceptable(
                _("The archive was changed: %(name)s does not have its checksum.") % {"name": ascii(name)}
            )


def _digest(file: zipfile.ZipFile, name: str) -> str:
    with file.open(name) as entry:
        return copied(entry)


def copied(entry: IO[bytes], to: IO[bytes] | None = None) -> str:
    """Return the checksum of a file, copying it on the way."""
    digest = hashlib.sha256()
    while piece := entry.read(PIECE):
        digest.update(piece)
        if to is not None:
            to.write(piece)
    return digest.hexdigest()


def _content(file: zipfile.ZipFile) -> dict[str, Any]:
    content = _json(file.read(RECORDS))
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise Unacceptable(_("This is no dossier: %(name)s is something else.") % {"name": RECORDS})
    if content.get("version") != VERSION:
        raise Unacceptable(
            _("This dossier is in format %(theirs)s; this installation reads format %(ours)s.")
            % {"theirs": content.get("version"), "ours": VERSION}
        )
    if content.get("edition") != REGISTER.key:
        raise Unacceptable(
            _(
                "Only the edition for the professional register is complete enough to restore; this is another."
            )
        )
    wanted = {"format", "version", "edition", "engagement", "records", "people", "audit_trail"}
    rows = content.get("records")
    if content.keys() != wanted or not isinstance(rows, dict) or not isinstance(content["people"], list):
        raise Unacceptable(_("The records can't be read."))
    return content


def _json(text: bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unacceptable(_("The records can't be read.")) from error
