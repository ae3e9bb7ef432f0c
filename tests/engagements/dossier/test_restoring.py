"""An installation restored from a dossier is the same; one that was tampered with restores nothing."""

import io
import json
import stat
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.utils.translation import override

from engagements.documents.models import DocumentVersion
from engagements.documents.store import stored_names
from engagements.dossier import opening
from engagements.dossier.archive import SUMS, Archive
from engagements.evaluation.models import Lesson
from engagements.lifecycle.models import Engagement
from engagements.record.models import LogEntry
from engagements.search.models import SearchEntry
from tests.engagements.conftest import person
from tests.engagements.dossier.conftest import CLIENT, PAPER, emptied, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    """Have the sentences of the command in English."""
    with override("en"):
        yield


def restore(path, **options):
    """Run the command, and return what it prints."""
    said = io.StringIO()
    call_command("import_dossier", str(path), stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def dossier(full, manager, tmp_path):
    """The file of a dossier, its bytes, and an installation that is empty since."""
    found = written(full, manager).bytes
    emptied()
    path = tmp_path / "dossier.zip"
    path.write_bytes(found)
    return path


def repacked(path, change, *, honest=True):
    """Pack an archive anew after `change` on its files by name; `honest` makes the list of checksums anew too."""
    with zipfile.ZipFile(path) as file:
        files = {name: file.read(name) for name in file.namelist()}
    change(files)
    if honest:
        files.pop(SUMS, None)
        with path.open("wb") as target, Archive(target) as archive:
            for name, content in files.items():
                with archive.entry(name) as entry:
                    entry.write(content)
    else:
        with zipfile.ZipFile(path, "w") as target:
            for name, content in files.items():
                target.writestr(name, content)


def refused(path, sentence):
    """Assert that nothing is restored, and why."""
    before = set(stored_names())
    with pytest.raises(CommandError, match=sentence):
        restore(path)
    assert not Engagement.objects.exists()
    assert not get_user_model().objects.exists()
    assert set(stored_names()) == before


def test_what_is_restored_makes_the_same_dossier(full, manager, dossier):
    said = restore(dossier)

    again = written(Engagement.objects.get(), get_user_model().objects.get(email=manager.email))
    with zipfile.ZipFile(dossier) as before, zipfile.ZipFile(io.BytesIO(again.bytes)) as after:
        assert after.read("dossier.json") == before.read("dossier.json")
        assert after.read("audit-trail.jsonl") == before.read("audit-trail.jsonl")
    assert again.bytes == dossier.read_bytes()
    assert "Restored Theatres on time (Zeezicht Hospital)" in said


def test_documents_come_back_and_the_index_is_made_anew(dossier):
    restore(dossier)

    with DocumentVersion.objects.get().file.open() as file:
        assert file.read() == PAPER
    assert SearchEntry.objects.exists()


def test_table_and_field_that_came_later_are_as_in_a_new_row(dossier):
    def change(files):
        content = json.loads(files["dossier.json"])
        del content["records"]["lesson"]
        for row in content["records"]["logentry"]:
            del row["minutes"], row["audience"]
        files["dossier.json"] = json.dumps(content).encode()

    repacked(dossier, change)
    restore(dossier)

    assert not Lesson.objects.exists()
    assert {(entry.minutes, entry.audience) for entry in LogEntry.objects.all()} == {(None, "private")}


def test_nobody_comes_back_with_a_way_in_or_more_rights(dossier):
    restore(dossier)

    for user in get_user_model().objects.all():
        assert not user.has_usable_password()
        assert {user.is_staff, user.is_superuser, user.is_administrator} == {False}


def test_new_rows_get_ids_after_those_that_came_back(dossier, manager):
    restore(dossier)

    highest = LogEntry.objects.latest("pk").pk
    new = LogEntry.objects.create(
        engagement=Engagement.objects.get(), author_id=get_user_model().objects.first().pk, text="On we go"
    )
    assert new.pk > highest
    assert person("New Person").pk


def test_archive_can_be_checked_without_restoring_it(dossier):
    assert "is whole" in restore(dossier, check=True)
    assert not Engagement.objects.exists()


def test_installation_with_anything_in_it_is_left_alone(dossier):
    person("Somebody Else")

    with pytest.raises(CommandError, match="not empty"):
        restore(dossier)
    assert not Engagement.objects.exists()


def test_same_dossier_is_not_restored_twice(dossier):
    restore(dossier)

    with pytest.raises(CommandError, match="not empty"):
        restore(dossier)


def test_edition_for_the_client_is_not_restored(full, manager, tmp_path):
    path = tmp_path / "client.zip"
    path.write_bytes(written(full, manager, CLIENT).bytes)
    emptied()

    refused(path, "Only the edition for the professional register")


def test_changed_file_is_noticed(dossier):
    def change(files):
        files["dossier.json"] = files["dossier.json"].replace(b"Theatres", b"Theaters")

    repacked(dossier, change, honest=False)

    refused(dossier, "does not have its checksum")


@pytest.mark.parametrize("name", ["README.txt", "documents/1/more.pdf"])
def test_file_too_many_or_too_few_is_noticed(dossier, name):
    def change(files):
        if files.pop(name, None) is None:
            files[name] = b"more"

    repacked(dossier, change, honest=False)

    refused(dossier, "not both in it and in the list")


def test_changed_trail_is_noticed_even_with_new_checksums(dossier):
    def change(files):
        files["audit-trail.jsonl"] = (
            files["audit-trail.jsonl"].replace(b"Goal", b"Gaol").replace(b"goal", b"gaol")
        )

    repacked(dossier, change)

    refused(dossier, "The audit trail was changed")


def test_trail_that_was_cut_off_is_noticed(dossier):
    def change(files):
        files["audit-trail.jsonl"] = b"".join(files["audit-trail.jsonl"].splitlines(keepends=True)[:-1])

    repacked(dossier, change)

    refused(dossier, "does not end as the records say")


def test_changed_document_is_noticed_even_with_new_checksums(dossier):
    def change(files):
        (name,) = (each for each in files if each.startswith("documents/"))
        files[name] = b"%PDF-1.7 b contract"

    repacked(dossier, change)

    refused(dossier, "A document is not what was uploaded")


def test_document_that_points_out_of_its_place_is_refused(dossier):
    def change(files):
        content = json.loads(files["dossier.json"])
        content["records"]["documentversion"][0]["file"] = "dossier.json"
        files["dossier.json"] = json.dumps(content).encode()

    repacked(dossier, change)

    refused(dossier, "not where it should be")


@pytest.mark.parametrize(
    "name", ["../outside.txt", "/etc/passwd", "a/../../b", "C:/windows", "..\\outside", "documents/../../x"]
)
def test_name_that_leads_elsewhere_is_refused(dossier, name):
    repacked(dossier, lambda files: files.update({name: b"x"}), honest=False)

    refused(dossier, "would not stay where it is unpacked")


def test_link_is_refused(dossier):
    with zipfile.ZipFile(dossier, "a") as file:
        info = zipfile.ZipInfo("documents/link")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        info.create_system = 3
        file.writestr(info, "/etc/passwd")

    refused(dossier, "would not stay where it is unpacked")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_with_one_name_are_refused(dossier):
    with zipfile.ZipFile(dossier, "a") as file:
        file.writestr("README.txt", "another")

    refused(dossier, "two files with the same name")


def test_bomb_is_not_unpacked(dossier, monkeypatch):
    repacked(dossier, lambda files: files.update({"documents/1/bomb": bytes(5_000_000)}))
    monkeypatch.setattr(opening, "copied", None)

    refused(dossier, "far more than a dossier is")


def test_too_many_files_are_refused(dossier, monkeypatch):
    monkeypatch.setattr(opening, "MOST_FILES", 3)

    refused(dossier, "far more than a dossier is")


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("version", 2, "in format 2; this installation reads format 1"),
        ("version", None, "in format None"),
        ("format", "something", "is something else"),
        ("records", [], "records can't be read"),
        ("people", {}, "records can't be read"),
        ("records", {"weather": []}, "made by a later version of this software"),
        ("records", {}, "of one engagement; this one is not"),
    ],
)
def test_unknown_format_is_refused(dossier, key, value, sentence):
    def change(files):
        files["dossier.json"] = json.dumps(json.loads(files["dossier.json"]) | {key: value}).encode()

    repacked(dossier, change)

    refused(dossier, sentence)


