"""What would be left behind when an engagement ends early: processes that the organisation does not hold yet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from engagements.lifecycle.consequences import OpenItem, open_items
from engagements.lifecycle.models import Engagement
from engagements.processes.models import CriticalProcess


@open_items
def processes_not_let_go(engagement: Engagement) -> Iterator[OpenItem]:
    """Return each process that is not let go, with its owner."""
    held = CriticalProcess.objects.filter(engagement=engagement, let_go_at=None)
    for process in held.select_related("owner__user"):
        yield OpenItem(sentence=_("Not let go: %(process)s") % {"process": process}, owner=process.owner)
