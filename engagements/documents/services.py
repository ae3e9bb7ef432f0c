"""Documents: added, given a new version, opened to more people, renamed, put aside. Nothing is ever overwritten."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.documents import permissions
from engagements.documents.models import Document, DocumentKind, DocumentVersion
from engagements.documents.store import removed_on_failure
from engagements.documents.uploads import examine
from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.work import Work, work_on
from engagements.people.permissions import Seat
from engagements.record.audiences import Audience
from engagements.record.permissions import audiences_of

if TYPE_CHECKING:
    from accounts.models import User
    from engagements.lifecycle.models import Engagement


def add_document(
    *,
    engagement: "Engagement",
    actor: "User",
    title: str,
    file: UploadedFile,
    kind: str = DocumentKind.OTHER,
    audience: str = Audience.PRIVATE,
    note: str = "",
) -> Document:
    """Keep a document with its first version, for those it is meant for; return it.

    Raises PermissionDenied when the actor's role may not open it to that audience, ValidationError on `file` for one
    that is not taken. When anything fails, the file is gone too.
    """
    with removed_on_failure() as keep, work_on(engagement, actor, "document-add") as work:
        _require_audience(work.seat, audience)
        document = work.add(Document, author=work.seat.user, title=title, kind=kind)
        _add_version(work, keep, document, file=file, audience=audience, note=note)
        return document


def add_version(
    *,
    document: Document,
    actor: "User",
    file: UploadedFile,
    audience: str = Audience.PRIVATE,
    note: str = "",
) -> DocumentVersion:
    """Add the next version of a document, for those it is meant for; earlier ones stay as they are. Return it.

    Raises PermissionDenied for somebody who does not keep the document, NotNow when it is put aside, and what
    `add_document` raises.
    """
    with removed_on_failure() as keep, work_on(document.engagement, actor, "document-version-add") as work:
        now = _kept(work, document)
        require_listed(now)
        _require_audience(work.seat, audience)
        return _add_version(work, keep, now, file=file, audience=audience, note=note)


def _add_version(
    work: Work, keep: Any, document: Document, *, file: UploadedFile, audience: str, note: str
) -> DocumentVersion:
    facts = examine(file)
    latest = DocumentVersion.objects.filter(document=document).aggregate(most=Max("number"))["most"] or 0
    return work.under("document-version-add").add(
        DocumentVersion,
        document=document,
        number=latest + 1,
        audience=audience,
        file=keep(file),
        name=facts.name,
        size=facts.size,
        content_type=facts.content_type,
        sha256=facts.sha256,
        note=note,
        uploaded_by=work.seat.user,
    )


def change_document(*, document: Document, actor: "User", seen: int | None = None, **values: Any) -> Document:
    """Change a document's `title` or `kind`; return it fresh.

    Raises PermissionDenied for somebody who does not keep it, Stale after another change.
    """
    with work_on(document.engagement, actor, "document-change") as work:
        _kept(work, document)
        return work.change(document, seen=seen, **values)


def share_version(
    *, version: DocumentVersion, actor: "User", audience: str, seen: int | None = None
) -> DocumentVersion:
    """Open one version to more people; return it fresh. Earlier versions keep the audience they have.

    Raises PermissionDenied for anybody but who uploaded it, ValidationError on `audience` for one that is not wider,
    Stale after another change.
    """
    with work_on(version.engagement, actor, "document-share") as work:
        now = work.current(version, seen)
        require_shareable(now, work.seat)
        if audience not in permissions.wider_than(now, work.seat):
            raise ValidationError({"audience": _("Choose readers who do not read it yet.")})
        return work.change(now, audience=audience)


def put_document_aside(*, document: Document, actor: "User") -> Document:
    """Take a document out of the lists; return it fresh. Its versions and their addresses stay."""
    with work_on(document.engagement, actor, "document-aside") as work:
        now = _kept(work, document)
        return now if now.is_put_aside else work.change(now, put_aside_at=timezone.now())


def take_document_back(*, document: Document, actor: "User") -> Document:
    """Put a document that was put aside in the lists again; return it fresh."""
    with work_on(document.engagement, actor, "document-back") as work:
        return work.change(_kept(work, document), put_aside_at=None)


def require_keeper(document: Document, seat: Seat) -> None:
    """Raise PermissionDenied for somebody who does not keep the document."""
    known = Document.objects.filter(pk=document.pk).seen_from(seat).exists()
    if not (known and permissions.may_keep(document, seat)):
        raise PermissionDenied(_("Only who keeps this document can change it."))


def require_listed(document: Document) -> None:
    """Raise NotNow for a document that is put aside."""
    if document.is_put_aside:
        raise NotNow(_("This document is put aside. Take it back first."))


def require_shareable(version: DocumentVersion, seat: Seat) -> None:
    """Raise PermissionDenied for anybody but who uploaded the version, NotNow when nobody is left to open it to."""
    if version.uploaded_by_id != seat.user.pk:
        raise PermissionDenied(_("Only who uploaded a version can open it to more people."))
    if not permissions.wider_than(version, seat):
        raise NotNow(_("Everybody you can open this version to reads it already."))


def _kept(work: Work, document: Document) -> Document:
    now = work.current(document)
    require_keeper(now, work.seat)
    return now


def _require_audience(seat: Seat, audience: str) -> None:
    if audience not in audiences_of(seat):
        raise PermissionDenied(_("Your role in this engagement can't share a document with these readers."))
