"""Input of the search: words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.search.words import asked


class SearchForm(forms.Form):
    """The words to look for. What it can't read is not searched, with a message beside the field."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100, widget=forms.SearchInput())

    @property
    def words(self) -> list[str]:
        """The words as they are searched; none when nothing was asked or it can't be read."""
        return asked(self.cleaned_data.get("q", "")) if self.is_valid() else []
