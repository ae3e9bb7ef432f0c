"""Mail about the plan, after the commit: a key in, fetched again, silent when it no longer holds."""

from django.tasks import task

from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.record.models import Approval, ApprovalKind
from engagements.specification import emails
from engagements.specification.models import PlanVersion


def sponsors_of(engagement_pk: int) -> list[Membership]:
    """Return the sponsors who are mailed when the plan is sent. One query."""
    sponsors = Membership.objects.current().filter(engagement=engagement_pk, role=Role.SPONSOR)
    return list(sponsors.filter(user__is_active=True).select_related("user"))


@task
def tell_plan_waits(version_pk: int) -> int:
    """Mail the sponsor that a version of the plan waits, unless it was answered; return how many mails went out."""
    version = PlanVersion.objects.select_related("engagement__organisation").get(pk=version_pk)
    answered = Approval.objects.filter(engagement=version.engagement).of(ApprovalKind.PLAN, version.pk)
    newer = PlanVersion.objects.filter(engagement=version.engagement, number__gt=version.number)
    if answered.exists() or newer.exists():
        return 0
    return sum(emails.plan_waits(version, member).send() for member in sponsors_of(version.engagement_id))
