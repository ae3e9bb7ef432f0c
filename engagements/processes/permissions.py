"""Who may change a critical process: the manager until it is let go, its owner from then on. No HTTP, no phase.

Before it is let go the owner and the deputy already write along on how it goes and how it should; the sponsor names
owners at any time, since they are people of the organisation.
"""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements.people.permissions import Seat
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess, RaterSide

STATES = frozenset({"present_state", "desired_state"})
PEOPLE = frozenset({"owner", "deputy"})
EVERY_FIELD = STATES | PEOPLE | {"name", "let_go_on"}
NOTHING: frozenset[str] = frozenset()


def runs(process: CriticalProcess, seat: Seat) -> bool:
    """Return whether the seat is the owner or the deputy of the process."""
    return seat.holds(process.owner_id) or seat.holds(process.deputy_id)


def changeable(process: CriticalProcess, seat: Seat) -> frozenset[str]:
    """Return the fields of the process that are the seat's to change, in some phase at least."""
    if seat.role == Role.MANAGER:
        return NOTHING if process.is_let_go else EVERY_FIELD
    fields = STATES if runs(process, seat) else NOTHING
    if process.is_let_go and seat.holds(process.owner_id):
        fields |= PEOPLE | {"name"}
    return fields | PEOPLE if seat.role == Role.SPONSOR else fields


def may_change(process: CriticalProcess, seat: Seat) -> bool:
    """Return whether anything of the process is the seat's to change."""
    return bool(changeable(process, seat))


def may_add_handholds(process: CriticalProcess, seat: Seat) -> bool:
    """Return whether the handholds are the seat's: of those who run it always, of the manager until let go."""
    return runs(process, seat) or (seat.role == Role.MANAGER and not process.is_let_go)


def rating_side(process: CriticalProcess, seat: Seat) -> RaterSide | None:
    """Return as which side the seat rates the process: the manager's, the owner's, or None when it does not."""
    if seat.role == Role.MANAGER:
        return RaterSide.MANAGER
    return RaterSide.OWNER if runs(process, seat) else None


def whose(process: CriticalProcess, seat: Seat) -> str:
    """Return the sentence that says to somebody who may not change the process who may."""
    if not process.is_let_go:
        return _("The interim manager changes this process, together with its owner and deputy.")
    if seat.role == Role.MANAGER:
        day = date_format(timezone.localdate(process.let_go_at), "j F")
        return _("You let go of %(process)s on %(day)s; ask the owner to change it.") % {
            "process": process,
            "day": day,
        }
    return _("This process has been let go: only its owner and deputy change it.")
