"""What stands in each edition, byte by byte: all that its reader may read, and nothing else."""

import csv
import hashlib
import io
import json
import zipfile

import pytest

from engagements.documents.models import DocumentVersion
from engagements.documents.store import document_store
from engagements.dossier.contents import PARTS
from engagements.dossier.gathering import BEGINNING, link
from engagements.evaluation.models import Evaluation
from engagements.execution.models import FrictionNote
from engagements.intake.models import Observation, TrustAnswer
from engagements.lifecycle.exceptions import NotNow, NotReady
from engagements.lifecycle.models import AuditEntry, Request
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.questions.models import Question
from engagements.record.models import LogEntry
from engagements.reports.progress.models import ProgressReport
from engagements.selfcheck.models import SelfCheck
from engagements.sparring.models import SparringRequest, SparringWord
from tests.engagements.conftest import seat_for
from tests.engagements.dossier.conftest import CLIENT, PAPER, REGISTER, TODAY, written

pytestmark = pytest.mark.django_db

SECRET = "Geheimhouding"


def texts(found):
    """Return everything in an archive, unpacked, as one string."""
    with zipfile.ZipFile(io.BytesIO(found.bytes)) as file:
        return "\n".join(file.read(name).decode(errors="replace") for name in file.namelist())


def records(found):
    """Return the records of an archive."""
    with zipfile.ZipFile(io.BytesIO(found.bytes)) as file:
        return json.loads(file.read("dossier.json"))


def test_register_has_every_part_and_leaves_nothing_out_for_want_of_another(full, manager):
    found = written(full, manager)

    rows = records(found)["records"]
    assert {name for name, those in rows.items() if not those} == set()
    assert rows.keys() == {part.key for part in PARTS}
    assert found.dropped == 0


def test_archive_is_the_same_for_the_same_content(full, manager):
    assert written(full, manager).bytes == written(full, manager).bytes
    assert written(full, manager, CLIENT).bytes == written(full, manager, CLIENT).bytes


def test_client_edition_is_the_same_whoever_has_it_made(full, manager, sponsor):
    second = seat_for(full, Role.SPONSOR, "Second Sponsor").user

    first = written(full, manager, CLIENT).bytes
    assert written(full, sponsor.user, CLIENT).bytes == first
    assert written(full, second, CLIENT).bytes == first


def test_every_file_has_its_checksum_in_the_list(full, manager):
    with zipfile.ZipFile(io.BytesIO(written(full, manager).bytes)) as file:
        listed = dict(reversed(line.split("  ", 1)) for line in file.read("SHA256SUMS").decode().splitlines())
        names = set(file.namelist()) - {"SHA256SUMS"}

        assert listed == {name: hashlib.sha256(file.read(name)).hexdigest() for name in names}
        assert {"dossier.json", "audit-trail.jsonl", "summary.pdf", "README.txt"} <= names
        assert file.read("summary.pdf").startswith(b"%PDF")
        (paper,) = (name for name in names if name.startswith("documents/"))
        assert file.read(paper) == PAPER
        assert paper.count("/") == 2


def test_each_line_of_the_trail_follows_from_the_line_before(full, manager, sponsor):
    with zipfile.ZipFile(io.BytesIO(written(full, manager).bytes)) as file:
        lines = [json.loads(line) for line in file.read("audit-trail.jsonl").splitlines()]
        ends = json.loads(file.read("dossier.json"))["audit_trail"]

    digest = BEGINNING
    for line in lines:
        assert line["previous"] == digest
        digest = line["sha256"]
        assert digest == link(line["previous"], line["entry"])
    assert ends == {"lines": len(lines), "sha256": digest}
    assert lines


def test_lists_are_those_of_the_pages_without_formulas(full, manager):
    with zipfile.ZipFile(io.BytesIO(written(full, manager).bytes)) as file:
        lists = {name: file.read(name).decode() for name in file.namelist() if name.startswith("lists/")}

    assert {"lists/people-people.csv", "lists/commitments-commitments.csv"} <= lists.keys()
    for text in lists.values():
        for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))):
            assert [cell for cell in row if cell.startswith(("=", "+", "@"))] == []


def test_nobody_can_sign_in_with_what_is_in_it(full, manager, sponsor):
    sponsor.user.set_password("hunter22hunter22")
    sponsor.user.save()

    for edition in (REGISTER, CLIENT):
        found = texts(written(full, manager, edition))
        assert sponsor.user.password not in found
        assert "pbkdf2" not in found
        assert "password" not in found


