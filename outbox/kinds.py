"""The kinds of mail: functions registered in the `letters` module of an app, which write the mail when it goes out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from outbox.letters import Letter, Message, compose
from outbox.weights import Weight

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from outbox.models import Mail

#: Gets the recipient (a person, or None where the mail has an address only) and the stored keys by name. Returns None
#: when there is nothing to say any more.
Writer = Callable[..., Letter | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of mail: its lasting name, how much it asks, how it is called in the outbox, and who writes it."""

    name: str
    weight: Weight
    label: "str | Promise"
    write: Writer


KINDS: dict[str, Kind] = {}


def kind(name: str, *, weight: Weight, label: "str | Promise") -> Callable[[Writer], Writer]:
    """Register the writer of a kind of mail; `label` says in the outbox what it is, in a few words."""

    def register(write: Writer) -> Writer:
        if name in KINDS and KINDS[name].write is not write:
            raise ValueError(f"There are two kinds of mail called {name!r}.")
        KINDS[name] = Kind(name, weight, label, write)
        return write

    return register


def write(mail: "Mail") -> Letter | None:
    """Return what a mail says, or None when there is nothing to say any more; call it in the reader's language.

    Raises KeyError for a kind that nobody writes.
    """
    return KINDS[mail.kind].write(mail.recipient, **mail.args)


def build(mail: "Mail") -> Message | None:
    """Return a mail as it goes out now, in its reader's language; None when there is nothing to say any more."""
    own = mail.recipient.language if mail.recipient else settings.LANGUAGE_CODE
    with translation.override(own):
        letter = write(mail)
        if letter is None:
            return None
        with translation.override(letter.language or own):
            return compose(
                letter,
                to=mail.recipient or mail.address,
                message_id=mail.message_id,
                may_stop=mail.weight != Weight.URGENT,
            )
