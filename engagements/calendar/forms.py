"""What somebody chooses about their calendar."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.calendar.models import Calendar


class TitlesForm(forms.ModelForm):
    """How much the titles say."""

    class Meta:
        model = Calendar
        fields = ("titles",)
        widgets = {"titles": forms.RadioSelect}
        labels = {"titles": _("What do the titles say?")}
        help_texts = {
            "titles": _(
                "Whoever looks at your calendar reads the titles: colleagues you share it with, and the company that "
                "keeps it. Names of other people never stand in them, nor what is asked at the sparring desk."
            )
        }
