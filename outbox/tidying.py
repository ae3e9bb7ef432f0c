"""What need not be kept: finished tasks, and when somebody was mailed a code or a link long ago."""

from datetime import datetime, timedelta

from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from outbox.models import Mail
from outbox.weights import Weight

TASKS_KEPT, SIGN_IN_KEPT = timedelta(days=1), timedelta(days=30)


def tidy(now: datetime) -> int:
    """Forget both; return how many mails.

    The task of a worker that was killed stands as running for ever: it goes too. What it did not send, a tick sends.
    """
    DBTaskResult.objects.filter(enqueued_at__lt=now - TASKS_KEPT).exclude(
        status=TaskResultStatus.READY
    ).delete()
    old = Mail.objects.filter(weight=Weight.URGENT, topic="", made_at__lt=now - SIGN_IN_KEPT)
    return old.exclude(sent_at=None, dropped_at=None).delete()[0]
