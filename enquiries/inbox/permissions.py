"""Who may do what with an enquiry: the one table that views, services, templates and tests read.

An action is named after its URL. Whether it is the moment is `legality`.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from enquiries.models import Enquiry

ADMINISTRATOR = "administrator"
#: The interim manager to whom this very enquiry is assigned.
ASSIGNED = "assigned"

BOTH = frozenset({ADMINISTRATOR, ASSIGNED})
ALONE = frozenset({ADMINISTRATOR})

#: What is not about one enquiry: who opens it is answered by `may_open`.
OUTSIDE = frozenset({"list", "list-file"})

PERMISSIONS: dict[str, frozenset[str]] = {
    "enquiry": BOTH,
    "answer": BOTH,
    "note": BOTH,
    "talk": BOTH,
    "convert": BOTH,  # by the assigned manager for themselves only: see people.permissions.may_start_for
    "withdraw": BOTH,
    "remind": BOTH,
    "retry": BOTH,
    "assign": ALONE,
    "decline": ALONE,
    "resume": ALONE,
    "clear": ALONE,
}


def may_open(user: User) -> bool:
    """Return whether the user has an inbox at all: administrators and interim managers of the practice."""
    return user.is_administrator or user.is_manager


def visible_to(user: User) -> QuerySet[Enquiry]:
    """Return the enquiries the user may see: administrators all, interim managers those assigned to them."""
    if not may_open(user):
        return Enquiry.objects.none()
    if user.is_administrator:
        return Enquiry.objects.all()
    return Enquiry.objects.filter(manager_id=user.pk)


def role_of(user: User, enquiry: Enquiry) -> str | None:
    """Return what the user is to the enquiry, or None for a stranger."""
    if user.is_administrator:
        return ADMINISTRATOR
    return ASSIGNED if user.is_manager and enquiry.manager_id == user.pk else None


def may(user: User, enquiry: Enquiry, action: str) -> bool:
    """Return whether the user may ever do the action; an unknown action is a KeyError, never a yes."""
    return role_of(user, enquiry) in PERMISSIONS[action]


def require(user: User, enquiry: Enquiry, action: str) -> None:
    """Raise PermissionDenied with a sentence unless the user may do the action."""
    if not may(user, enquiry, action):
        raise PermissionDenied(_("Only the practice administrator does this with an enquiry."))
