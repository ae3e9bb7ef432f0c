"""What the record answers: are the worked days settled?"""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from engagements.lifecycle.criteria import Answer, counted, criterion
from engagements.lifecycle.models import Engagement
from engagements.people.roles import Role
from engagements.record.models import OPEN_MONTHS, WorkedMonth, WorkedMonthState


@criterion("timesheets_settled")
def timesheets_settled(engagement: Engagement) -> Answer:
    """Every month is approved, and there is one: worked days that nobody handed in are not settled but forgotten."""
    found = WorkedMonth.objects.filter(engagement=engagement).aggregate(
        total=Count("pk"),
        approved=Count("pk", filter=Q(state=WorkedMonthState.APPROVED)),
        waiting=Count("pk", filter=Q(state=WorkedMonthState.SUBMITTED)),
        open=Count("pk", filter=Q(state__in=OPEN_MONTHS)),
        drafts=Count("pk", filter=Q(state=WorkedMonthState.DRAFT)),
    )
    if found["total"] == found["drafts"]:
        return Answer(
            met=False,
            said=_("No worked days have been handed in yet."),
            spot="worked-months",
            waits_for=(Role.MANAGER.value,),
        )
    waits_for = [Role.MANAGER.value] * bool(found["open"]) + [Role.SPONSOR.value] * bool(found["waiting"])
    return counted(
        found["approved"],
        found["total"],
        _("%(met)s of %(total)s months approved."),
        "worked-months",
        waits_for=tuple(waits_for),
    )
