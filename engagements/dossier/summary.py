"""The engagement in a few pages, as PDF."""

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _

from engagements.dossier.editions import Edition
from engagements.lifecycle.lists import LISTS
from engagements.lifecycle.models import Engagement
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from engagements.people.roles import Role
from engagements.reports.typesetting import typeset
from phases.definitions import BY_KEY

if TYPE_CHECKING:
    from spreadsheets.files import Row

#: Which lists stand in it, and which of their columns with what share of the width.
SHOWN: dict[str, dict[int, int]] = {
    "history": {0: 3, 1: 5, 2: 4},
    "goals": {0: 5, 4: 2, 5: 2, 6: 3, 9: 2},
    "processes": {0: 4, 3: 3, 4: 3, 6: 3},
    "commitments": {0: 3, 1: 6, 2: 3, 3: 2},
    "checks": {0: 4, 2: 3, 9: 3, 11: 3},
    "lessons": {0: 7, 1: 3},
    "worked-months": {2: 2, 3: 2, 4: 3, 6: 4},
    "documents": {0: 5, 2: 1, 5: 6},
}
MOST_ROWS = 200
#: As much of a text as a cell of a summary shows; all of it is in the records.
MOST_LETTERS = 400


def pdf(
    engagement: Engagement, seat: Seat, edition: Edition, *, language: str, made_at: datetime.datetime
) -> bytes:
    """Return the summary as the seat may read it, in the active language. Raises Unprintable."""
    managers = Membership.objects.current().filter(engagement=engagement, role=Role.MANAGER)
    phase = BY_KEY[engagement.phase]
    about = [
        [_("Engagement"), engagement.title],
        [_("Organisation"), str(engagement.organisation)],
        [_("Interim manager"), ", ".join(str(each) for each in managers.select_related("user"))],
        [_("Final goal"), engagement.final_goal],
        [_("First day"), _said(engagement.starts_on)],
        [_("Last working day"), _said(engagement.last_working_day)],
        [_("Phase"), str(phase.title if seat.is_practice else phase.public_title)],
        [_("Standing"), str(engagement.get_standing_display())],
    ]
    data = {
        "lead": f"{edition.lead} {edition.left_out}",
        "about": [[name, value] for name, value in about if value],
        "parts": [
            _part(name, widths, engagement, seat)
            for name, widths in SHOWN.items()
            if LISTS[name].opens_to(seat)
        ],
    }
    return typeset.pdf("dossier", data, language=language, title=_("Dossier"), made_at=made_at)


def _part(name: str, widths: dict[int, int], engagement: Engagement, seat: Seat) -> dict[str, Any]:
    listed = LISTS[name]
    rows: list[list[str]] = []
    for row in listed.rows(engagement, seat, {}):
        if len(rows) == MOST_ROWS:
            break
        rows.append(_cells(row, widths))
    headings = [str(each) for each in listed.headings]
    return {
        "title": str(listed.label),
        "heading": [headings[column] for column in widths],
        "widths": list(widths.values()),
        "rows": rows,
        "none": _("Nothing here."),
    }


def _cells(row: "Row", widths: dict[int, int]) -> list[str]:
    found = [_said(row[column]) for column in widths]
    return [text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1].rstrip()}…" for text in found]


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return date_format(value, "SHORT_DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        return date_format(value, "j F Y")
    return str(localize(value)) if isinstance(value, int | Decimal) else str(value)
