"""HTTP of signing in and of one's own preferences: django-allauth's views with our forms, and one page of our own."""

from copy import copy

from allauth.account import views as account
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.defaults import page_not_found

from accounts import codes, forms, proof, services
from accounts.adapter import InvitedOnly, passkey_host
from accounts.middleware import speak_to
from accounts.proof import fresh_proof_required


class Answering:
    """A form that comes back is a refusal and says so in its status; only reading and posting is understood."""

    http_method_names = ["get", "head", "post", "options"]

    def form_invalid(self, form):
        """Show the form again, with what was typed and what is wrong with it."""
        response = super().form_invalid(form)  # type: ignore[misc]  # of the view this is mixed into
        if response.status_code == 200:  # else it leads elsewhere
            response.status_code = 422
        return response


class Entrance(Answering):
    """The page where people sign in: a code by mail for everybody, a passkey or password for whoever has one."""

    template_name = "account/login.html"

    def get_context_data(self, **kwargs):
        """Add the form that was not handed in, empty."""
        context = super().get_context_data(**kwargs)  # type: ignore[misc]  # of the view this is mixed into
        used = context["form"]
        return context | {
            "code_form": used if isinstance(used, forms.AskCodeForm) else forms.AskCodeForm(),
            "password_form": used if isinstance(used, forms.SignInForm) else forms.SignInForm(),
            "passkey_host": passkey_host(),
        }


class SignIn(Entrance, account.LoginView):
    """Show the ways in; sign in with address and password."""

    form_class = forms.SignInForm


class AskCode(Entrance, account.RequestLoginCodeView):
    """Have six digits mailed; answers the same, in about the same time, whether or not the address is known."""

    form_class = forms.AskCodeForm

    def form_valid(self, form):
        """Go on to the page where the digits are typed; for an address nobody has, mail nobody with the same effort."""
        response = super().form_valid(form)
        if form._user is None:
            codes.mail(form.cleaned_data["email"], codes.new_key())
        return response


class TypeCode(Answering, account.ConfirmLoginCodeView):
    """Type the six digits, in the browser that asked for them; five tries, ten minutes."""

    form_class = forms.CodeForm
    template_name = "account/code.html"

    def get_form_kwargs(self):
        """Expect no code at all where nobody was mailed one."""
        kwargs = super().get_form_kwargs()
        if "code" in kwargs and self._process.user is None:
            kwargs["code"] = ""
        return kwargs

    def post(self, request, *args, **kwargs):
        """Check the digits, or mail new ones; either only so often."""
        email = self._process.state["email"]
        if self._action == "resend":
            if not codes.may_ask(request, email):
                messages.error(request, InvitedOnly.error_messages["rate_limited"])
                return redirect("account_confirm_login_code")
            if self._process.user is None:
                codes.mail(email, codes.new_key())
        elif not codes.may_try(request, self._process.code or email):
            self._process.abort()
            messages.error(request, InvitedOnly.error_messages["too_many_login_attempts"])
            return redirect("account_login")
        return super().post(request, *args, **kwargs)


class SignOut(Answering, account.LogoutView):
    """Ask on GET, sign out on POST."""


class RequestPasswordLink(Answering, account.PasswordResetView):
    """Have a link mailed to choose a password; answers the same whether or not the address is known."""

    form_class = forms.RequestPasswordLinkForm


class ChoosePassword(Answering, account.PasswordResetFromKeyView):
    """Choose a password by way of a mailed link. Opening the link uses nothing up; saving a password does."""

    form_class = forms.ChoosePasswordForm

    def get_form_kwargs(self):
        """Speak, from the checking of the form on, the language of the person the link was mailed to."""
        if self.reset_user:
            translation.activate(self.reset_user.language)
        return super().get_form_kwargs()

    def render_to_response(self, context, **kwargs):
        """Say whose password it is; a link that leads to nobody is a 404."""
        status = 200 if self.reset_user else 404
        return super().render_to_response(context | {"person": self.reset_user}, status=status, **kwargs)


class ChangePassword(Answering, account.PasswordChangeView):
    """Replace one's own password."""

    form_class = forms.ChangePasswordForm


@method_decorator(fresh_proof_required, name="dispatch")
class SetPassword(Answering, account.PasswordSetView):
    """Choose a first password while signed in without one."""

    form_class = forms.SetPasswordForm


class ConfirmPassword(Answering, account.ReauthenticateView):
    """Give the password once more before something that matters for security."""

    form_class = forms.ConfirmPasswordForm


class SecondStep(Answering, mfa.AuthenticateView):
    """Give the code of the authenticator app after the password."""

    form_class = forms.SecondStepForm

    def post(self, request, *args, **kwargs):
        """Check the code; a post without one starts over (allauth would take it for a passkey, not offered here)."""
        if "code" not in request.POST:
            return redirect("mfa_authenticate")
        return super().post(request, *args, **kwargs)


class ConfirmCode(Answering, mfa.ReauthenticateView):
    """Give a code once more before something that matters for security."""

    form_class = forms.ConfirmCodeForm


@method_decorator(fresh_proof_required, name="dispatch")
class ActivateApp(Answering, totp.ActivateTOTPView):
    """Connect an authenticator app."""

    form_class = forms.ActivateAppForm


class DeactivateApp(Answering, totp.DeactivateTOTPView):
    """Disconnect the authenticator app."""


class GenerateRecoveryCodes(Answering, recovery_codes.GenerateRecoveryCodesView):
    """Make new recovery codes, which undoes the old ones."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request):
    """Prove once more who you are, by six digits mailed now: for whoever has no password and no app."""
    back = get_next_redirect_url(request) or reverse("accounts:preferences")
    here = f"{request.path}?{urlencode({'next': back})}"
    key = proof.pending_key(request)
    if request.method != "POST":
        return render(request, "accounts/prove.html", {"sent": key, "form": forms.ProofForm(), "next": back})
    if request.POST.get("action") == "mail":
        if not proof.ask(request, request.user):
            messages.error(request, InvitedOnly.error_messages["rate_limited"])
        return redirect(here)
    form = forms.ProofForm(request.POST, code=key)
    if not codes.may_try(request, key or str(request.user.pk)):
        form.add_error("code", InvitedOnly.error_messages["too_many_login_attempts"])
    elif form.is_valid():
        proof.give(request)
        return redirect(back)
    return render(request, "accounts/prove.html", {"sent": key, "form": form, "next": back}, status=422)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request):
    """Show and save name, language and mail rhythm; the language saved is the one of the very next page."""
    # A copy, because a form writes half-valid input into its instance, and the page shows who is signed in.
    form = forms.PreferencesForm(
        request.POST if request.method == "POST" else None, instance=copy(request.user)
    )
    if form.is_valid():
        services.change_preferences(user=request.user, **form.cleaned_data)
        with translation.override(request.user.language):
            messages.success(request, _("Your preferences are saved."))
        return redirect("accounts:preferences")
    return render(request, "accounts/preferences.html", {"form": form}, status=422 if form.is_bound else 200)


def not_found(request, exception):
    """Answer an address that leads nowhere in the language of whoever typed it."""
    if request.resolver_match is None and not translation.get_language_from_path(request.path_info):
        speak_to(request)
    return page_not_found(request, exception)
