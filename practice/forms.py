"""Input of the practice administrator: what the practice says, its colours, and the managers it shows."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from practice.models import Manager, Practice


class ColourField(forms.CharField):
    """A colour as a house style writes it: with or without #, in capitals or not, in three digits or six."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput({"class": "short", "spellcheck": "false"}), **options)

    def to_python(self, value: Any) -> str:
        """Return `#16958f` for anything that means it; what means no colour is left as it is."""
        text = (super().to_python(value) or "").lower()
        digits = text.removeprefix("#")
        if len(digits) == 3:
            digits = "".join(2 * each for each in digits)
        return f"#{digits}" if len(digits) == 6 else text


class DeskForm(forms.ModelForm):
    """A form that says in `seen` which version the person saw, and never writes: services do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3
        if not self.instance._state.adding or isinstance(self.instance, Practice):
            self.fields["seen"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=self.instance.version, min_value=0, max_value=2**31 - 1
            )

    def save(self, commit: bool = True) -> Any:
        """Refuse: a form is input; a service writes."""
        raise TypeError("Forms don't store; call the service with cleaned_data.")


class PracticeForm(DeskForm):
    """What the practice says about itself."""

    colour_manager = ColourField(label=_("Colour of the interim manager"))
    colour_organisation = ColourField(label=_("Colour of the organisation"))

    class Meta:
        model = Practice
        fields = (
            "name",
            "tagline_nl",
            "tagline_en",
            "introduction_nl",
            "introduction_en",
            "email",
            "phone",
            "address",
            "registration",
            "colour_manager",
            "colour_organisation",
        )
        help_texts = {
            "tagline_nl": _(
                "Left empty in one language, readers get it in the other. So with every text here."
            ),
            "registration": _("For example KvK 12345678."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colour_manager"].help_text = _(
            "Six digits as your house style has them, for example #ed6a4c."
        )
        self.fields["colour_organisation"].help_text = _(
            "The tones for text, fields and the dark scheme are made from it."
        )


class ManagerForm(DeskForm):
    """The public profile of a manager."""

    class Meta:
        model = Manager
        fields = ("name", "user", "headline_nl", "headline_en", "about_nl", "about_en", "shown")
        help_texts = {
            "user": _("While this person has no access any more, the profile is not shown."),
            "headline_nl": _("For example: brings calm to organisations that grow faster than they can."),
            "shown": _("Ask first whether it may be."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = self.instance.user_id
        taken = Manager.objects.exclude(user=None).exclude(user=present).values("user")
        people = get_user_model()._default_manager.filter(Q(is_manager=True, is_active=True) | Q(pk=present))
        self.fields["user"].queryset = people.exclude(pk__in=taken)
        self.fields["user"].empty_label = _("Does not sign in here")
