"""A case: what one engagement showed, told so that nobody knows whose it was, public only while the sponsor agrees."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Language
from engagements.lifecycle import fields
from engagements.lifecycle.models import Item, new_ref


class CaseState(models.TextChoices):
    """How far a case is."""

    DRAFT = "draft", pgettext_lazy("case", "Being written")
    ASKED = "asked", pgettext_lazy("case", "Waits for consent")
    CONSENTED = "consented", pgettext_lazy("case", "Consented to")
    PUBLISHED = "published", pgettext_lazy("case", "Published")
    TAKEN_BACK = "taken_back", pgettext_lazy("case", "Taken back")


#: What the sponsor has been asked about, and so reads.
SHOWN = frozenset({CaseState.ASKED, CaseState.CONSENTED, CaseState.PUBLISHED})


class Case(Item):
    """The case of one engagement (*praktijkverhaal*): where it stands, and what must not be in it.

    `frozen` is what the sponsor was asked about: texts and figures as everybody would read them. It is empty while the
    case is written, and never changes once asked for: a change of the text empties it, and the sponsor is asked anew.
    """

    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.DRAFT, editable=False)
    kept_out = fields.line(_("what would give the organisation away"), max_length=300, blank=True)
    frozen = models.JSONField(default=dict, blank=True, editable=False)

    class Meta(Item.Meta):
        verbose_name = _("case")
        constraints = (models.UniqueConstraint(fields=("engagement",), name="one_case_per_engagement"),)

    def __str__(self) -> str:
        return str(_("The case of this engagement"))

    @property
    def is_shown(self) -> bool:
        """Whether the sponsor has been asked about it as it is."""
        return self.state in SHOWN


class CaseText(Item):
    """A case in one language. `labels` holds what each interim goal is called in it: goals without one are left out."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="texts", editable=False)
    language = models.CharField(max_length=2, choices=Language, editable=False)
    title = fields.line(
        _("title"), max_length=120, help_text=_("What changed, in one line that makes you want to read on.")
    )
    about = fields.line(
        _("what kind of organisation"),
        max_length=160,
        help_text=_("Sector and size in general words, so that it could be any of ten."),
    )
    situation = fields.prose(
        _("the situation"), max_length=1500, help_text=_("What was going on when it began.")
    )
    did_intake = fields.prose(_("what was done in the intake"), max_length=800)
    did_specification = fields.prose(_("what was done in the specification"), max_length=800)
    did_execution = fields.prose(_("what was done in the execution"), max_length=800)
    did_evaluation = fields.prose(_("what was done in the evaluation"), max_length=800)
    holds_now = fields.prose(
        _("what holds now"), max_length=1500, help_text=_("What the organisation does by itself since.")
    )
    quote = fields.prose(
        _("a word of the sponsor"),
        max_length=500,
        blank=True,
        help_text=_("In their own words, without their name. Leave it empty if there is none."),
    )
    labels = models.JSONField(default=dict, blank=True, editable=False)

    class Meta(Item.Meta):
        verbose_name = _("text of the case")
        constraints = (
            models.UniqueConstraint(
                fields=("case", "language"),
                name="one_text_per_language",
                violation_error_message=_(
                    "Somebody else has begun this text in the meantime; open it again."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.title


class Publication(Item):
    """What the world reads of a case, under an address that says nothing. Public pages read this table alone.

    `content` is a copy of what was consented to, and empty again once it is taken back; the address is kept, so that
    whoever comes back is told.
    """

    #: What it says is in the consent, word for word.
    NOT_AUDITED = frozenset({"content"})

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="publication")
    slug = models.CharField(max_length=12, unique=True, default=new_ref)
    content = models.JSONField(default=dict, blank=True)
    published_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta(Item.Meta):
        ordering = ("-published_on", "-pk")
        verbose_name = _("publication")

    def __str__(self) -> str:
        return self.slug

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it now."""
        return self.ended_on is None
