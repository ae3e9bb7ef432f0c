"""Critical processes, handholds and ratings as files."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.lists import listed
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.processes import ratings as rungs
from engagements.processes.models import CriticalProcess, Handhold, Rating
from phases.definitions import Text
from spreadsheets.columns import Column, of
from spreadsheets.reading import by_key

PROCESS = Column(_("Process"), lambda row: row.process.name)


@listed(
    "processes",
    page="processes",
    label=_("Critical processes"),
    columns=(
        *of(CriticalProcess, "name", "present_state", "desired_state", "owner", "deputy", "let_go_on"),
        Column(_("Let go at"), lambda process: process.let_go_at),
        Column(_("Times given back"), lambda process: process.given_back),
    ),
)
def processes(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return every process with whose it is."""
    found = CriticalProcess.objects.filter(engagement=engagement)
    return found.select_related("owner__user", "deputy__user")


@listed(
    "handholds",
    page="processes",
    label=_("Handholds"),
    columns=(PROCESS, *of(Handhold, "kind", "what", "where")),
)
def handholds(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return what there is to hold on to."""
    return Handhold.objects.filter(engagement=engagement).select_related("process")


@listed(
    "ratings",
    page="processes",
    label=_("Who really decides"),
    columns=(
        Column(_("Process"), lambda told: told[0].process.name),
        Column(_("Date"), lambda told: told[0].rated_on),
        Column(_("Side"), lambda told: told[0].get_side_display()),
        Column(_("By whom"), lambda told: str(told[0].rater)),
        Column(_("Rung"), lambda told: told[0].rung),
        Column(_("In words"), lambda told: str(told[1])),
        Column(_("Note"), lambda told: told[0].note),
    ),
)
def ratings(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> Iterator[tuple[Rating, Text]]:
    """Yield every rating, with its rung in the words of the seat's side."""
    words = rungs.wording(seat)
    found = Rating.objects.filter(engagement=engagement).select_related("process", "rater__user")
    for rating in by_key(found):
        yield rating, words[rating.rung]
