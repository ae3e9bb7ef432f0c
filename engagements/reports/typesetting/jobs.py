"""What becomes of files by itself."""

from datetime import datetime, timedelta

from clock import heartbeat
from clock.jobs import every_tick, job
from engagements.reports.typesetting import making
from engagements.reports.typesetting.models import Making


@every_tick("files")
def make(now: datetime) -> int:
    """Make what was asked for: inside a web process one at a time, so that mail goes out in between."""
    if not heartbeat.beats():
        return making.make_due(now)
    made = making.make_due(now, most=1)
    if made and Making.objects.due(now).exists():
        heartbeat.wake()
    return made


@job("files-tidied", every=timedelta(hours=1))
def tidy(now: datetime) -> int:
    """Forget files that are no longer kept."""
    return making.tidy(now)
