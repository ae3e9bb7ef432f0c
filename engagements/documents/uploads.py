"""What comes in: cut off when it is too large, then looked at before anything is stored."""

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from engagements.documents.kinds import KINDS, is_what_it_says

NAME_LENGTH = 200


class CutOff(FileUploadHandler):
    """Lets nothing through beyond the largest file that is taken, so that nobody fills the disk.

    Stands before Django's own handlers. The rest of the request is read and dropped: the form can then say what is
    wrong, with everything else that was typed still in it.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.passed = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass the chunk on, up to and including the one that crosses the limit of the whole request."""
        if self.passed > settings.DOCUMENT_MOST_BYTES:
            return None
        self.passed += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave making the file to the handlers that follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a file once it was looked at."""

    name: str
    size: int
    content_type: str
    sha256: str


def require_acceptable(file: UploadedFile) -> None:
    """Raise ValidationError with a sentence for a file that is empty, too large, or of a kind that is not taken."""
    if not file.size:
        raise ValidationError(_("This file is empty."))
    if file.size > settings.DOCUMENT_MOST_BYTES:
        most = filesizeformat(settings.DOCUMENT_MOST_BYTES)
        raise ValidationError(_("This file is larger than %(most)s.") % {"most": most})
    name = told_name(file)
    kind = KINDS.get(extension_of(name))
    if kind is None:
        raise ValidationError(
            _("Files of this kind are not taken. Choose one of: %(kinds)s.") % {"kinds": ", ".join(KINDS)}
        )
    if not is_what_it_says(kind, file):
        raise ValidationError(
            _(
                "What is in this file does not fit its name (%(extension)s). Open it, store it as that kind, "
                "and choose it again."
            )
            % {"extension": extension_of(name)}
        )


def examine(file: UploadedFile) -> Facts:
    """Return what is known of an acceptable file; raise ValidationError on `file` for any other."""
    try:
        require_acceptable(file)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error
    name = told_name(file)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return Facts(
        name=name,
        size=file.size or 0,
        content_type=KINDS[extension_of(name)].content_type,
        sha256=digest.hexdigest(),
    )


def extension_of(name: str) -> str:
    """Return the extension of a file's name in small letters; empty when it has none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def told_name(file: UploadedFile) -> str:
    """Return what the file is called, without signs that are not seen: some turn the order of letters around."""
    seen = "".join(
        letter for letter in file.name or "" if not unicodedata.category(letter).startswith("C")
    ).strip()
    stem, dot, extension = seen.rpartition(".")
    return f"{stem[: NAME_LENGTH - len(extension) - 1]}{dot}{extension}"[-NAME_LENGTH:]
