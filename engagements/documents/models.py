"""Documents of an engagement: what they are called, and each version as it was uploaded, never overwritten."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.documents import store
from engagements.documents.querysets import DocumentQuerySet, DocumentVersionQuerySet
from engagements.lifecycle import fields
from engagements.lifecycle.models import Item
from engagements.record.audiences import READERS_OF, Audience
from phases.definitions import Text


class DocumentKind(models.TextChoices):
    """What a document is."""

    CONTRACT = "contract", _("Contract")
    PLAN = "plan", pgettext_lazy("document", "Plan")
    HANDOVER = "handover", pgettext_lazy("document", "Hand-over")
    OTHER = "other", pgettext_lazy("document", "Other")


class Document(Item):
    """A document (*document*): its name, and its versions. Whoever reads a version knows of it.

    Put aside it is no longer in the lists; nothing is deleted.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = fields.line(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind, default=DocumentKind.OTHER)
    put_aside_at = models.DateTimeField(null=True, editable=False)

    #: The audit trail is read by others than those who may read a document.
    NOT_AUDITED = frozenset({"title"})

    objects = DocumentQuerySet.as_manager()

    class Meta(Item.Meta):
        ordering = ("-pk",)
        verbose_name = _("document")
        indexes = (models.Index(fields=("engagement", "-id")),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"  # never the title: this ends up in the audit trail

    @property
    def is_put_aside(self) -> bool:
        """Whether it has left the lists."""
        return self.put_aside_at is not None


class DocumentVersion(Item):
    """One version of a document, as it was uploaded, for those it was meant for then.

    Widening a later version leaves the audience of an earlier one as it was.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(editable=False)
    audience = models.CharField(
        _("who may read this"), max_length=10, choices=Audience, default=Audience.PRIVATE
    )
    file = models.FileField(storage=store.document_store, upload_to=store.random_name, editable=False)
    name = models.CharField(max_length=200, editable=False)
    size = models.PositiveBigIntegerField(editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    note = fields.prose(_("note"), blank=True, max_length=1000)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    NOT_AUDITED = frozenset({"file", "name", "note"})

    objects = DocumentVersionQuerySet.as_manager()

    class Meta(Item.Meta):
        ordering = ("-number",)
        verbose_name = _("version")
        constraints = (models.UniqueConstraint(fields=("document", "number"), name="document_numbered_once"),)

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def readers(self) -> Text:
        """Who reads it, in words."""
        return READERS_OF[self.audience]

    @property
    def extension(self) -> str:
        """The kind of file, as people call it: pdf, docx …"""
        return self.name.rpartition(".")[2].lower()
