"""What comes in: cut off, and looked at."""

import hashlib

import pytest
from django.core.exceptions import ValidationError

from engagements.documents.uploads import CutOff, examine, told_name
from tests.engagements.documents.conftest import PDF, upload


def test_facts_of_a_file():
    facts = examine(upload("Contract Één.PDF"))

    assert (facts.name, facts.size, facts.content_type) == ("Contract Één.PDF", len(PDF), "application/pdf")
    assert facts.sha256 == hashlib.sha256(PDF).hexdigest()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (upload(content=b""), "This file is empty."),
        (upload(content=PDF + b" " * 2000), "This file is larger than 1"),
        (upload("page.html"), "Files of this kind are not taken. Choose one of: pdf, docx"),
        (upload("drawing.svg"), "Files of this kind are not taken."),
        (upload("noextension"), "Files of this kind are not taken."),
        (upload("contract.pdf.exe"), "Files of this kind are not taken."),
        (upload("photo.png"), "What is in this file does not fit its name (png)."),
    ],
    ids=["empty", "large", "html", "svg", "none", "double", "content"],
)
def test_file_that_is_not_taken_says_why(settings, file, sentence):
    settings.DOCUMENT_MOST_BYTES = 1024

    with pytest.raises(ValidationError) as refused:
        examine(file)

    assert sentence in refused.value.message_dict["file"][0]


def test_told_name_has_no_unseen_signs_and_a_limited_length():
    assert told_name(upload("invoice\u202efdp.pdf")) == "invoicefdp.pdf"
    assert len(told_name(upload("x" * 250 + ".pdf"))) == 200
    assert told_name(upload("x" * 250 + ".pdf")).endswith(".pdf")


def test_cut_off_lets_through_just_over_the_limit_of_the_whole_request(settings):
    settings.DOCUMENT_MOST_BYTES = 10
    handler = CutOff()

    passed = [handler.receive_data_chunk(b"12345678", 0) for _each in range(4)]

    assert passed == [b"12345678", b"12345678", None, None]
