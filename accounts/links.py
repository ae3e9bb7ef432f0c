"""Addresses for one person that go into mail; `outbox.links` makes them whole."""

from urllib.parse import quote

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from accounts.models import User
from outbox.links import absolute


def password_path(user: User, *, then: str = "") -> str:
    """Return the path where this person, and nobody else, chooses a password and then lands on the path `then`.

    It works once, for PASSWORD_RESET_TIMEOUT seconds, until a sign-in, a new password or a new address undoes it.
    """
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return path + (f"?next={quote(then)}" if then else "")


def password_link(user: User, *, then: str = "") -> str:
    """Return the full address of `password_path`."""
    return absolute(password_path(user, then=then))
