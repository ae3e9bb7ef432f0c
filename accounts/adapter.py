"""What this site decides differently from django-allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.links import absolute
from accounts.models import User
from accounts.tasks import send_password_link
from practice.profile import profile

LONGEST_NEXT = 2000


class InvitedOnly(DefaultAccountAdapter):
    """Accounts exist by invitation; mail goes through our tasks; nobody is sent off this site."""

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
        send_password_link.enqueue(user.pk)


class NamesThePractice(DefaultMFAAdapter):
    """An authenticator app lists the code under the practice's name."""

    def get_totp_issuer(self) -> str:
        """Return the name of the practice."""
        return profile().name
