"""What the execution would leave behind: open promises, and processes that are not handed over."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.execution.models import OPEN_COMMITMENTS, Commitment, LineState
from engagements.lifecycle.consequences import OpenItem, open_items
from engagements.lifecycle.models import Engagement
from engagements.processes.models import CriticalProcess


@open_items
def open_promises(engagement: Engagement) -> Iterator[OpenItem]:
    """Return each promise that still has to be answered or kept, held by its new home if it has one."""
    promises = Commitment.objects.filter(engagement=engagement, state__in=OPEN_COMMITMENTS)
    for each in promises.select_related("member__user", "new_home__user"):
        yield OpenItem(
            sentence=_("Promise of %(who)s by %(day)s: %(text)s")
            % {"who": each.member, "day": date_format(each.due_on), "text": each},
            owner=each.new_home or each.member,
        )


@open_items
def unfinished_handovers(engagement: Engagement) -> Iterator[OpenItem]:
    """Return each process that is not let go though its hand-over has begun, with how many lines are not accepted."""
    unaccepted = Count("handover_lines", filter=~Q(handover_lines__state=LineState.ACCEPTED))
    begun = (
        CriticalProcess.objects.filter(engagement=engagement, let_go_at=None, handover_lines__isnull=False)
        .annotate(unaccepted=unaccepted)
        .select_related("owner__user")
    )
    for process in begun:
        open_lines = ngettext("%(n)s line not accepted", "%(n)s lines not accepted", process.unaccepted)
        yield OpenItem(
            sentence=_("Hand-over of %(process)s: %(lines)s")
            % {"process": process, "lines": open_lines % {"n": process.unaccepted}},
            owner=process.owner,
        )
