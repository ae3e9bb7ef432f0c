"""Addresses that go into mail: always made from SITE_URL, never from the Host header of whoever asked."""

from urllib.parse import quote

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from accounts.models import User


def absolute(path: str) -> str:
    """Return the full address of a path on this site; raise ValueError for anything that is not such a path."""
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError(f"Not a path on this site: {path!r}")
    return f"{settings.SITE_URL}{path}"


def password_link(user: User, *, then: str = "") -> str:
    """Return the address where this person, and nobody else, chooses a password and then lands on the path `then`.

    It works once, for PASSWORD_RESET_TIMEOUT seconds, until a sign-in, a new password or a new address undoes it.
    """
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return absolute(path) + (f"?next={quote(then)}" if then else "")
