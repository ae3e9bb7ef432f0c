"""What the record would leave behind: months of worked days that are not settled."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements.lifecycle.consequences import OpenItem, open_items
from engagements.lifecycle.models import Engagement
from engagements.record.models import WorkedMonth, WorkedMonthState


@open_items
def unsettled_months(engagement: Engagement) -> Iterator[OpenItem]:
    """Return each month that is not approved; nobody in particular holds it."""
    months = WorkedMonth.objects.filter(engagement=engagement).exclude(state=WorkedMonthState.APPROVED)
    for month in months:
        yield OpenItem(
            sentence=_("Worked days of %(month)s: %(state)s")
            % {"month": date_format(month.month, "F Y"), "state": month.get_state_display()}
        )
