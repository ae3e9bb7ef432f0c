"""Is a file what its name says?"""

import io

import pytest

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


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("pdf", b"<html>" + PDF),
        ("pdf", b""),
        ("docx", b"PK\x03\x04 broken"),
        ("docx", package(word__document="<x/>")),
        ("docx", office("word")[:-30]),
        ("docx", package(**{"[Content_Types].xml": "", "word__x": "", "word__vbaProject.bin": "macro"})),
        ("odt", package(content="<x/>")),
        ("odt", package(mimetype="application/vnd.oasis.opendocument.text" + "x" * 5_000_000)),
        ("png", b"GIF89a"),
        ("txt", b"MZ\x00\x00\x90 a program"),
        ("txt", b"  <!DOCTYPE html><script>alert(1)</script>"),
        ("txt", b'\xef\xbb\xbf<svg xmlns="http://www.w3.org/2000/svg">'),
        ("txt", b"\xff\xfe\x00"),
        ("csv", b"\x1b[31mred"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:20]),
)
def test_content_that_does_not_fit_its_name_is_refused(extension, content):
    assert not fits(extension, content)


def test_text_in_utf_16_is_text():
    assert fits("csv", "naam;dagen".encode("utf-16"))
