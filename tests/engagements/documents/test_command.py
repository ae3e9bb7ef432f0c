"""`manage.py document_files`: finds what nobody names, and removes only that, only when told to, only when old."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from engagements.documents.store import document_store, random_name
from engagements.reports.typesetting.models import Making
from tests.engagements.documents.conftest import names


@pytest.fixture
def run(capsys):
    def answer(*arguments):
        call_command("document_files", *arguments)
        return capsys.readouterr().out

    return answer


def test_orphan_is_told_and_removed_only_when_asked_and_old(contract, run):
    kept = contract.versions.get().file.name
    orphan = document_store().save(random_name(), ContentFile(b"left by a crash"))

    assert "0 file(s) without a document" in run("--remove")  # young: an upload may be under way
    assert f"no document: {orphan}" in run("--hours=0")
    assert len(names()) == 2
    assert f"removed: {orphan}" in run("--hours=0", "--remove")
    assert names() == [kept]


def test_missing_and_changed_files_are_told(contract, run):
    path = Path(contract.versions.get().file.path)
    assert "0 version(s) without" in run("--verify")

    path.write_bytes(b"%PDF-tampered")
    assert "changed:" in run("--verify")
    assert "0 version(s)" in run()  # without reading the content, there is nothing to see

    path.unlink()
    assert "missing:" in run()


def test_empty_store_is_no_trouble(db, run):
    assert "0 file(s) without a document, 0 version(s)" in run()


def test_file_that_somebody_asked_for_is_no_orphan(contract, manager, run):
    name = document_store().save(random_name(), ContentFile(b"%PDF-"))
    Making.objects.create(
        engagement=contract.engagement,
        asked_by=manager,
        role="manager",
        kind="handover",
        language="en",
        file=name,
    )

    assert "0 file(s) without a document" in run("--hours=0")
