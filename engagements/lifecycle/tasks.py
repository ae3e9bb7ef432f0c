"""Background work of the life cycle: a key in, fetch, call."""

from django.tasks import task

from engagements.lifecycle import notices
from engagements.lifecycle.models import Notice, Request


@task
def send_notice(notice_pk: int) -> int:
    """Tell everybody concerned about a change of phase or standing; return how many were mailed."""
    notice = Notice.objects.select_related("change__engagement__organisation", "change__actor").get(
        pk=notice_pk
    )
    return notices.deliver(notice)


@task
def send_request(request_pk: int) -> int:
    """Mail what is asked of somebody, once, unless it is done by now; return how many mails went out."""
    request = Request.objects.select_related("engagement__organisation", "member__user", "asker").get(
        pk=request_pk
    )
    return notices.deliver_request(request)
