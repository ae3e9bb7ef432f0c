"""Background work of the life cycle: a key in, fetch, call."""

from django.tasks import task

from engagements.lifecycle import notices
from engagements.lifecycle.models import Notice


@task
def send_notice(notice_pk: int) -> int:
    """Tell everybody concerned about a change of phase or standing; return how many were mailed."""
    notice = Notice.objects.select_related("change__engagement__organisation", "change__actor").get(
        pk=notice_pk
    )
    return notices.deliver(notice)
