"""Named selections of enquiries for the inbox."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from enquiries.inbox.forms import SUSPECTED
from enquiries.models import Enquiry
from enquiries.states import OPEN, State

#: Still open, and nobody has looked yet whether it is spam. What was decided about stands with the rest.
APART = Q(cleared_at=None, state__in=OPEN) & ~Q(suspicions=[])


def search(found: QuerySet[Enquiry], words: str) -> QuerySet[Enquiry]:
    """Return those in which every word occurs, in any case."""
    for word in words.split():
        found = found.filter(
            Q(organisation__icontains=word)
            | Q(name__icontains=word)
            | Q(email__icontains=word)
            | Q(message__icontains=word)
            | Q(ref__iexact=word)
        )
    return found


def standing_at(found: QuerySet[Enquiry], state: str) -> QuerySet[Enquiry]:
    """Return those in a state, or those set apart as possible spam."""
    if state == SUSPECTED:
        return found.filter(APART)
    return found.filter(~APART, state=state)


def counts(found: QuerySet[Enquiry]) -> dict[str, int]:
    """Return how many there are in each state, and set apart. One query."""
    wanted: dict[str, Any] = {
        str(state): Count("pk", filter=Q(state=state) & ~APART) for state in State.values
    }
    return found.order_by().aggregate(**wanted, **{SUSPECTED: Count("pk", filter=APART)})
