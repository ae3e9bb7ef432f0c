"""The roles people play in one engagement, and the side of the table each sits on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from phases.shapes import Text


class Role(models.TextChoices):
    """What somebody is in one engagement. The keys are those of the phase definitions."""

    MANAGER = "manager", _("Interim manager")
    SHADOW = (
        "shadow",
        _("Shadow manager"),
    )  # schaduwmanager: reflects with the manager, invisible to the client
    SPONSOR = "sponsor", _("Sponsor")  # opdrachtgever
    BOARD = "board", _("Board")
    MANAGEMENT = "management", _("Management")
    PROCESS_OWNER = "process_owner", _("Process owner")
    EMPLOYEE = "employee", _("Employee")
    FINANCE = "finance", _("Finance")
    WORKS_COUNCIL = "works_council", _("Works council observer")


#: Not a membership: the practice administrator sits at every table, reading.
ADMINISTRATOR = "administrator"

PRACTICE = frozenset({Role.MANAGER, Role.SHADOW, ADMINISTRATOR})
ORGANISATION = frozenset({role for role in Role if role not in PRACTICE})
EVERYONE = PRACTICE | ORGANISATION
#: The steering group (stuurgroep).
STEERING = frozenset({Role.SPONSOR, Role.BOARD, Role.MANAGEMENT})
#: Whoever may be named owner or deputy of a critical process.
OWNERS = STEERING | {Role.PROCESS_OWNER, Role.EMPLOYEE}
#: Whoever reads the plan, the processes and the execution.
READERS = PRACTICE | STEERING | {Role.PROCESS_OWNER, Role.WORKS_COUNCIL}

MANAGER_SIDE = "manager"
ORGANISATION_SIDE = "organisation"


def side_of(role: str) -> str:
    """Return the side a role sits on: the manager's (the practice) or the organisation's."""
    return MANAGER_SIDE if role in PRACTICE else ORGANISATION_SIDE


def label(role: str) -> Text:
    """Return the role's name for people, the administrator's included."""
    return _("Practice administrator") if role == ADMINISTRATOR else Role(role).label
