"""What each role may do, in the words of whoever has it."""

from django.utils.translation import gettext_lazy as _

from engagements.people.permissions import Seat
from engagements.people.roles import Role
from phases.definitions import Text

#: One sentence per role; a person who has read no manual chooses by it.
WHAT_THEY_DO: dict[str, Text] = {
    Role.SPONSOR: _(
        "Grants the assignment: signs it, approves the plan and the worked days, handles clashing claims."
    ),
    Role.BOARD: _(
        "Owns the problem: reads the assignment and the plan, makes commitments, takes part in lessons."
    ),
    Role.MANAGEMENT: _("Carries the change: reads the plan, makes commitments, may own a process."),
    Role.PROCESS_OWNER: _("Owns a critical process: says how it runs, takes it over, says whether it holds."),
    Role.EMPLOYEE: _("Knows the work: reads the processes and may own one, or stand in for its owner."),
    Role.FINANCE: _("Reads the worked days and approves them."),
    Role.WORKS_COUNCIL: _("Reads along with the plan, the processes and the goals; changes nothing."),
    Role.MANAGER: _("Leads the engagement: logs, plans, invites people, and lets go step by step."),
    Role.SHADOW: _(
        "Colleague who reflects with the manager: reads along. The client never sees this person."
    ),
}


def what_roles_do(seat: Seat) -> list[tuple[Text, Text]]:
    """Return each role the seat may know of by name, with what it may do."""
    return [
        (role.label, words)
        for role, words in ((Role(key), words) for key, words in WHAT_THEY_DO.items())
        if seat.is_practice or role != Role.SHADOW
    ]
