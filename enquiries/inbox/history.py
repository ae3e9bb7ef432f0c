"""What happened to an enquiry, told line by line: who, what, when, and the words that belong to it."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from enquiries.models import Enquiry, EnquiryEvent, Happening
from enquiries.states import MOVES
from phases.shapes import Text

PRACTICE, PROSPECT, CLOCK = "manager", "organisation", "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of history, for people. `side` is who did it: the practice, the prospect, or the clock."""

    at: datetime.datetime
    side: str
    who: str
    did: Text
    words: str


def told(enquiry: Enquiry) -> list[Told]:
    """Return everything that happened, newest first. One query."""
    events = enquiry.events.select_related("actor", "words").order_by("-pk")
    return [_told(enquiry, event) for event in events]


def _told(enquiry: Enquiry, event: EnquiryEvent) -> Told:
    by_clock = event.actor is None and event.what in CLOCKED
    return Told(
        at=event.at,
        side=PRACTICE if event.actor else CLOCK if by_clock else PROSPECT,
        who=str(event.actor) if event.actor else "" if by_clock else enquiry.name or _("The prospect"),
        did=did(event),
        words=event.words.text if hasattr(event, "words") else "",
    )


#: What nobody in particular does.
CLOCKED = frozenset({Happening.ERASED})


def did(event: EnquiryEvent) -> Text:
    """Return what was done, to be read after who did it."""
    if event.what == Happening.ASSIGNED:
        return _("gave it to %(who)s") % {"who": event.about} if event.about else _("made it nobody's again")
    if event.what == "withdraw" and event.actor_id:
        return _("noted that they don't go on with it")
    return MOVES[event.what].done if event.what in MOVES else Happening(event.what).label