@pytest.fixture
def private(full, manager, owner, sponsor, shadow):
    """Something secret in every place that the client does not read."""
    LogEntry.objects.create(engagement=full, author=manager, text=SECRET)
    LogEntry.objects.create(engagement=full, author=manager, text=SECRET, audience="practice")
    LogEntry.objects.create(engagement=full, author=shadow.user, text=SECRET, audience="practice")
    SelfCheck.objects.create(engagement=full, author=manager, answers={"x": {"reply": "no", "line": SECRET}})
    Observation.objects.create(engagement=full, area="people", text=SECRET, author=manager, seen_on=TODAY)
    FrictionNote.objects.create(engagement=full, about=SECRET)
    talk = SparringRequest.objects.create(
        engagement=full,
        owner=sponsor,
        opened_by=sponsor,
        started_by=sponsor.side,
        turn="manager",
        question=SECRET,
        decide_by=TODAY,
    )
    SparringWord.objects.create(sparring=talk, member=sponsor, text=SECRET)
    Question.objects.create(engagement=full, text=SECRET, shown_from=TODAY)
    Question.objects.create(
        engagement=full,
        text=SECRET,
        wording="Other words",
        answer="Yes",
        answered_on=TODAY,
        shown_from=TODAY,
    )
    Request.objects.create(engagement=full, criterion="x", member=owner, asker=manager, text=SECRET)
    ProgressReport.objects.filter(engagement=full).update(drafted={"x": SECRET}, because=SECRET)
    type(full).objects.filter(pk=full.pk).update(situation=SECRET)
    AuditEntry.objects.create(
        engagement=full,
        actor=manager,
        action="engagement-change",
        subject_kind="engagement",
        subject_id=full.pk,
        before={"situation": SECRET, "title": "Before"},
        after={"situation": "", "title": "After"},
    )
    AuditEntry.objects.create(
        engagement=full,
        actor=manager,
        action="friction-add",
        subject_kind="frictionnote",
        after={"about": SECRET},
    )
    TrustAnswer.objects.filter(side="manager").delete()
    TrustAnswer.objects.update(remark=SECRET)
    Evaluation.objects.filter(side="manager").delete()
    Evaluation.objects.update(went_well=SECRET, member=owner)
    return full


def test_client_reads_nothing_of_what_is_not_theirs(private, manager, sponsor, shadow):
    TrustAnswer.objects.update(member=seat_for(private, Role.SPONSOR, "Other Sponsor"))

    found = texts(written(private, sponsor.user, CLIENT))

    assert SECRET not in found
    assert "Sjaak" not in found
    assert "schaduw@" not in found
    assert "sjaak" not in found
    assert "@example.org" not in found
    assert '"minutes": 90' not in found
    assert "After" in found, "the rest of the line is theirs"


def test_register_has_not_what_others_wrote_for_themselves(full, manager, owner, sponsor, shadow):
    LogEntry.objects.create(engagement=full, author=shadow.user, text=SECRET)
    other = seat_for(full, Role.MANAGER, "Other Manager").user
    SelfCheck.objects.create(engagement=full, author=other, answers={"x": {"reply": "no", "line": SECRET}})
    LogEntry.objects.create(engagement=full, author=other, text="Shared", audience="everyone", minutes=777)
    Request.objects.create(engagement=full, criterion="x", member=owner, asker=sponsor.user, text=SECRET)
    TrustAnswer.objects.filter(side="manager").delete()
    TrustAnswer.objects.update(remark=SECRET)
    Evaluation.objects.filter(side="manager").delete()
    Evaluation.objects.update(went_well=SECRET)
    Question.objects.create(engagement=full, text=SECRET, shown_from="2999-01-04")

    found = written(full, manager)

    assert SECRET not in texts(found)
    assert "777" not in json.dumps(records(found)["records"]["logentry"])


def test_answer_that_waits_for_the_other_side_is_known_to_who_gave_it(full, manager):
    TrustAnswer.objects.filter(side="organisation").delete()

    assert [row["side"] for row in records(written(full, manager))["records"]["trustanswer"]] == ["manager"]
    assert records(written(full, manager, CLIENT))["records"]["trustanswer"] == []


def test_nothing_of_another_engagement_is_in_it(full, manager, stranger):
    assert "Other Client" not in texts(written(full, manager))
    assert "Stan Stranger" not in texts(written(full, manager))


def test_document_that_is_gone_or_was_changed_makes_no_dossier(full, manager):
    version = DocumentVersion.objects.get()
    name = version.file.name
    document_store().delete(name)
    with pytest.raises(NotNow, match="is not in the store"):
        written(full, manager)

    with document_store().open(name, "wb") as file:
        file.write(b"something else")
    with pytest.raises(NotNow, match="is not what was uploaded"):
        written(full, manager)


def test_without_a_sponsor_there_is_no_edition_for_the_client(full, manager, sponsor):
    Membership.objects.filter(pk=sponsor.pk).update(ended_on=TODAY)

    with pytest.raises(NotReady, match="Nobody is sponsor"):
        written(full, manager, CLIENT)


def test_letter_that_can_not_be_set_costs_the_summary_alone(full, manager):
    type(full).objects.filter(pk=full.pk).update(title="Nothing sets \U000102a0 this")

    with zipfile.ZipFile(io.BytesIO(written(full, manager).bytes)) as file:
        assert "typeface" in file.read("summary-not-set.txt").decode()
        assert "summary.pdf" not in file.namelist()
