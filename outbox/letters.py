"""What a mail says, and the message it becomes: plain text and HTML, in the active language."""

import email.policy
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import Policy
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from outbox.links import absolute, stop_link
from outbox.readers import Reader
from practice.profile import profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What one mail says. `sentence` alone already tells it; a link, to the `path` of this site, only leads on.

    `about` is the heading in an overview: the engagement and its organisation. `language` is for readers who have
    none of their own. A `template` of its own gets the letter's fields, `context`, `name`, `link` and `practice`.
    """

    subject: str
    sentence: str = ""
    quote: str = ""
    after: str = ""
    button: str = ""
    path: str = ""
    template: str = "outbox/letter"
    context: dict[str, Any] = field(default_factory=dict)
    about: str = ""
    language: str = ""
    reply_to: str = ""
    extra_headers: dict[str, str] = field(default_factory=dict)


class Message(EmailMultiAlternatives):
    """A mail whose headers are not folded below the limit of RFC 5322.

    Where Python folds a line at a word with an accent it leaves out the blank between two encoded words
    (gh-121284 and kin): one subject in twenty-five of ours would arrive garbled.
    """

    def message(self, *, policy: Policy | None = None) -> EmailMessage:
        """Return the message as it is sent."""
        return super().message(policy=(policy or email.policy.default).clone(max_line_length=900))


def compose(letter: Letter, *, to: Reader | str, message_id: str = "", may_stop: bool = True) -> Message:
    """Return the message of a letter to a person or an address, in the active language.

    With `may_stop` it tells mail programs how a person asks for less mail (RFC 2369, RFC 8058).
    """
    address, name = (to, "") if isinstance(to, str) else (to.email, to.name)
    context = {
        "letter": letter,
        "name": name,
        "link": absolute(letter.path) if letter.path else "",
        "may_stop": may_stop,
        **letter.context,
    }
    message = render(letter.template, to=address, subject=letter.subject, context=context)
    message.extra_headers |= letter.extra_headers
    if letter.reply_to:
        message.reply_to = [letter.reply_to]
    if message_id:
        message.extra_headers["Message-ID"] = message_id
    if may_stop and not isinstance(to, str):
        message.extra_headers["List-Unsubscribe"] = f"<{stop_link(to)}>"
        message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message


def render(
    template: str, *, to: str, subject: str, context: dict[str, Any], sent: str = "auto-generated"
) -> Message:
    """Return the mail of the templates `<template>.txt` and `.html`, in the active language.

    The templates get the context and `practice`. `sent` says how the mail came about (RFC 3834).
    """
    filled = context | {"practice": profile()}
    message = Message(
        subject=one_line(subject),  # a line break in a title must not start another header
        body=render_to_string(f"{template}.txt", filled).strip() + "\n",
        to=[to],
        headers={"Auto-Submitted": sent},
    )
    message.attach_alternative(render_to_string(f"{template}.html", filled), "text/html")
    return message


def one_line(text: str) -> str:
    """Return the text on one line with single blanks: names and titles end up in mail headers."""
    return " ".join(text.split())
