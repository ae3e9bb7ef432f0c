"""Input of the public half: the contact form, and the readiness check that may go along with it."""

from collections.abc import Mapping
from typing import Any
from unicodedata import category

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from engagements.lifecycle.fields import TEXT_LENGTH
from enquiries import promises, readiness
from enquiries.readiness import QUESTIONS, WORDS_LENGTH
from phases.converters import slug_of
from phases.definitions import PHASES

CHECK = "check"  # before the name of every input of the readiness check, and of no other


class LineField(forms.CharField):
    """One line of text: line breaks become blanks, and characters that nobody can see or type are left out."""

    def to_python(self, value: Any) -> str:
        """Return the line without them."""
        words = " ".join(str(super().to_python(value) or "").split())
        return "".join(each for each in words if category(each) != "Cc")


class ProseField(forms.CharField):
    """A few paragraphs. A NUL, which PostgreSQL can't store and nobody can type, is left out."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Return the text without it."""
        return str(super().to_python((value or "").replace("\x00", "")))


class ContactForm(forms.Form):
    """What somebody who wants to talk fills in. What travels along unseen is read by the view."""

    name = LineField(
        label=gettext_lazy("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    organisation = LineField(
        label=gettext_lazy("Organisation"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    phone = LineField(
        label=gettext_lazy("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    message = ProseField(
        label=gettext_lazy("What is going on?"),
        help_text=gettext_lazy("A few sentences will do. Leave out names of others."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 7}),
    )
    consent = forms.BooleanField(
        label=gettext_lazy("Keep what I send here, in order to answer me"),
        error_messages={"required": gettext_lazy("Without this tick we can't keep it, and so can't answer.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].help_text = _(
            "What you fill in is kept to answer you, and for nothing else. It is read by the interim managers of the "
            "practice and by its administrator. If nothing comes of it, it is erased after %(time)s. You can withdraw "
            "it before that, with the link in the mail you get from us."
        ) % {"time": promises.kept_for()}


class ReadinessForm(forms.Form):
    """The eight questions, each with one choice and a line in one's own words."""

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial, prefix=CHECK, use_required_attribute=False)
        for question in QUESTIONS:
            self.fields[question.key] = forms.ChoiceField(
                label=str(question.text),
                help_text=str(question.why),
                choices=[(choice.key, str(choice.label)) for choice in question.choices],
                widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("Choose what comes closest.")},
            )
            self.fields[f"{question.key}-words"] = LineField(
                label=str(question.words), max_length=WORDS_LENGTH, required=False
            )

    def questions(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the choice and the line of every question, in order."""
        return [(self[question.key], self[f"{question.key}-words"]) for question in QUESTIONS]


def answers_in(data: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the answers to the readiness check among what was posted; what is no choice of a question is ignored."""
    found = {}
    for question in QUESTIONS:
        choice = question.choice(data.get(f"{CHECK}-{question.key}", ""))
        words = LineField(required=False).to_python(data.get(f"{CHECK}-{question.key}-words", ""))
        if choice or words:
            found[question.key] = {"choice": choice.key if choice else "", "words": words[:WORDS_LENGTH]}
    return found


def answers_as_fields(answers: readiness.Answers) -> dict[str, str]:
    """Return answers under the names of the inputs of the readiness check, for a form to carry along."""
    found = {}
    for key, given in answers.items():
        found[f"{CHECK}-{key}"] = given.get("choice", "")
        found[f"{CHECK}-{key}-words"] = given.get("words", "")
    return {name: value for name, value in found.items() if value}


#: The name of the parameter that says which step somebody was reading.
STEP = pgettext_lazy("url", "step")


def step_of(value: str) -> str:
    """Return the key of the phase meant by a key, or by a slug in any language; empty when it is none."""
    for phase in PHASES:
        if value in {phase.key, *(slug_of(phase.key, language) for language, _name in settings.LANGUAGES)}:
            return phase.key
    return ""
