"""What employees ask without their name, and what the interim manager answers to everybody."""

import secrets

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle import fields
from engagements.people.models import Membership
from engagements.questions.querysets import QuestionQuerySet

SHORT = 120


def unordered() -> int:
    """Return an id that says nothing about when a row was made, small enough for a script to hold."""
    return secrets.randbelow(2**53)


class Question(models.Model):
    """A question of an employee, without the employee (*vraag*).

    Whoever asked is stored nowhere: no member, no moment, no draft, no line in the audit trail, and an id without an
    order. All that is kept besides the words is `shown_from`, the Monday on which everything that was asked in a week
    appears at once. `wording` is the question in the manager's words, for when the asker's own would give them away;
    others then never read `text`.
    """

    id = models.BigIntegerField(primary_key=True, default=unordered, editable=False)
    engagement = models.ForeignKey("engagements.Engagement", on_delete=models.PROTECT, related_name="+")
    text = fields.prose(_("your question"), max_length=1000)
    shown_from = models.DateField(editable=False)
    wording = fields.prose(
        _("the question in other words"),
        max_length=1000,
        blank=True,
        help_text=_(
            "Only if its own words would tell who asked: then everybody reads these, and nobody the others."
        ),
    )
    answer = fields.prose(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    answered_on = models.DateField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = QuestionQuerySet.as_manager()

    #: What nobody but the manager reads: the asker's own words may be theirs alone.
    NOT_AUDITED = frozenset({"text"})

    class Meta:
        ordering = ("pk",)
        verbose_name = _("question of an employee")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answered_on__isnull=False) | models.Q(answer=""),
                name="answer_with_its_day",
            ),
        )
        indexes = (models.Index(fields=("engagement", "shown_from")),)

    def __str__(self) -> str:
        return Truncator(self.asked).chars(SHORT)

    @property
    def asked(self) -> str:
        """The question as everybody reads it once it is answered."""
        return self.wording or self.text

    @property
    def told(self) -> str:
        """The question for whoever searches: nothing as long as it is not answered."""
        return self.asked if self.answered_on else ""
