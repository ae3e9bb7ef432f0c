"""Files of every kind, as small as they come, and a store that is empty at the start of each test."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from engagements.documents import services
from engagements.documents.store import document_store, stored_names
from engagements.people.roles import Role
from tests.engagements.conftest import seat_for

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\ntrailer<<>>\n%%EOF\n"


def package(method=zipfile.ZIP_STORED, /, **parts):
    """Return a ZIP archive with these parts; `__` in a name stands for a slash."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def office(part):
    """Return a package as Word, Excel or PowerPoint stores it."""
    return package(**{"[Content_Types].xml": "<Types/>", f"{part}__document.xml": "<x/>"})


def open_document(kind):
    """Return a package as LibreOffice stores it."""
    return package(mimetype=f"application/vnd.oasis.opendocument.{kind}", content="<x/>")


CONTENT = {
    "pdf": PDF,
    "docx": office("word"),
    "xlsx": office("xl"),
    "pptx": office("ppt"),
    "odt": open_document("text"),
    "ods": open_document("spreadsheet"),
    "odp": open_document("presentation"),
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "jpeg": b"\xff\xd8\xff\xe1\x00\x18Exif\x00",
    "txt": "Één regel\n".encode(),
    "csv": "naam;dagen\nÉén;3\n".encode("cp1252"),
}


def upload(name="contract.pdf", content=PDF):
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def names():
    """Return the names of all files in the store."""
    folder = Path(document_store().location)
    return sorted(stored_names()) if folder.exists() else []


@pytest.fixture(autouse=True)
def empty_store(monkeypatch, tmp_path):
    """Keep the files of each test in a folder of its own, and answer in English."""
    monkeypatch.setitem(vars(document_store()), "location", str(tmp_path / "documents"))
    with override("en"):
        yield


@pytest.fixture
def contract(engagement, manager):
    """A private document of the manager."""
    return services.add_document(
        engagement=engagement, actor=manager, title="Contract of Zeezicht", kind="contract", file=upload()
    )


@pytest.fixture
def shadow(engagement):
    """The shadow manager's membership."""
    return seat_for(engagement, Role.SHADOW, "Tjitske Shadow")
