"""Who may own an interim goal. No HTTP, no phase."""

from engagements.people.roles import OWNERS, Role

#: The interim manager too: it is advised against, and a criterion says so.
GOAL_OWNERS = OWNERS | {Role.MANAGER}
