"""Reminding, by itself: once on the morning of every working day, before the overviews are made."""

import datetime

from django.utils import timezone

from clock.jobs import job
from clock.models import Job
from engagements.reminders.services import remind_everybody

NAME = "reminders"
FROM = datetime.time(6, 30)
SATURDAY = 5


@job(NAME, every=datetime.timedelta(minutes=15))
def remind(now: datetime.datetime) -> int:
    """Remind everybody, if that was not done yet this working day; return how many reminders were made."""
    here = timezone.localtime(now)
    since = here.replace(hour=FROM.hour, minute=FROM.minute, second=0, microsecond=0, fold=0)
    if here < since or here.weekday() >= SATURDAY:
        return 0
    if Job.objects.filter(name=NAME, last_run_at__gte=since).exists():
        return 0
    return remind_everybody(now)
