"""The page an invitation's mail leads to.

**What the link is worth.** Opening it (GET, HEAD: mail scanners do so too) shows the page and changes nothing. One
click (POST) accepts. For whoever is signed in as the invited person that is all. Everybody else is mailed six digits,
at that moment, to the invited address, and types them in the browser they clicked in.

*Why the click alone does not sign in.* A mailed link is a bearer's paper: "could you look at this for me" forwards it,
with everything else in that mail, so a code printed there would not help either. An invitation makes somebody sponsor,
who signs and approves by name; that name has to be true. Whether the account was used before makes no difference, so
there is none here, and the page tells nobody which it is. A fresh code proves the one thing that is meant by "this
person": they read this mailbox now. It is the same code they sign in with ever after, it is in the subject of the
mail, and asking for it is the click they make anyway.

*Somebody else is signed in.* The page says whose invitation it is and who is signed in. It switches and merges nothing;
signing out first is the reader's own choice.

*Old links.* One that was replaced says that a newer one was mailed, one that is too old offers a new one to the same
address, one that was withdrawn or accepted says so: 410. What we never mailed is 404.
"""

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts import arrival, codes
from accounts.adapter import InvitedOnly
from accounts.invitations import links, services
from accounts.invitations.models import InvitationState

TEMPLATE = "accounts/invitation.html"


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def invitation(request, token):
    """Show who invites whom to what; accept on POST."""
    found = _found(request, token)
    if found is None or not found.is_open:
        return _page(request, found, token)
    if request.method != "POST":
        return _page(request, found, token)
    if request.user.is_authenticated and request.user.pk != found.user_id:
        return _page(request, found, token, status=403)
    if request.user.is_authenticated:
        services.accept(found)
        return redirect(found.path)
    return _ask_code(request, found, token)


@require_POST
@sensitive_variables("token")
def renew(request, token):
    """Mail a new invitation to the same address in place of one that is too old."""
    found = _found(request, token)
    if found is None or found.newest.state != InvitationState.EXPIRED:
        return _page(request, found, token)
    if not ratelimit.consume(request, action="renew_invitation"):
        return _page(request, found, token, status=429, refused=InvitedOnly.error_messages["rate_limited"])
    try:
        services.renew(found.newest)
    except services.TooOften as refusal:
        return _page(request, found, token, status=429, refused=str(refusal))
    said = _("A new invitation is on its way to %(email)s.") % {"email": found.user.email}
    messages.success(request, said)
    return redirect("accounts:invitation", token)


def _found(request, token):
    """Return the invitation, and go on in the language of its person when nobody is signed in."""
    found = links.find(token)
    if found is not None and not request.user.is_authenticated:
        translation.activate(found.user.language)
    return found


def _ask_code(request, found, token) -> HttpResponse:
    """Mail the invited person a code for this browser, and go on to where it is typed."""
    if not codes.may_ask(request, found.user.email):
        return _page(request, found, token, status=429, refused=InvitedOnly.error_messages["rate_limited"])
    arrival.remember(request, found)
    user = found.user if found.user.is_active else None
    process = LoginCodeVerificationProcess.initiate(request=request, user=user, email=found.user.email)
    if process.user is None:
        codes.mail(found.user.email, codes.new_key())
    return redirect(f"{reverse('account_confirm_login_code')}?{urlencode({'next': found.path})}")


def _page(request, found, token, status=None, **context):
    """Show the page of an invitation in whatever state; one we know nothing of looks the same for every reason."""
    if found is None:
        return render(request, "accounts/invitation_unknown.html", status=404)
    state = found.state
    context |= {
        "invitation": found,
        "newest": found.newest,
        "token": token,
        "state": state.value,
        "renewable": found.newest.state == InvitationState.EXPIRED,
        "is_theirs": request.user.is_authenticated and request.user.pk == found.user_id,
    }
    return render(
        request, TEMPLATE, context, status=status or (200 if state == InvitationState.OPEN else 410)
    )
