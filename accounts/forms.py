"""Input of the sign-in and preference pages: django-allauth's forms in our words, with errors beside their field."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import codes
from accounts.models import User

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Your present password"),
    "password1": _("New password"),
    "password2": _("The same password again"),
    "code": _("Code"),
}
HINTS = {
    "password1": _("At least 12 characters. A short sentence is easy to remember and hard to guess."),
    "code": _("The six digits your authenticator app shows now."),
}


class OurWords:
    """Gives the fields of an allauth form our labels and hints, and takes away placeholders, which vanish on typing."""

    fields: dict[str, forms.Field]
    hints = HINTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if name == "login":
                field.widget.attrs["autocomplete"] = "username"
            if name == "code":
                field.widget.attrs |= {"class": "code", "inputmode": "numeric", "autocapitalize": "off"}


class SignInForm(OurWords, account.LoginForm):
    """E-mail address and password."""

    def clean(self) -> dict[str, Any]:
        """Check the two together; a refusal stands beside the password, the same for whoever is not known here."""
        try:
            return super().clean()
        except ValidationError as refusal:
            self.add_error("password", refusal)
            return self.cleaned_data


class AskCodeForm(OurWords, account.RequestLoginCodeForm):
    """The address six digits are mailed to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "username"

    def clean_email(self) -> str:
        """Return the address; refuse it when codes were asked for it too often, whether or not it is known."""
        try:
            return super().clean_email()
        except ValidationError as refusal:
            raise ValidationError(
                _("That was too often in a short time. Wait a few minutes and try again.")
            ) from refusal


class OurDigits:
    """Checks a code against the key it was derived from, and shows it as six digits to type."""

    hints: dict[str, Any] = {}
    expected_code: str | None
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "autocomplete": "one-time-code",
            "maxlength": codes.LONGEST_TYPED,
        }
        self.fields["code"].label = _("The six digits")

    def clean_code(self) -> str:
        """Return the code; refuse any other than the one mailed, and every one where none was."""
        code = self.cleaned_data["code"]
        if not codes.is_right(code, self.expected_code or ""):
            raise ValidationError(_("This code is not right, or no longer valid."))
        return code


class CodeForm(OurDigits, OurWords, account.ConfirmLoginCodeForm):
    """The six digits that were mailed."""


class ProofForm(OurDigits, OurWords, account.ConfirmLoginCodeForm):
    """Six digits mailed to somebody who is signed in, before something that matters for security."""


class RequestPasswordLinkForm(OurWords, account.ResetPasswordForm):
    """The address a password link is asked for."""


class ChoosePasswordForm(OurWords, account.ResetPasswordKeyForm):
    """A password chosen by way of the mailed link."""


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    """The present password and the new one, twice."""


class SetPasswordForm(OurWords, account.SetPasswordForm):
    """A first password for somebody who is signed in without one."""


class ConfirmPasswordForm(OurWords, account.ReauthenticateForm):
    """The password once more, before something that matters for security."""


class SecondStepForm(OurWords, mfa.AuthenticateForm):
    """The code of the authenticator app, or a recovery code."""

    hints = {"code": _("The six digits your authenticator app shows now, or one of your recovery codes.")}


class ConfirmCodeForm(OurWords, mfa.ReauthenticateForm):
    """The code once more, before something that matters for security."""

    hints = SecondStepForm.hints


class ActivateAppForm(OurWords, totp.ActivateTOTPForm):
    """The first code of a new authenticator app."""


class PreferencesForm(forms.ModelForm):
    """How somebody wants to be addressed and mailed."""

    class Meta:
        model = User
        fields = ["name", "language", "mail_rhythm"]
        widgets = {"language": forms.RadioSelect, "mail_rhythm": forms.RadioSelect}
        labels = {"mail_rhythm": _("When do we mail you?")}
        help_texts = {
            "name": _("As others in your engagements see it."),
            "language": _("Of the pages and of the mail you get."),
            "mail_rhythm": _(
                "An overview comes on working days at seven in the morning, or on Mondays; not when there is nothing "
                "new. What binds you, something to sign, approve or answer, waits until the next working day at most."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs["autocomplete"] = "name"
