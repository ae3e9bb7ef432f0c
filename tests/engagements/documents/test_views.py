"""Documents over HTTP: who finds what, what a file is sent with, and what comes back when one is refused."""

from pathlib import Path

import pytest
from django.test import Client

from engagements.documents import services
from engagements.documents.models import Document, DocumentVersion
from engagements.lifecycle.models import Engagement
from engagements.people.roles import ADMINISTRATOR, Role
from tests.engagements.conftest import person, seat_for
from tests.engagements.documents.conftest import PDF, names, upload
from tests.engagements.helpers import ANY_SCRIPT, assert_refused, assert_shown, hidden, refused, url

FIELDS = {"title": "Contract", "kind": "contract", "audience": "private", "note": "As signed"}


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def read(answer):
    """Return the content of an answer, and let its file go."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def shared(engagement, manager, audience, title="Paper"):
    """Return the newest version of a new document that is open to `audience`."""
    document = services.add_document(
        engagement=engagement, actor=manager, title=title, file=upload(f"{title}.pdf"), audience=audience
    )
    return document.versions.first()


def test_document_is_added_and_listed_with_who_reads_it(as_manager, engagement):
    page = as_manager.post(url("document-add", engagement), FIELDS | {"file": upload()}, follow=True)

    assert page.redirect_chain == [(url("documents", engagement), 302)]
    assert "Document added." in page.text
    assert "contract.pdf" in page.text
    assert "Only you" in page.text
    assert len(names()) == 1


def test_refused_file_says_why_beside_its_field_and_keeps_the_rest(as_manager, engagement):
    page = as_manager.post(url("document-add", engagement), FIELDS | {"file": upload("page.html", b"<html>")})

    assert page.status_code == 422
    assert 'id="id_file_error"' in page.text
    assert "Files of this kind are not taken." in page.text
    assert "Choose the file again" in page.text
    assert 'value="Contract"' in page.text
    assert "As signed" in page.text
    assert names() == []


@refused(title="text", note="optional text", audience="choice", kind="choice")
def test_other_field_that_cannot_be_taken_asks_for_the_file_again(as_manager, engagement, field, value):
    page = as_manager.post(url("document-add", engagement), FIELDS | {"file": upload(), field: value})

    if field in {"audience", "kind"}:
        assert page.status_code == 422
        assert f'id="id_{field}_error"' in page.text
    else:
        assert_refused(page, field, value)
    assert "Choose the file again" in page.text
    assert names() == []


def test_missing_file_is_said_beside_its_field(as_manager, engagement):
    page = as_manager.post(url("document-add", engagement), FIELDS)

    assert page.status_code == 422
    assert "Choose a file." in page.text


def test_file_over_the_limit_is_refused_and_never_filled_the_disk(as_manager, engagement, settings):
    settings.DOCUMENT_MOST_BYTES = 100_000
    page = as_manager.post(
        url("document-add", engagement), FIELDS | {"file": upload(content=PDF + b" " * 3_000_000)}
    )

    assert page.status_code == 422
    assert "This file is larger than" in page.text
    assert 'value="Contract"' in page.text


def test_typed_words_come_back_after_signing_in_without_the_file(client, engagement, manager):
    client.post(url("document-add", engagement), FIELDS | {"file": upload()})
    client.force_login(manager)

    page = client.get(url("document-add", engagement))

    assert 'value="Contract"' in page.text
    assert "Choose the file again" in page.text
    assert names() == []


@pytest.mark.parametrize("text", ANY_SCRIPT)
def test_any_script_is_shown_as_text(as_manager, engagement, text):
    as_manager.post(url("document-add", engagement), FIELDS | {"title": text, "note": text, "file": upload()})

    assert_shown(as_manager.get(url("document", engagement, Document.objects.get().pk)), text)


def test_file_is_sent_to_be_stored_and_never_shown_as_a_page(as_manager, engagement, contract):
    answer = as_manager.get(url("document-file", engagement, contract.versions.get().pk))

    assert read(answer) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="contract.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_file_name_in_any_script_survives_the_way_back(as_manager, engagement, manager):
    services.add_document(engagement=engagement, actor=manager, title="x", file=upload('één "مرحبا".pdf'))

    answer = as_manager.get(url("document-file", engagement, DocumentVersion.objects.get().pk))
    assert read(answer) == PDF

    assert "filename*=utf-8''%C3%A9%C3%A9n" in answer["Content-Disposition"]


def test_file_that_is_gone_is_said_instead_of_failing(as_manager, engagement, contract):
    Path(contract.versions.get().file.path).unlink()

    answer = as_manager.get(url("document-file", engagement, contract.versions.get().pk))

    assert answer.status_code == 409
    assert "not in the store any more" in answer.text


#: Who reads a document of the manager that is open to an audience, besides the manager.
READERS = {
    "private": set(),
    "practice": {Role.SHADOW, ADMINISTRATOR},
    "sponsor": {Role.SHADOW, ADMINISTRATOR, Role.SPONSOR},
    "steering": {Role.SHADOW, ADMINISTRATOR, Role.SPONSOR, Role.BOARD, Role.MANAGEMENT},
    "everyone": {*Role.values, ADMINISTRATOR} - {Role.MANAGER},
}


def test_every_role_finds_exactly_what_is_open_to_it(engagement, manager, stranger):
    versions = {audience: shared(engagement, manager, audience, f"Leak {audience}") for audience in READERS}
    users = {role: seat_for(engagement, role).user for role in Role.values if role != Role.MANAGER}
    users[ADMINISTRATOR] = person("Ada Administrator", is_administrator=True)
    second_manager = seat_for(engagement, Role.MANAGER, "Bram Second").user

    for role, user in users.items():
        client = as_(user)
        listed = client.get(url("documents", engagement)).text
        for audience, version in versions.items():
            reads = role in READERS[audience]
            assert (f"Leak {audience}" in listed) is reads, (role, audience)
            for address in (
                url("document", engagement, version.document_id),
                url("document-file", engagement, version.pk),
            ):
                answer = client.get(address)
                read(answer)
                assert answer.status_code == (200 if reads else 404), (role, address)
    assert "Leak private" not in as_(second_manager).get(url("documents", engagement)).text
    assert as_(stranger).get(url("documents", engagement)).status_code == 404
    for version in versions.values():
        assert as_(stranger).get(url("document-file", engagement, version.pk)).status_code == 404


def test_stranger_finds_nothing_through_an_engagement_of_their_own(engagement, manager, stranger):
    theirs = Engagement.objects.exclude(pk=engagement.pk).get()
    version = shared(engagement, manager, "everyone", "Leak")

    client = as_(stranger)

    assert client.get(url("document-file", theirs, version.pk)).status_code == 404
    assert client.get(url("document", theirs, version.document_id)).status_code == 404
    assert "Leak" not in client.get(url("documents", theirs)).text


def test_reader_of_a_later_version_learns_nothing_of_an_earlier_one(engagement, manager, sponsor, contract):
    services.change_document(document=contract, actor=manager, title="Agreement")
    services.add_version(
        document=contract, actor=manager, file=upload("second.pdf"), audience="sponsor", note="Final"
    )
    first = contract.versions.get(number=1)

    client = as_(sponsor.user)
    page = client.get(url("document", engagement, contract.pk)).text

    assert "second.pdf" in page
    assert "contract.pdf" not in page
    assert first.sha256 not in page.replace(contract.versions.get(number=2).sha256, "", 1)
    assert client.get(url("document-file", engagement, first.pk)).status_code == 404


def test_reader_is_offered_nothing_to_change(engagement, manager, sponsor):
    version = shared(engagement, manager, "everyone")

    page = as_(sponsor.user).get(url("document", engagement, version.document_id)).text

    for words in ("Add a version", "Rename", "Put it aside", "to more people"):
        assert words not in page


def test_opening_says_who_is_added_and_offers_wider_circles_only(as_manager, engagement, manager, sponsor):
    version = shared(engagement, manager, "practice")
    address = url("document-share", engagement, version.document_id)

    page = as_manager.get(address)
    assert "The sponsor too: Sanne Sponsor" in page.text
    assert 'value="practice"' not in page.text
    assert 'value="private"' not in page.text

    seen = hidden(page, "seen")
    assert as_manager.post(address, {"audience": "private", "seen": seen}).status_code == 422
    assert as_manager.post(address, {"audience": "sponsor", "seen": seen}).status_code == 302
    assert as_manager.post(address, {"audience": "everyone", "seen": seen}).status_code == 409


def test_renaming_shows_both_texts_when_somebody_was_first(as_manager, engagement, contract, manager):
    address = url("document-change", engagement, contract.pk)
    seen = hidden(as_manager.get(address), "seen")
    services.change_document(document=contract, actor=manager, title="Agreement")

    page = as_manager.post(address, {"title": "Deal", "kind": "contract", "seen": seen})

    assert page.status_code == 409
    assert "Agreement" in page.text
    assert "Deal" in page.text


def test_document_put_aside_leaves_the_list_and_keeps_its_address(as_manager, engagement, contract):
    page = as_manager.post(url("document-aside", engagement, contract.pk), follow=True)
    assert "No documents yet" in page.text
    assert "Show what was put aside" in page.text

    assert "Contract of Zeezicht" in as_manager.get(url("documents", engagement), {"aside": 1}).text
    assert "is put aside" in as_manager.get(url("document", engagement, contract.pk)).text
    assert as_manager.get(url("document-version-add", engagement, contract.pk)).status_code == 409

    as_manager.post(url("document-back", engagement, contract.pk))
    assert "Contract of Zeezicht" in as_manager.get(url("documents", engagement)).text


def test_version_form_proposes_who_reads_the_latest(as_manager, engagement, manager):
    version = shared(engagement, manager, "sponsor")

    page = as_manager.get(url("document-version-add", engagement, version.document_id))

    assert 'value="sponsor" selected' in page.text


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_list_takes_the_same_queries_however_much_there_is(
    as_manager, engagement, manager, rows, django_assert_num_queries
):
    documents = Document.objects.bulk_create(
        Document(engagement=engagement, author=manager, title=f"Paper {each}") for each in range(rows)
    )
    DocumentVersion.objects.bulk_create(
        DocumentVersion(
            engagement=engagement, document=document, number=number, name="p.pdf", size=1, uploaded_by=manager
        )
        for document in documents
        for number in (1, 2)
    )

    with django_assert_num_queries(9):
        page = as_manager.get(url("documents", engagement))
    with django_assert_num_queries(7):
        as_manager.get(url("document", engagement, documents[0].pk))

    assert page.text.count("version 2") == min(rows, 25)
