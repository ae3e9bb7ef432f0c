"""The mail of signing in: built here, in the language of whoever receives it, and sent by the tasks."""

import email.policy
from email.message import EmailMessage
from email.policy import Policy
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.links import absolute, password_link
from accounts.models import User
from accounts.services import one_line
from practice.profile import profile


class Letter(EmailMultiAlternatives):
    """A mail whose headers are not folded below the limit of RFC 5322.

    Where Python folds a line at a word with an accent it leaves out the blank between two encoded words
    (gh-121284 and kin): one subject in twenty-five of ours would arrive garbled.
    """

    def message(self, *, policy: Policy | None = None) -> EmailMessage:
        """Return the message as it is sent."""
        return super().message(policy=(policy or email.policy.default).clone(max_line_length=900))


def compose(
    template: str, *, to: str, subject: str, context: dict[str, Any], sent: str = "auto-generated"
) -> Letter:
    """Return the mail of the templates `<template>.txt` and `.html`, in the active language.

    The templates get the context and `practice`. `sent` says how the mail came about (RFC 3834).
    """
    filled = context | {"practice": profile()}
    message = Letter(
        subject=one_line(subject),  # a line break in a title must not start another header
        body=render_to_string(f"{template}.txt", filled).strip() + "\n",
        to=[to],
        headers={"Auto-Submitted": sent},
    )
    message.attach_alternative(render_to_string(f"{template}.html", filled), "text/html")
    return message


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
