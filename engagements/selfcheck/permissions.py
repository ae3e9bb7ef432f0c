"""What may be done with one self-check."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from engagements.people.permissions import Seat
from engagements.selfcheck.models import SelfCheck


def is_author(check: SelfCheck, seat: Seat) -> bool:
    """Return whether the seat's person made this check."""
    return check.author_id == seat.user.pk


def require_author(check: SelfCheck, seat: Seat) -> None:
    """Raise PermissionDenied for anybody else."""
    if not is_author(check, seat):
        raise PermissionDenied(_("Only whoever made this check shares it."))
