"""Mail about worked days, after the commit: a key in, fetched again, silent when it no longer holds."""

from collections.abc import Iterable

from django.tasks import task

from engagements.lifecycle.models import Engagement
from engagements.people.models import Membership
from engagements.people.permissions import PERMISSIONS
from engagements.people.roles import Role
from engagements.record import emails
from engagements.record.models import Approval, ApprovalKind, WorkedMonth, WorkedMonthState


@task
def tell_month_waits(month_pk: int) -> int:
    """Mail those who may approve the month, unless somebody has; return how many mails went out."""
    month = _month(month_pk)
    if month.state != WorkedMonthState.SUBMITTED:
        return 0
    words = Approval.objects.filter(engagement=month.engagement).of(ApprovalKind.MONTH, month.pk)
    latest = words.order_by("-pk").first()
    because = latest.lapsed_because if latest and latest.approved else ""
    return sum(emails.month_waits(month, member, because).send() for member in approvers(month.engagement))


@task
def tell_month_disputed(month_pk: int) -> int:
    """Mail the interim managers that the month came back, unless it is handed in again; return how many went out."""
    month = _month(month_pk)
    if month.state != WorkedMonthState.DISPUTED:
        return 0
    return sum(
        emails.month_disputed(month, member).send() for member in _reachable(month.engagement, {Role.MANAGER})
    )


def approvers(engagement: Engagement) -> Iterable[Membership]:
    """Return who may approve worked days and can be mailed. One query."""
    return _reachable(engagement, PERMISSIONS["worked-month-approve"])


def _reachable(engagement: Engagement, roles: Iterable[str]) -> Iterable[Membership]:
    members = engagement.memberships.current().filter(role__in=roles, user__is_active=True)
    return members.select_related("user")


def _month(pk: int) -> WorkedMonth:
    months = WorkedMonth.objects.select_related("engagement__organisation", "answered_by__user")
    return months.get(pk=pk)