@pytest.mark.parametrize(
    ("part", "change", "sentence"),
    [
        ("goal", {"colour": "red"}, "don't fit this installation"),
        ("goal", {"due_on": "yesterday"}, "don't fit this installation"),
        ("goal", {"owner": 99_999}, "contradict each other"),
        ("goal", {"title": None}, "contradict each other"),
        ("goal", {"engagement": None}, "contradict each other"),
        ("logentry", {"author": "nobody@example.org"}, "don't fit this installation"),
        ("rating", {"rung": 12}, "contradict each other"),
    ],
)
def test_records_that_make_no_sense_are_refused(dossier, part, change, sentence):
    def spoil(files):
        content = json.loads(files["dossier.json"])
        content["records"][part][0] |= change
        files["dossier.json"] = json.dumps(content).encode()

    repacked(dossier, spoil)

    refused(dossier, sentence)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 half of one"])
def test_what_is_no_archive_is_refused(tmp_path, content):
    path = tmp_path / "dossier.zip"
    path.write_bytes(content)

    refused(path, "no ZIP archive")


def test_archive_that_is_not_there_is_said_so(tmp_path):
    refused(tmp_path / "nothing.zip", "can't be read")


def test_archive_of_something_else_is_refused(tmp_path):
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("holiday.txt", "sun")

    refused(path, "This is no dossier")
