"""Input of the page of today."""

from django import forms


class SubjectForm(forms.Form):
    """The id of what a button is about."""

    subject = forms.IntegerField(min_value=1, max_value=2**63 - 1)
