"""Input of the room of questions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.forms import ItemForm, PlainForm
from engagements.questions.models import Question


class QuestionForm(PlainForm):
    """A question, and nothing that says whose."""

    text = forms.CharField(
        label=_("Your question"),
        max_length=1000,
        # The browser is not to offer these words to whoever uses the same device next.
        widget=forms.Textarea({"rows": 4, "autocomplete": "off"}),
        help_text=_("Leave out what only you could know: your words are read as you write them."),
    )


class AnswerForm(ItemForm):
    """The answer to a question, and the question in other words if its own would tell who asked."""

    class Meta:
        model = Question
        fields = ("answer", "wording")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
        self.fields["answer"].widget.attrs["rows"] = 6
        self.fields["answer"].help_text = _("Everybody in this engagement reads it, with the question.")
