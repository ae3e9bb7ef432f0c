"""Input of documents: a file and what is said about it."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.documents import permissions
from engagements.documents.kinds import KINDS
from engagements.documents.models import Document, DocumentVersion
from engagements.documents.uploads import NAME_LENGTH, require_acceptable
from engagements.lifecycle.forms import ItemForm, PlainForm
from engagements.record.audiences import Audience
from engagements.record.forms import reader_choices


def file_field() -> forms.FileField:
    """Return the field for a file, which offers what is taken in the device's own window."""
    accepted = ",".join(f".{extension}" for extension in KINDS)
    return forms.FileField(
        label=gettext_lazy("File"),
        max_length=NAME_LENGTH,
        widget=forms.FileInput({"accept": accepted}),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )


def note_field() -> forms.CharField:
    """Return the field for what is said about a version."""
    return forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("What this version is, or what is new in it."),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )


def audience_field() -> forms.ChoiceField:
    """Return the field for who may read a version."""
    return forms.ChoiceField(label=gettext_lazy("Who may read this version"))


class WithFile(forms.BaseForm):
    """What both forms with a file have: its limits are told, and that it has to be chosen again when it comes back."""

    engagement: Any
    seat: Any

    def prepare(self, audience: str = Audience.PRIVATE) -> None:
        """Say what is taken, and who each choice of readers adds."""
        told = {"most": filesizeformat(settings.DOCUMENT_MOST_BYTES), "kinds": ", ".join(KINDS)}
        words = _("At most %(most)s: %(kinds)s.") % told
        if self.is_bound:  # shown again only when it was refused, and browsers never give a file back
            words = f"{_('Choose the file again: a page can’t keep it.')} {words}"
        self.fields["file"].help_text = words
        members = self.engagement.memberships.current().exclude(user=self.seat.user).select_related("user")
        self.fields["audience"].choices = reader_choices(self.seat, list(members))
        self.fields["audience"].initial = audience

    def clean_file(self) -> UploadedFile:
        """Refuse what is empty, too large or of a kind that is not taken."""
        file = self.cleaned_data["file"]
        require_acceptable(file)
        return file


class DocumentForm(WithFile, ItemForm):
    """A new document with its first version."""

    file = file_field()
    audience = audience_field()
    note = note_field()

    class Meta:
        model = Document
        fields = ("title", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare()
        self.order_fields(("file", "title", "kind", "audience", "note"))


class VersionForm(WithFile, PlainForm):
    """The next version of a document; who reads the latest is proposed."""

    file = file_field()
    audience = audience_field()
    note = note_field()

    def __init__(self, *args: Any, latest: DocumentVersion | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare(latest.audience if latest else Audience.PRIVATE)


class RenameForm(ItemForm):
    """What a document is called."""

    class Meta:
        model = Document
        fields = ("title", "kind")


class ShareForm(ItemForm):
    """Who else may read a version: only wider circles are offered."""

    audience = audience_field()

    class Meta:
        model = DocumentVersion
        fields = ("audience",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = self.engagement.memberships.current().exclude(user=self.seat.user).select_related("user")
        wider = permissions.wider_than(self.instance, self.seat)
        self.fields["audience"].choices = [
            choice for choice in reader_choices(self.seat, list(members)) if choice[0] in wider
        ]
        self.initial.pop("audience", None)
