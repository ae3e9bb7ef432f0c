"""Handing over: the lines of a process, what its owner says to each, and the day it is theirs."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.execution import rules
from engagements.execution.models import HandoverLine, LineState
from engagements.execution.services.common import required
from engagements.lifecycle.mailing import mail, reachable, standing_in_for
from engagements.lifecycle.work import work_on
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess
from engagements.record import approvals
from engagements.record.models import ApprovalKind

if TYPE_CHECKING:
    from accounts.models import User


def add_line(*, process: CriticalProcess, actor: "User", what: str, where: str = "") -> HandoverLine:
    """Add a line to what the owner of the process takes over; return it. NotNow once the process is let go."""
    with work_on(process.engagement, actor, "handover-line-add") as work:
        now = work.current(process)
        rules.preparing(now)
        line = work.add(HandoverLine, process=now, what=what, where=where)
        _tell_owner(line)
    return line


def change_line(
    *, line: HandoverLine, actor: "User", what: str, where: str = "", seen: int | None = None
) -> HandoverLine:
    """Change a line that is not accepted and return it, open again. NotNow for an accepted line."""
    with work_on(line.engagement, actor, "handover-line-change") as work:
        now = work.current(line, seen)
        rules.preparing_line(now)
        changed = work.change(now, what=what, where=where, state=LineState.OPEN, answer="", answered_on=None)
        if changed.version != now.version:
            _tell_owner(changed)
    return changed


def remove_line(*, line: HandoverLine, actor: "User") -> None:
    """Remove a line that is not accepted. NotNow for an accepted line."""
    with work_on(line.engagement, actor, "handover-line-remove") as work:
        now = work.current(line)
        rules.preparing_line(now)
        work.remove(now)


def accept_line(*, line: HandoverLine, actor: "User", seen: int | None = None) -> HandoverLine:
    """Accept one line as the owner of its process, or on the owner's behalf; return it.

    Raises PermissionDenied for anybody else, Stale when it is not the version that was `seen`.
    """
    with work_on(line.engagement, actor, "handover-line-accept") as work:
        now = work.current(line, seen)
        work.take_place_of(now.process.owner_id)
        rules.answering_line(now, work.seat)
        approvals.approve(work, kind=ApprovalKind.HANDOVER, subject_id=now.pk, content=now.content())
        return work.change(now, state=LineState.ACCEPTED, answer="", answered_on=timezone.localdate())


def refuse_line(*, line: HandoverLine, actor: "User", reason: str, seen: int | None = None) -> HandoverLine:
    """Say as the owner, or on the owner's behalf, that a line is not ready, and why; return it.

    Raises PermissionDenied for anybody else, Stale when it is not the version that was `seen`.
    """
    with work_on(line.engagement, actor, "handover-line-refuse") as work:
        now = work.current(line, seen)
        work.take_place_of(now.process.owner_id)
        rules.answering_line(now, work.seat)
        why = required(reason, _("Say what is still missing, so that it can be put right."))
        approvals.ask_for_change(
            work, kind=ApprovalKind.HANDOVER, subject_id=now.pk, content=now.content(), reason=why
        )
        return work.change(now, state=LineState.REFUSED, answer=why, answered_on=timezone.localdate())


def accept_handover(*, process: CriticalProcess, actor: "User") -> CriticalProcess:
    """Take the process over as its owner: "from today this is ours". Return it, let go.

    Raises PermissionDenied for anybody else, NotNow when it is let go already, NotReady while a line is not accepted or
    there is none.
    """
    with work_on(process.engagement, actor, "handover-accept") as work:
        now = work.current(process)
        states = list(HandoverLine.objects.filter(process=now).values_list("state", flat=True))
        rules.taking_over(now, work.seat, states)
        return work.change(now, let_go_at=timezone.now())


def give_back(*, process: CriticalProcess, actor: "User", reason: str) -> CriticalProcess:
    """Give the process back to the manager, as its owner and with a reason; return it. Counted; its lines open again.

    Raises PermissionDenied for anybody else, NotNow when it was not let go.
    """
    with work_on(process.engagement, actor, "handover-give-back") as work:
        now = work.current(process)
        rules.giving_back(now, work.seat)
        why = required(reason, _("Say what it needs before it can be yours."))
        changed = work.change(now, let_go_at=None, given_back=now.given_back + 1)
        # Under names of their own, so that the giving back is told once.
        because = work.under("handover-given-back-because").audit(changed, after={"reason": why})
        reopening = work.under("handover-line-reopen")
        lines = list(HandoverLine.objects.filter(process=changed))
        gone = str(_("The process was given back."))
        approvals.lapse(work.engagement, ApprovalKind.HANDOVER, [line.pk for line in lines], because=gone)
        for line in lines:
            reopening.change(line, state=LineState.OPEN, answer="", answered_on=None)
        managers = reachable(work.engagement, {Role.MANAGER})
        mail("handover-given-back", managers, process=changed.pk, entry=because.pk)
    return changed


def _tell_owner(line: HandoverLine) -> None:
    """Mail the owner of the process, and who stands in for them, when a hand-over starts to wait for an answer.

    At the first open line, not at each.
    """
    others = HandoverLine.objects.filter(process=line.process, state=LineState.OPEN).exclude(pk=line.pk)
    if line.process.owner and not others.exists():
        people = [
            line.process.owner,
            *standing_in_for(line.process.owner, "handover-line-accept"),
        ]
        mail("handover-waits", people, process=line.process_id)
