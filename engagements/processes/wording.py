"""Wordings about processes: who may change one now, and names as a sentence can hold them."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.people.permissions import Seat
from engagements.people.roles import Role
from engagements.processes import permissions
from engagements.processes.models import CriticalProcess

AT_MOST = 3


def some_of(names: Sequence[str]) -> str:
    """Return the names as a sentence can hold them: the first three, and how many more."""
    shown = ", ".join(names[:AT_MOST])
    more = len(names) - AT_MOST
    if more <= 0:
        return shown
    rest = ngettext("%(n)s more", "%(n)s more", more) % {"n": more}
    return _("%(names)s and %(rest)s") % {"names": shown, "rest": rest}


def who_may(process: CriticalProcess, seat: Seat, open_fields: Collection[str]) -> list[str]:
    """Return in sentences, to this person, who may change the process now; `open_fields` is what they may change."""
    return _when_let_go(process, seat) if process.is_let_go else _while_held(process, seat, open_fields)


def _when_let_go(process: CriticalProcess, seat: Seat) -> list[str]:
    if seat.role == Role.MANAGER:
        return [permissions.whose(process, seat), _("What you see, you can note in the log.")]
    if permissions.runs(process, seat):
        return [_("You run it: change it as you see fit.")]
    return [permissions.whose(process, seat), *_naming(seat)]


def _while_held(process: CriticalProcess, seat: Seat, open_fields: Collection[str]) -> list[str]:
    is_fixed = "desired_state" not in open_fields
    if seat.role == Role.MANAGER:
        told = [_("Until its owner accepts it, you change it. After that, only the owner and the deputy do.")]
        return [*told, _("What the plan says of it is fixed while it is carried out.")] if is_fixed else told
    if not permissions.runs(process, seat):
        return [permissions.whose(process, seat), *_naming(seat)]
    if is_fixed:
        return [
            _("What the plan says of it is fixed while it is carried out."),
            _("Once you have accepted the hand-over, you change it as you see fit."),
        ]
    return [_("You write along. When you have accepted the hand-over, it is yours alone.")]


def _naming(seat: Seat) -> list[str]:
    return [_("You can name its owner and its deputy.")] if seat.role == Role.SPONSOR else []
