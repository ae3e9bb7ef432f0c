"""The list of engagements and the board as files."""

from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.lifecycle.models import Engagement
from engagements.overview.board import every_row
from engagements.people.roles import MANAGER_SIDE
from phases.definitions import BY_KEY
from spreadsheets.columns import Column, cells, of
from spreadsheets.files import file_response
from spreadsheets.reading import by_key


def _phase(engagement: Any) -> str:
    """Return the phase in the words of the visitor's side; who has no seat is the administrator."""
    on_our_side = not engagement.mine or engagement.mine[0].side == MANAGER_SIDE
    phase = BY_KEY[engagement.phase]
    return str(phase.title if on_our_side else phase.public_title)


LIST = (
    *of(Engagement, "title", "organisation"),
    Column(gettext_lazy("Phase"), _phase),
    Column(gettext_lazy("Since"), lambda engagement: engagement.phase_entered_on),
    Column(gettext_lazy("Standing"), lambda engagement: engagement.get_standing_display()),
    *of(Engagement, "starts_on", "planned_end_on"),
    Column(
        gettext_lazy("Your role"),
        lambda engagement: ", ".join(str(each.get_role_display()) for each in engagement.mine),
    ),
)
BOARD = (
    Column(gettext_lazy("Engagement"), lambda row: row.engagement.title),
    Column(gettext_lazy("Organisation"), lambda row: row.engagement.organisation.name),
    Column(gettext_lazy("Phase"), lambda row: str(BY_KEY[row.engagement.phase].title)),
    Column(gettext_lazy("Days in this phase"), lambda row: row.days_in_phase),
    Column(gettext_lazy("Standing"), lambda row: row.engagement.get_standing_display()),
    Column(gettext_lazy("Interim manager"), lambda row: row.managers),
    Column(gettext_lazy("Processes past their let-go date"), lambda row: row.lagging),
    Column(gettext_lazy("Most days past it"), lambda row: row.lag_days),
    Column(gettext_lazy("Durability checks due"), lambda row: row.checks_due),
)


def engagements_file(kind: str, found: QuerySet[Engagement]) -> HttpResponseBase:
    """Return engagements, each with the visitor's own memberships in `mine`, as a file of that kind."""
    return _file(kind, _("Engagements"), LIST, by_key(found))


def board_file(kind: str, found: QuerySet[Engagement]) -> HttpResponseBase:
    """Return engagements with what the board computes of each as a file of that kind."""
    return _file(kind, _("Board by phase"), BOARD, every_row(found))


def _file(kind: str, label: str, columns: tuple[Column, ...], rows: Any) -> HttpResponseBase:
    headings = [column.heading for column in columns]
    return file_response(kind, slugify(label), headings, cells(columns, rows))
