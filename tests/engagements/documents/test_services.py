"""Documents: who may, what is kept, and that nothing is half stored or overwritten."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError, transaction

from engagements.documents import services
from engagements.documents.models import Document, DocumentVersion
from engagements.documents.store import document_store
from engagements.lifecycle.exceptions import NotNow, Stale
from engagements.lifecycle.models import AuditEntry, Engagement
from engagements.people.roles import Role
from tests.engagements.conftest import seat_for
from tests.engagements.documents.conftest import PDF, names, upload


def test_document_is_private_unless_told_otherwise(contract, manager):
    version = contract.versions.get()

    assert (version.audience, version.number, version.name) == ("private", 1, "contract.pdf")
    assert (version.uploaded_by, version.size) == (manager, len(PDF))
    assert version.file.read() == PDF
    version.file.close()


def test_file_lies_under_a_name_that_says_nothing(contract):
    assert len(names()) == 1
    assert "contract" not in names()[0]
    assert "." not in names()[0]


def test_audit_trail_tells_neither_title_nor_name_nor_note(engagement, manager):
    services.add_document(
        engagement=engagement, actor=manager, title="Secret A", file=upload("Secret B.pdf"), note="Secret C"
    )

    told = str(list(AuditEntry.objects.values()))
    assert "document-version-add" in told
    assert "Secret" not in told


def test_new_version_leaves_the_earlier_one_and_its_audience(contract, manager):
    first = contract.versions.get()

    services.add_version(
        document=contract, actor=manager, file=upload(content=PDF + b"2"), audience="sponsor"
    )

    told = list(contract.versions.values_list("number", "audience", "size"))
    assert told == [(2, "sponsor", len(PDF) + 1), (1, "private", len(PDF))]
    assert DocumentVersion.objects.get(pk=first.pk).file.name == first.file.name
    assert len(names()) == 2


def test_opening_a_version_leaves_earlier_ones_closed(contract, manager):
    second = services.add_version(document=contract, actor=manager, file=upload())

    services.share_version(version=second, actor=manager, audience="everyone")

    assert list(contract.versions.values_list("audience", flat=True)) == ["everyone", "private"]


def test_version_is_never_closed_again(contract, manager):
    version = services.add_version(document=contract, actor=manager, file=upload(), audience="sponsor")

    for audience in ("private", "practice", "sponsor", "nonsense"):
        with pytest.raises(ValidationError, match="Choose readers"):
            services.share_version(version=version, actor=manager, audience=audience)


def test_only_who_uploaded_a_version_opens_it(engagement, contract, shadow):
    """The shadow manager's name goes with what they upload, and the client never learns it."""
    reflection = services.add_document(
        engagement=engagement, actor=shadow.user, title="Reflection", file=upload(), audience="practice"
    )

    with pytest.raises(PermissionDenied):
        services.share_version(version=reflection.versions.get(), actor=contract.author, audience="everyone")
    with pytest.raises(NotNow, match="reads it already"):
        services.share_version(version=reflection.versions.get(), actor=shadow.user, audience="everyone")


def test_shadow_manager_cannot_upload_for_the_client(engagement, shadow):
    with pytest.raises(PermissionDenied):
        services.add_document(
            engagement=engagement, actor=shadow.user, title="For all", file=upload(), audience="everyone"
        )

    assert names() == []


def test_another_manager_keeps_what_they_can_read_and_nothing_else(engagement, contract, manager):
    second = seat_for(engagement, Role.MANAGER, "Bram Second").user
    with pytest.raises(PermissionDenied):
        services.add_version(document=contract, actor=second, file=upload())

    services.share_version(version=contract.versions.get(), actor=manager, audience="practice")

    assert services.add_version(document=contract, actor=second, file=upload()).number == 2
    assert names() != []


def test_file_is_gone_when_the_transaction_fails(engagement, manager, monkeypatch):
    def fail(*args, **kwargs):
        raise IntegrityError("the commit failed")

    monkeypatch.setattr(DocumentVersion, "save", fail)
    with pytest.raises(IntegrityError):
        services.add_document(engagement=engagement, actor=manager, title="Plan", file=upload())

    assert names() == []
    assert not Document.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_file_is_gone_when_the_commit_itself_fails(engagement, manager, monkeypatch):
    add = partial(services.add_document, engagement=engagement, actor=manager, title="Plan", file=upload())
    with monkeypatch.context() as patch:
        patch.setattr(transaction.get_connection(), "commit", full_disk)
        with pytest.raises(OperationalError, match="disk full"):
            add()

    assert names() == []
    assert not Document.objects.exists()


def full_disk():
    raise OperationalError("disk full")


def test_file_that_is_refused_is_not_stored(engagement, manager):
    with pytest.raises(ValidationError):
        services.add_document(
            engagement=engagement, actor=manager, title="Plan", file=upload("plan.docx", b"no package")
        )

    assert names() == []
    assert not Document.objects.exists()


def test_document_put_aside_takes_no_version_until_it_is_taken_back(contract, manager):
    services.put_document_aside(document=contract, actor=manager)
    with pytest.raises(NotNow, match="put aside"):
        services.add_version(document=contract, actor=manager, file=upload())
    assert (list(Document.objects.listed()), list(Document.objects.put_aside())) == ([], [contract])
    assert len(names()) == 1

    services.take_document_back(document=contract, actor=manager)

    assert services.add_version(document=contract, actor=manager, file=upload()).number == 2


def test_renaming_notices_another_change(contract, manager):
    services.change_document(document=contract, actor=manager, seen=1, title="Agreement")

    with pytest.raises(Stale):
        services.change_document(document=contract, actor=manager, seen=1, title="Something else")
    assert Document.objects.get().title == "Agreement"


def test_nothing_is_added_once_the_engagement_has_ended(engagement, manager):
    Engagement.objects.filter(pk=engagement.pk).update(standing="completed")

    with pytest.raises(NotNow):
        services.add_document(engagement=engagement, actor=manager, title="Late", file=upload())
    assert names() == []


def test_nothing_can_be_stored_over_a_file(contract):
    name = contract.versions.get().file.name

    other = document_store().save(name, upload(content=b"%PDF-other"))

    assert other != name
    with document_store().open(name) as file:
        assert file.read() == PDF
