"""Every component on one page, for whoever builds or judges the look; served only while DEBUG is on."""

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render

from phases import figure

LONG = "Koninklijke Nederlandsche Verzekeringsbemiddelingsmaatschappij Sint-Oedenrode & Zonen"
SCALE = [(number, str(number)) for number in range(1, 6)]


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(
        label="Naam van het proces", help_text="Zoals de mensen op de vloer het noemen.", max_length=80
    )
    owner = forms.EmailField(label="E-mailadres van de eigenaar", required=False)
    password = forms.CharField(label="Wachtwoord", widget=forms.PasswordInput, required=False)
    phase = forms.ChoiceField(
        label="Fase", choices=[("intake", "Intake"), ("execution", "Uitvoering"), ("long", LONG)]
    )
    due = forms.DateField(
        label="Loslaatdatum", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    hours = forms.IntegerField(label="Uren per week", required=False, min_value=0)
    present = forms.CharField(
        label="Hoe het nu gaat", widget=forms.Textarea, help_text="Zonder oordeel, met een voorbeeld."
    )
    audience = forms.ChoiceField(
        label="Wie mag dit lezen?",
        choices=[
            ("private", "Alleen jij"),
            ("sponsor", "Jij en de opdrachtgever"),
            ("everyone", "Iedereen in deze opdracht"),
        ],
        widget=forms.RadioSelect(attrs={"class": "radio-cards"}),
    )
    trust = forms.ChoiceField(
        label="Ik kan hier alles zeggen",
        choices=SCALE,
        widget=forms.RadioSelect(attrs={"class": "radio-row"}),
        required=False,
    )
    kinds = forms.MultipleChoiceField(
        label="Handvatten",
        choices=[("document", "Document"), ("rhythm", "Ritme"), ("person", "Persoon")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agree = forms.BooleanField(
        label="Ik heb gelezen wat hieruit volgt", help_text="Je kunt dit later niet terugdraaien."
    )


REFUSED = {
    "title": "",
    "owner": "geen adres",
    "due": "1 mei",
    "phase": "execution",
    "present": "Half af",
    "trust": "9",
}
STEPS = [
    ("intake", "Intake", "done", "3 mrt – 24 mrt"),
    ("specification", "Specificatie", "done", "24 mrt – 10 mei"),
    ("execution", "Uitvoering", "current", "sinds 10 mei"),
    ("evaluation", "Evaluatie en nazorg", "ahead", ""),
]
WHO = [
    {"side": "organisation", "label": "opdrachtgever"},
    {"side": "manager", "label": "interim-manager"},
]
REASONS = [
    "Het proces bezwaren heeft nog geen eigenaar.",
    "De opdrachtomschrijving is niet opnieuw bevestigd.",
]


def styleguide(request):
    """Show everything filled, empty and overlong; `?invalid` shows the form refused."""
    invalid = "invalid" in request.GET
    context = {
        "long": LONG,
        "drawing": figure.small_line(),
        "steps": STEPS,
        "form": SampleForm(REFUSED) if invalid else SampleForm(initial={"due": date(2027, 5, 1)}),
        "page": Paginator(range(60), 20).page(2),
        "people": ["Joke van der Meulen (opdrachtgever)", "Bram Tol", LONG],
        "who": WHO,
        "reasons": REASONS,
    }
    return render(request, "styleguide.html", context)
