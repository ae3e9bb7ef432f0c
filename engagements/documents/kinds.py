"""Which kinds of file are taken, and whether a file is what its name says.

Looked at here instead of by a library, after trying two: for puremagic 2.2 every ZIP archive may be a Word document,
filetype has had no release since 2022, and neither tells plain text from anything else. The list is short, and each
kind says exactly what it is: a signature, or a part that only that kind has.
"""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import IO

type Test = Callable[[IO[bytes]], bool]

#: What a program must not mistake for a page, whatever it is called.
MARKUP = ("<!doctype", "<html", "<svg", "<?xml", "<script", "<body", "%pdf-")
#: Tab, line feed, form feed, carriage return.
ALLOWED_CONTROLS = frozenset("\t\n\f\r")
#: Where the content of the first member of a package begins, when that is called `mimetype`.
_MIMETYPE_AT = 38


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """A kind of file: its type as a browser is told, and the test whether a file is one."""

    content_type: str
    test: Test


def starts_with(signature: bytes, file: IO[bytes]) -> bool:
    """Return whether the file begins with the signature."""
    file.seek(0)
    return file.read(len(signature)) == signature


def _names(file: IO[bytes]) -> list[str] | None:
    """Return what a package says is in it, without unpacking any of it; None when it is none."""
    try:
        with zipfile.ZipFile(file) as package:
            return package.namelist()
    except (
        zipfile.BadZipFile,  # no package, or half of one
        NotImplementedError,  # one that asks for a newer version of the format than there is
        UnicodeDecodeError,  # one with a name that is no text
    ):
        return None


def is_office(part: str, file: IO[bytes]) -> bool:
    """Return whether the file is an Office package with this part (word, xl, ppt), and without macros."""
    names = _names(file) or []
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return (
        "[Content_Types].xml" in names and any(name.startswith(f"{part}/") for name in names) and not macros
    )


def is_open_document(content_type: str, file: IO[bytes]) -> bool:
    """Return whether the file is an OpenDocument package that says it is of this type.

    The standard has it say so first and uncompressed, so that nothing has to be unpacked to see it (OpenDocument 1.3,
    part 2, 3.3).
    """
    file.seek(0)
    start = file.read(_MIMETYPE_AT + len(content_type) + 2)
    said = b"mimetype" + content_type.encode()
    is_said = start[_MIMETYPE_AT - len("mimetype") :].startswith(said) and start.endswith(b"PK")
    return is_said and _names(file) is not None


def is_text(file: IO[bytes]) -> bool:
    """Return whether the file holds plain text, in UTF-8, UTF-16 or what Windows writes, and no markup."""
    file.seek(0)
    content = file.read()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError:
            return False
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
    if any(letter < " " and letter not in ALLOWED_CONTROLS for letter in set(text)):
        return False
    return not text.lstrip()[:20].lower().startswith(MARKUP)


def _office(part: str, name: str) -> FileKind:
    kind = f"application/vnd.openxmlformats-officedocument.{name}"
    return FileKind(content_type=kind, test=partial(is_office, part))


def _open_document(name: str) -> FileKind:
    kind = f"application/vnd.oasis.opendocument.{name}"
    return FileKind(content_type=kind, test=partial(is_open_document, kind))


_JPEG = FileKind(content_type="image/jpeg", test=partial(starts_with, b"\xff\xd8\xff"))

#: By the extension of the name, in the order in which they are told.
KINDS: dict[str, FileKind] = {
    "pdf": FileKind(content_type="application/pdf", test=partial(starts_with, b"%PDF-")),
    "docx": _office("word", "wordprocessingml.document"),
    "xlsx": _office("xl", "spreadsheetml.sheet"),
    "pptx": _office("ppt", "presentationml.presentation"),
    "odt": _open_document("text"),
    "ods": _open_document("spreadsheet"),
    "odp": _open_document("presentation"),
    "png": FileKind(content_type="image/png", test=partial(starts_with, b"\x89PNG\r\n\x1a\n")),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "txt": FileKind(content_type="text/plain", test=is_text),
    "csv": FileKind(content_type="text/csv", test=is_text),
}


def is_what_it_says(kind: FileKind, file: IO[bytes]) -> bool:
    """Return whether the file's content is of this kind."""
    return kind.test(file)
