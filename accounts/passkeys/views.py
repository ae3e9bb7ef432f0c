"""Pages of passkeys: one's own list, adding and removing one, and signing in with one."""

import json

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.adapter import passkey_host
from accounts.passkeys.forms import REFUSED, PasskeyForm, PasskeySignInForm
from accounts.proof import fresh_proof_required

MOST = 20


@require_safe
@login_required
def passkeys(request):
    """List one's own passkeys."""
    mine = list(_mine(request).order_by("pk"))
    return render(request, "accounts/passkeys.html", {"passkeys": mine, "may_add": len(mine) < MOST})


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_proof_required
def add(request):
    """Add a passkey, soon after proving who one is."""
    if _mine(request).count() >= MOST:
        messages.error(request, _("You have many passkeys. Remove one first."))
        return redirect("accounts:passkeys")
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        auth.WebAuthn.add(request.user, form.cleaned_data["name"], form.cleaned_data["credential"])
        messages.success(request, _("From now on you can sign in with it."))
        return redirect("accounts:passkeys")
    options = json.dumps(auth.begin_registration(request.user, passwordless=True))
    context = {"form": form, "options": options, "passkey_host": passkey_host()}
    return render(request, "accounts/passkey_add.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_proof_required
def remove(request, pk):
    """Remove a passkey, after saying what that means."""
    passkey = get_object_or_404(_mine(request), pk=pk)
    if request.method != "POST":
        return render(request, "accounts/passkey_remove.html", {"passkey": passkey})
    passkey.delete()
    messages.success(request, _("The passkey is removed. A code by mail always works."))
    return redirect("accounts:passkeys")


@require_POST
@never_cache
def options(request):
    """Return a challenge for a passkey to answer, kept in this browser's session; only so often."""
    if not ratelimit.consume(request, action="passkey_challenge"):
        return JsonResponse({}, status=429)
    return JsonResponse(auth.begin_authentication(user=None))


class SignIn(webauthn.LoginWebAuthnView):
    """Sign in with a passkey; the second step is in it, for it recognised its owner."""

    form_class = PasskeySignInForm
    http_method_names = ["post", "options"]

    def form_valid(self, form):
        """Sign in whoever the passkey belongs to, and go on to where they wanted to be."""
        passkey = form.cleaned_data["credential"]
        login = Login(user=passkey.user, redirect_url=get_next_redirect_url(self.request))
        return flows.perform_passwordless_login(self.request, passkey, login)

    def form_invalid(self, form):
        """Say that it did not work, beside the other ways in."""
        messages.error(self.request, REFUSED)
        wanted = get_next_redirect_url(self.request)
        return redirect(reverse("account_login") + (f"?{urlencode({'next': wanted})}" if wanted else ""))


def _mine(request):
    return Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN)
