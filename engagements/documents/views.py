"""Pages of the documents, and the one way to a file."""

import logging
from functools import partial

from django.core.paginator import Paginator
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from engagements.documents import permissions, services
from engagements.documents.forms import DocumentForm, RenameForm, ShareForm, VersionForm
from engagements.documents.models import Document, DocumentVersion
from engagements.lifecycle import legality, pages
from engagements.lifecycle.door import FORM, POST, door
from engagements.lifecycle.exceptions import NotNow

log = logging.getLogger(__name__)

PER_PAGE = 25
FORM_PAGE = "engagements/documents/form.html"


@door("documents")
def documents(request, engagement):
    """The documents the visitor may know of, newest first; with `?aside` those that were put aside."""
    aside = "aside" in request.GET
    known = Document.objects.filter(engagement=engagement).seen_from(request.seat)
    found = known.put_aside() if aside else known.listed()
    return pages.show(
        request,
        engagement,
        "engagements/documents/documents.html",
        page=Paginator(found.with_versions(request.seat), PER_PAGE).get_page(request.GET.get("page")),
        aside=aside,
        any_aside=not aside and known.put_aside().exists(),
    )


@door("document")
def document(request, engagement, pk):
    """One document: every version the visitor may read, newest first, and what they can do with it."""
    found = _document(request, engagement, pk)
    newest = found.shown[0]
    return pages.show(
        request,
        engagement,
        "engagements/documents/document.html",
        document=found,
        newest=newest,
        keeps=permissions.may_keep(found, request.seat) and legality.is_now(engagement, "document-change"),
        opens=legality.is_now(engagement, "document-share") and permissions.wider_than(newest, request.seat),
    )


def _document(request, engagement, pk):
    """Return a document the visitor may know of, with the versions they may read."""
    known = Document.objects.filter(engagement=engagement).seen_from(request.seat)
    return get_object_or_404(known.with_versions(request.seat), pk=pk)


@door("document-file")
def document_file(request, engagement, pk):
    """Hand over the file of one version: to be stored, never shown as a page."""
    readable = DocumentVersion.objects.filter(engagement=engagement).seen_from(request.seat)
    version = get_object_or_404(readable, pk=pk)
    try:
        file = version.file.open("rb")
    except FileNotFoundError:
        log.exception("The file of document version %s is not in the store", version.pk)
        refusal = NotNow(_("The file is not in the store any more. Tell the practice administrator."))
        back = pages.address("document", engagement, version.document_id)
        return pages.show(
            request, engagement, "engagements/refused.html", status=409, refusal=refusal, back=back
        )
    response = FileResponse(
        file, as_attachment=True, filename=version.name, content_type=version.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@door("document-add", FORM)
def document_add(request, engagement):
    """Add a document with its first version."""
    to = pages.address("documents", engagement)
    if closed := pages.no_use(request, engagement, "document-add", to):
        return closed
    return pages.submit(
        request,
        engagement,
        pages.bind(DocumentForm, request, engagement, files=request.FILES or None),
        partial(services.add_document, engagement=engagement, actor=request.user),
        to=to,
        said=_("Document added."),
        template=FORM_PAGE,
        title=_("Add a document"),
        button=_("Add"),
    )


def _form(request, engagement, found, action, form, service, require, **page):
    """Show and take one form about one document."""
    services.require_keeper(found, request.seat)
    to = pages.address("document", engagement, found.pk)
    if closed := pages.no_use(request, engagement, action, to, require):
        return closed
    bound = pages.bind(form, request, engagement, files=request.FILES or None)
    return pages.submit(
        request,
        engagement,
        bound,
        partial(service, actor=request.user),
        to=to,
        template=FORM_PAGE,
        lead=found.title,
        **page,
    )


@door("document-version-add", FORM)
def document_version_add(request, engagement, pk):
    """Add a version; the ones before it stay."""
    found = _document(request, engagement, pk)
    return _form(
        request,
        engagement,
        found,
        "document-version-add",
        partial(VersionForm, latest=found.shown[0]),
        partial(services.add_version, document=found),
        partial(services.require_listed, found),
        said=_("Version added. Earlier versions stay as they were."),
        title=_("Add a version"),
        button=_("Add the version"),
    )


@door("document-change", FORM)
def document_change(request, engagement, pk):
    """Rename a document."""
    found = _document(request, engagement, pk)
    return _form(
        request,
        engagement,
        found,
        "document-change",
        partial(RenameForm, instance=found),
        partial(services.change_document, document=found),
        lambda: None,
        said=_("Stored."),
        title=_("Rename this document"),
    )


@door("document-share", FORM)
def document_share(request, engagement, pk):
    """Open the newest version the visitor reads to more people."""
    found = _document(request, engagement, pk)
    version = found.shown[0]
    to = pages.address("document", engagement, pk)
    require = partial(services.require_shareable, version, request.seat)
    if closed := pages.no_use(request, engagement, "document-share", to, require):
        return closed
    return pages.submit(
        request,
        engagement,
        pages.bind(ShareForm, request, engagement, instance=version),
        partial(services.share_version, version=version, actor=request.user),
        to=to,
        said=_("Opened to more people."),
        template=FORM_PAGE,
        title=_("Who may read version %(number)s?") % {"number": version.number},
        button=_("Open it to them"),
        lead=found.title,
        consequences=[
            _("They can read this version and the title. Earlier versions stay as closed as they were."),
            _("It can't be undone: who has read it has read it."),
        ],
    )


@door("document-aside", POST)
def document_aside(request, engagement, pk):
    """Take a document out of the lists."""
    found = _document(request, engagement, pk)
    return pages.act(
        request,
        engagement,
        partial(services.put_document_aside, document=found, actor=request.user),
        to=pages.address("documents", engagement),
        said=_("“%(title)s” is put aside. Nothing is deleted.") % {"title": found.title},
    )


@door("document-back", POST)
def document_back(request, engagement, pk):
    """Put a document in the lists again."""
    found = _document(request, engagement, pk)
    return pages.act(
        request,
        engagement,
        partial(services.take_document_back, document=found, actor=request.user),
        to=pages.address("document", engagement, pk),
        said=_("The document is back in the list."),
    )
