"""Is a file what its name says?"""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagements.documents.kinds import KINDS, is_what_it_says
from tests.engagements.documents.conftest import CONTENT, PDF, office, package


def fits(extension, content):
    return is_what_it_says(KINDS[extension], io.BytesIO(content))


def test_every_kind_has_a_specimen():
    assert KINDS.keys() == CONTENT.keys()


@pytest.mark.parametrize("extension", KINDS)
def test_kind_takes_its_own_content_and_no_other(extension):
    taken = {other for other, content in CONTENT.items() if fits(extension, content)}

    same = {name for name in KINDS if KINDS[name].test == KINDS[extension].test}
    assert taken == same


TEXT_TYPE = "application/vnd.oasis.opendocument.text"
OFFICE_NAMED_WRONGLY = package(**{"[Content_Types].xml": "<Types/>", "word__é": "<x/>"}).replace(
    b"\xc3\xa9", b"\xff\xff"
)
NOT_WHAT_THEY_SAY = {
    "page before a document": ("pdf", b"<html>" + PDF),
    "nothing": ("pdf", b""),
    "broken package": ("docx", b"PK\x03\x04 broken"),
    "package without its list": ("docx", package(word__document="<x/>")),
    "half a package": ("docx", office("word")[:-30]),
    "macros": (
        "docx",
        package(**{"[Content_Types].xml": "", "word__x": "", "word__vbaProject.bin": "macro"}),
    ),
    "package of a newer make": (
        "docx",
        office("word").replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xff"),
    ),
    "package with a name that is no text": ("docx", OFFICE_NAMED_WRONGLY),
    "package that packs its type": ("odt", package(zipfile.ZIP_DEFLATED, mimetype=TEXT_TYPE, content="<x/>")),
    "package without its type": ("odt", package(content="<x/>")),
    "type that goes on and on": (
        "odt",
        package(mimetype="application/vnd.oasis.opendocument.text" + "x" * 5_000_000),
    ),
    "another picture": ("png", b"GIF89a"),
    "program": ("txt", b"MZ\x00\x00\x90 a program"),
    "page": ("txt", b"  <!DOCTYPE html><script>alert(1)</script>"),
    "drawing": ("txt", b'\xef\xbb\xbf<svg xmlns="http://www.w3.org/2000/svg">'),
    "half a letter": ("txt", b"\xff\xfe\x00"),
    "signs for a terminal": ("csv", b"\x1b[31mred"),
}


# By name: what a package holds has a time in it, and every process that runs tests must know them by the same name.
@pytest.mark.parametrize("name", NOT_WHAT_THEY_SAY)
def test_content_that_does_not_fit_its_name_is_refused(name):
    assert not fits(*NOT_WHAT_THEY_SAY[name])


def test_text_in_utf_16_is_text():
    assert fits("csv", "naam;dagen".encode("utf-16"))


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_damaged_package_is_refused_or_taken_and_never_an_error(data):
    extension = data.draw(st.sampled_from(["docx", "odt"]))
    content = bytearray(CONTENT[extension])
    places = st.integers(0, len(content) - 1)
    for place, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=6)):
        content[place] = byte

    assert fits(extension, bytes(content)) in (True, False)
