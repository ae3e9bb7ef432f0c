"""Background work: keys in, fetched again, sent."""

from django.tasks import task

from outbox import delivery


@task
def send(pks: list[int] | None = None) -> int:
    """Try these mails, or all, as far as they are due; return how many were sent. What fails is tried again later."""
    return delivery.send_due(pks=pks).sent
