"""What this site decides differently from django-allauth."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts import arrival, codes
from accounts.letters import PASSWORD_LINK
from accounts.models import User
from outbox import post
from outbox.links import absolute
from practice.profile import profile

LONGEST_NEXT = 2000


class InvitedOnly(DefaultAccountAdapter):
    """Accounts exist by invitation; mail goes through our outbox; nobody is sent off this site."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This e-mail address and password do not belong together."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code is not right, or no longer valid."),
        "incorrect_password": _("This password is not right."),
        "rate_limited": _("That was too often in a short time. Wait a few minutes and try again."),
        "too_many_login_attempts": _("That failed too often. Wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: people are invited."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Return False: every answer is a page, so there is one way in to keep safe instead of two."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Return whether `?next=` may be followed: paths on this site only, of a reasonable length."""
        if not url or len(url) > LONGEST_NEXT:
            return False
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return where somebody who changed their password goes on."""
        return reverse("accounts:preferences")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the address of a password link, made from SITE_URL whatever Host the request claimed."""
        uid, _dash, token = key.partition("-")
        return absolute(reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}))

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Queue the mail with a link of its own: no key is stored in the queue."""
        post.queue(PASSWORD_LINK, recipient=user)

    def generate_login_code(self) -> str:
        """Return the key of a code of six digits: what allauth keeps in the session is not the code itself."""
        return codes.new_key()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail the digits of a key; allauth has no other mail to send here. Raises KeyError for one it would."""
        codes.mail(email, context["code"])

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign somebody in, under a new session key, and settle the invitation they came by."""
        super().login(request, user)
        arrival.settle(request, user)


class NamesThePractice(DefaultMFAAdapter):
    """The second step is an authenticator app under the practice's name; a passkey is a way in and no second step."""

    def get_totp_issuer(self) -> str:
        """Return the name of the practice."""
        return profile().name

    def is_mfa_enabled(self, user: User, types: list[str] | None = None) -> bool:
        """Return whether somebody has a second step of these types.

        A passkey counts as none: whoever added one on their phone must still get in by code on a machine without it.
        """
        asked = set(types or Authenticator.Type.values) - {Authenticator.Type.WEBAUTHN}
        return bool(asked) and super().is_mfa_enabled(user, types=sorted(asked))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the site passkeys are for: the host of SITE_URL, whatever Host the request claimed."""
        return {"id": passkey_host(), "name": profile().name}


def passkey_host() -> str:
    """Return the host passkeys are made for. They know names only: on one's own machine that is `localhost`."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    try:
        return "localhost" if ip_address(host).is_loopback else host
    except ValueError:
        return host
