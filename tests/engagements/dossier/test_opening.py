"""An archive that was damaged, by accident or on purpose, is refused with a sentence, whichever bytes were changed."""

import io
import json
import zipfile

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from engagements.dossier.archive import Archive
from engagements.dossier.editions import REGISTER
from engagements.dossier.gathering import BEGINNING, RECORDS, TRAIL_FILE
from engagements.dossier.opening import Unacceptable, opened
from engagements.dossier.plain import FORMAT, VERSION

CONTENT = {
    "format": FORMAT,
    "version": VERSION,
    "edition": REGISTER.key,
    "engagement": 1,
    "records": {"lesson": [{"text": "Letting go is work. " * 40}]},
    "people": [],
    "audit_trail": {"lines": 0, "sha256": BEGINNING},
}


@pytest.fixture(autouse=True)
def in_english():
    """Have the sentences in English."""
    with override("en"):
        yield


def whole():
    """Return the bytes of a small archive in which everything is as it should be."""
    target = io.BytesIO()
    with Archive(target) as archive:
        for name, content in (
            (RECORDS, json.dumps(CONTENT)),
            (TRAIL_FILE, ""),
            ("documents/1/é.txt", "Roster"),
        ):
            with archive.entry(name) as entry:
                entry.write(content.encode())
    return target.getvalue()


WHOLE = whole()
CHANGES = st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=3)


def read(path, content):
    """Return what an archive of these bytes holds."""
    path.write_bytes(content)
    with opened(path) as dossier:
        return dossier.content


def test_whole_archive_is_opened(tmp_path):
    assert read(tmp_path / "dossier.zip", WHOLE) == CONTENT


@given(changes=CHANGES)
def test_changed_bytes_never_change_what_is_read(tmp_path_factory, changes):
    damaged = bytearray(WHOLE)
    for place, byte in changes:
        damaged[place] = byte

    try:
        content = read(tmp_path_factory.getbasetemp() / "damaged.zip", bytes(damaged))
    except Unacceptable:
        return
    assert content == CONTENT  # the date of a file, say: nothing that is believed


#: Where each field lies in the last of the central headers, by its offset (APPNOTE.TXT 4.3.12).
LAST = WHOLE.rindex(b"PK\x01\x02")


@pytest.mark.parametrize(
    ("offset", "bytes_", "sentence"),
    [
        (6, b"\x8c\x00", "damaged"),  # needs version 14.0 of the format
        (8, b"\x00\x08", "damaged"),  # names are UTF-8, and then one is not
        (8, b"\x20\x00", "damaged"),  # patched data
        (10, b"\x0e\x00", "unusual way"),  # LZMA
        (42, b"\xff\xff\xff\x7f", "damaged"),  # begins after the end of the file
    ],
)
def test_header_that_lies_is_refused(tmp_path, offset, bytes_, sentence):
    place = LAST + offset
    damaged = WHOLE[:place] + bytes_ + WHOLE[place + len(bytes_) :]
    if bytes_ == b"\x00\x08":
        damaged = damaged[: LAST + 46] + b"\xff" + damaged[LAST + 47 :]

    with pytest.raises(Unacceptable) as refusal:
        read(tmp_path / "dossier.zip", damaged)

    assert sentence in str(refusal.value.sentence)


def test_archive_packed_otherwise_is_refused(tmp_path):
    path = tmp_path / "dossier.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as file:
        file.writestr(RECORDS, json.dumps(CONTENT))

    with pytest.raises(Unacceptable, match="unusual way"), opened(path):
        pass
