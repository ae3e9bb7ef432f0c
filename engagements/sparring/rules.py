"""What one talk allows to whom, and when: each rule returns nothing or raises its sentence.

Services ask them about the row under the lock; pages ask the same rules before they offer a button or a form.
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from engagements.lifecycle.exceptions import NotNow
from engagements.people.permissions import Seat
from engagements.sparring import permissions
from engagements.sparring.models import SparringRequest


def changing(sparring: SparringRequest, seat: Seat, is_answered: bool) -> None:
    """Let who opened the talk put it in other words until it is answered."""
    if not seat.holds(sparring.opened_by_id):
        raise PermissionDenied(_("Only who asked this can put it in other words."))
    _undecided(sparring)
    if is_answered:
        raise NotNow(
            _("This has been answered: the question stays as it was put. Say below what is different now.")
        )


def saying(sparring: SparringRequest, seat: Seat) -> None:
    """Let the two who talk go on until it is decided."""
    if not permissions.takes_part(sparring, seat):
        raise PermissionDenied(_("This talk is between its owner and the interim manager."))
    _undecided(sparring)


def deciding(sparring: SparringRequest, seat: Seat) -> None:
    """Let whose question it is record the decision, once."""
    if not permissions.decides(sparring, seat):
        raise PermissionDenied(_("Only whose question it is records the decision."))
    _undecided(sparring)


def sharing(sparring: SparringRequest, seat: Seat) -> None:
    """Let whose question it is say who else may read the talk."""
    if not permissions.decides(sparring, seat):
        raise PermissionDenied(_("Only whose question it is says who else may read it."))


def _undecided(sparring: SparringRequest) -> None:
    if sparring.is_decided:
        raise NotNow(
            _("The decision has been recorded; it stays as it is. Open a new question if it comes up again.")
        )
