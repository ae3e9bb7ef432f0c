"""What is written about critical processes: themselves, what there is to hold on to, and who really decides."""

import datetime
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.legality import PREPARING, REVISE
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.work import Work, work_on
from engagements.people.permissions import Seat
from engagements.people.roles import OWNERS
from engagements.processes import permissions
from engagements.processes.models import CriticalProcess, Handhold, Rating

if TYPE_CHECKING:
    from accounts.models import User

#: What the plan says of a process. Fixed while the plan is carried out, until the process is its owner's alone.
PLANNED = frozenset({"name", "present_state", "desired_state", "let_go_on"})


def fixed(engagement: Engagement, process: CriticalProcess) -> frozenset[str]:
    """Return the fields of the process that nobody changes in the present phase: the plan's, while it is carried out.

    When a process has been let go it is the organisation's to improve, and nothing is fixed any more.
    """
    return frozenset() if engagement.phase in PREPARING or process.is_let_go else PLANNED


def add_process(*, engagement: Engagement, actor: "User", **values: Any) -> CriticalProcess:
    """Name a critical process and return it; `values` are fields of CriticalProcess, `name` at least.

    Raises PermissionDenied, NotNow once the plan is carried out, or ValidationError (a name that is taken, an owner
    from elsewhere).
    """
    with work_on(engagement, actor, "process-add") as work:
        _require_free_name(work, values["name"])
        _require_own_people(work, values)
        return work.add(CriticalProcess, **values)


def name_processes(*, engagement: Engagement, actor: "User", names: Iterable[str]) -> list[CriticalProcess]:
    """Name several critical processes at once, all or none, and return them. Raises what naming one does."""
    named = []
    with work_on(engagement, actor, "process-add") as work:
        for name in names:
            _require_free_name(work, name)
            named.append(work.add(CriticalProcess, name=name))
    return named


def change_process(
    *, process: CriticalProcess, actor: "User", seen: int | None = None, **values: Any
) -> CriticalProcess:
    """Change a critical process and return it fresh. Naming an owner is audited apart, so that it can be told.

    Raises PermissionDenied for what is not the actor's to change (nor the manager's, once it is let go), NotNow for
    what the plan has fixed, Stale, or ValidationError.
    """
    with work_on(process.engagement, actor, "process-change") as work:
        now = work.current(process, seen)
        changed = {name for name, value in values.items() if getattr(now, name) != value}
        _require_changeable(now, work.seat, changed)
        if changed & fixed(work.engagement, now):
            raise NotNow(REVISE)
        if "name" in changed:
            _require_free_name(work, values["name"], besides=now)
        _require_own_people(work, {name: values[name] for name in changed})
        owner_named = "owner" in changed and values["owner"] is not None
        return work.under("process-owner-named" if owner_named else work.action).change(
            now, seen=seen, **values
        )


def remove_process(*, process: CriticalProcess, actor: "User") -> None:
    """Remove a critical process on which nothing hangs yet.

    Raises PermissionDenied, NotNow once the plan is carried out or when something hangs on it.
    """
    with work_on(process.engagement, actor, "process-remove") as work:
        now = work.current(process)
        if now.is_let_go:
            raise PermissionDenied(permissions.whose(now, work.seat))
        try:
            work.remove(now)
        except ProtectedError as error:
            kinds = sorted({str(each._meta.verbose_name) for each in error.protected_objects})
            raise NotNow(
                _("%(process)s can't be removed, because of what hangs on it: %(kinds)s.")
                % {"process": now, "kinds": ", ".join(kinds)}
            ) from error


def add_handhold(*, process: CriticalProcess, actor: "User", **values: Any) -> Handhold:
    """Give the organisation something to hold on to in a process, and return it; `values` are fields of Handhold.

    Raises PermissionDenied for somebody who neither holds nor runs the process, NotNow, or ValidationError.
    """
    with work_on(process.engagement, actor, "handhold-add") as work:
        now = work.current(process)
        _require_handholds(now, work.seat)
        return work.add(Handhold, process=now, **values)


def change_handhold(*, handhold: Handhold, actor: "User", seen: int | None = None, **values: Any) -> Handhold:
    """Change a handhold and return it fresh. Raises what `add_handhold` raises, and Stale."""
    with work_on(handhold.engagement, actor, "handhold-change") as work:
        now = work.current(handhold, seen)
        _require_handholds(now.process, work.seat)
        return work.change(now, seen=seen, **values)


def remove_handhold(*, handhold: Handhold, actor: "User") -> None:
    """Remove a handhold. Raises what `add_handhold` raises, and Stale when it is gone already."""
    with work_on(handhold.engagement, actor, "handhold-remove") as work:
        now = work.current(handhold)
        _require_handholds(now.process, work.seat)
        work.remove(now)


def add_rating(
    *,
    process: CriticalProcess,
    actor: "User",
    rung: int,
    rated_on: datetime.date | None = None,
    note: str = "",
) -> Rating:
    """Say who really decides in a process, as the manager or as its owner (or deputy), and return the rating.

    `rung` is 1 (the manager decides) to 7 (the organisation decides alone), `rated_on` today when left out. Raises
    PermissionDenied for anybody else, NotNow, or ValidationError (a day in the future).
    """
    with work_on(process.engagement, actor, "rating-add") as work:
        now = work.current(process)
        side = permissions.rating_side(now, work.seat)
        if side is None:
            raise PermissionDenied(
                _("The interim manager rates this process, and its owner or deputy; nobody else does.")
            )
        day = rated_on or timezone.localdate()
        if day > timezone.localdate():
            raise ValidationError({"rated_on": _("Choose today or an earlier day.")})
        return work.add(
            Rating, process=now, side=side, rater=work.seat.membership, rung=rung, rated_on=day, note=note
        )


def _require_changeable(process: CriticalProcess, seat: Seat, changed: Collection[str]) -> None:
    theirs = permissions.changeable(process, seat)
    if not theirs:
        raise PermissionDenied(permissions.whose(process, seat))
    if not theirs.issuperset(changed):
        raise PermissionDenied(_("This part of the process is not yours to change."))


def _require_handholds(process: CriticalProcess, seat: Seat) -> None:
    if not permissions.may_add_handholds(process, seat):
        raise PermissionDenied(permissions.whose(process, seat))


def _require_free_name(work: Work, name: str, besides: CriticalProcess | None = None) -> None:
    same = CriticalProcess.objects.filter(engagement=work.engagement, name__iexact=name)
    if besides:
        same = same.exclude(pk=besides.pk)
    if same.exists():
        raise ValidationError({"name": _("There is already a process with this name.")})


def _require_own_people(work: Work, values: dict[str, Any]) -> None:
    """Refuse an owner or deputy who does not take part in this engagement, in a role that can own something."""
    for name in ("owner", "deputy"):
        member = values.get(name)
        if member is not None and (
            member.engagement_id != work.engagement.pk or member.role not in OWNERS or member.ended_on
        ):
            raise ValidationError({name: _("Choose somebody of the organisation who takes part.")})
