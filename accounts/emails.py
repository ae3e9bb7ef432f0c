"""The mail of signing in: built here, in the language of whoever receives it, and sent by the tasks."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.links import absolute, password_link
from accounts.models import User
from outbox.letters import Message as Letter
from outbox.letters import render as compose


def invitation(user: User, *, inviter: str, title: str, path: str, role: str = "") -> Letter:
    """Return the mail that asks somebody into an engagement.

    Whoever has no password yet finds a link to choose one, which then opens `path`; whoever has one finds only
    the address of `path`. `role` is already in the language of the recipient, or empty.
    """
    known = user.has_usable_password()
    link = absolute(path) if known else password_link(user, then=path)
    context = {
        "inviter": inviter,
        "title": title,
        "role": role,
        "link": link,
        "known": known,
        "days": _link_days(),
    }
    with translation.override(user.language):
        return _message(user, _("%(inviter)s invites you to “%(title)s”") % context, "invitation", context)


def choose_password(user: User) -> Letter:
    """Return the mail with the link to choose a (new) password."""
    context = {"link": password_link(user), "known": user.has_usable_password(), "days": _link_days()}
    with translation.override(user.language):
        return _message(user, _("Choose your password"), "password", context)


def _link_days() -> int:
    return settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)


def _message(user: User, subject: str, template: str, context: dict[str, Any]) -> Letter:
    context = context | {"person": user, "site": settings.SITE_URL}
    return compose(f"accounts/mail/{template}", to=user.email, subject=subject, context=context)
