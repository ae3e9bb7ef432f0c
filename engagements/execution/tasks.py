"""Mail on what binds a person, after the commit: a key in, fetched again, silent when it no longer holds."""

from django.tasks import task

from engagements.execution import emails
from engagements.execution.models import Commitment, CommitmentState, HandoverLine, LineState
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess


@task
def ask_for_promise(commitment_pk: int) -> int:
    """Mail the person who is asked for a promise, unless they have answered; return how many mails went out."""
    commitment = Commitment.objects.select_related("member__user", "engagement__organisation").get(
        pk=commitment_pk
    )
    if commitment.state != CommitmentState.PROPOSED or not _reachable(commitment.member):
        return 0
    return emails.promise_asked(commitment).send()


@task
def tell_handover_waits(process_pk: int) -> int:
    """Mail the owner of a process whose hand-over still waits for an answer; return how many mails went out."""
    process = CriticalProcess.objects.select_related("owner__user", "engagement__organisation").get(
        pk=process_pk
    )
    open_lines = HandoverLine.objects.filter(process=process, state=LineState.OPEN).count()
    if not open_lines or not _reachable(process.owner):
        return 0
    return emails.handover_waits(process).send()


@task
def tell_given_back(process_pk: int, reason: str) -> int:
    """Mail the interim managers that a process was given back to them, and why; return how many mails went out."""
    process = CriticalProcess.objects.select_related("owner__user", "engagement__organisation").get(
        pk=process_pk
    )
    managers = process.engagement.memberships.current().filter(role=Role.MANAGER).select_related("user")
    return sum(emails.given_back(process, member, reason).send() for member in managers if _reachable(member))


def _reachable(member: Membership | None) -> bool:
    return member is not None and member.ended_on is None and member.user.is_active
