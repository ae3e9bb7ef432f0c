"""Input of passkeys: what the browser made of a challenge, checked by python-fido2."""

from typing import Any

from allauth.mfa.webauthn import forms as webauthn
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

REFUSED = _("That passkey did not work. Try again, or have a code mailed.")
#: What python-fido2 and allauth raise for what no browser would send.
NONSENSE = (AttributeError, KeyError, IndexError, TypeError, ValueError)
LONGEST = 20_000


class PasskeyForm(forms.Form):
    """A new passkey: a name to know it by, and what the browser made."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        required=False,
        help_text=_("To know it by, such as: my phone, or the laptop at work."),
    )
    credential = forms.JSONField(widget=forms.HiddenInput)

    def clean_name(self) -> str:
        """Return the name; one that was left empty is no reason to lose what the browser made."""
        return self.cleaned_data["name"] or gettext("Passkey")

    def clean_credential(self) -> dict[str, Any]:
        """Return what the browser made: it answers our challenge, and recognised its owner by face, finger or PIN."""
        credential = self.cleaned_data["credential"]
        if len(self.data.get("credential", "")) > LONGEST:
            raise ValidationError(REFUSED)
        try:
            auth.parse_registration_response(credential)
            binding = auth.complete_registration(credential)
        except NONSENSE as refusal:
            raise ValidationError(REFUSED) from refusal
        if not binding.is_user_verified():
            raise ValidationError(REFUSED)
        return credential


class PasskeySignInForm(webauthn.LoginWebAuthnForm):
    """An answer to a challenge, made by a passkey that says whose it is."""

    def clean_credential(self) -> Any:
        """Return the passkey the answer was made with; every refusal reads the same."""
        try:
            return super().clean_credential()
        except (*NONSENSE, ValidationError) as refusal:
            raise ValidationError(REFUSED) from refusal
