"""Where an enquiry stands, and which steps between are legal. Pages, services and tests are derived from this table."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phases.shapes import Text


class State(models.TextChoices):
    """Where an enquiry stands."""

    NEW = "new", pgettext_lazy("enquiry", "New")
    IN_TALK = "in_talk", pgettext_lazy("enquiry", "In talk")
    CONVERTED = "converted", pgettext_lazy("enquiry", "Became an engagement")
    DECLINED = "declined", pgettext_lazy("enquiry", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("enquiry", "Withdrawn")


OPEN = (State.NEW, State.IN_TALK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One legal step: from which states, to which, what it is called on its button, whether it asks a reason."""

    key: str
    sources: tuple[State, ...]
    target: State
    label: Text
    done: Text
    needs_reason: bool = False


MOVES: dict[str, Move] = {
    move.key: move
    for move in (
        Move(
            key="talk",
            sources=(State.NEW,),
            target=State.IN_TALK,
            label=_("We are in talk"),
            done=_("in talk"),
        ),
        Move(
            key="convert",
            sources=OPEN,
            target=State.CONVERTED,
            label=_("Make it an engagement"),
            done=_("made an engagement of it"),
        ),
        Move(
            key="decline",
            sources=OPEN,
            target=State.DECLINED,
            label=_("Decline"),
            done=_("declined"),
            needs_reason=True,
        ),
        Move(
            key="withdraw",
            sources=OPEN,
            target=State.WITHDRAWN,
            label=_("Withdraw"),
            done=_("withdrew it"),
        ),
        Move(
            key="resume",
            sources=(State.DECLINED, State.WITHDRAWN),
            target=State.IN_TALK,
            label=_("Take it up again"),
            done=_("took it up again"),
            needs_reason=True,
        ),
    )
}
