"""What the outbox does by itself."""

from datetime import datetime, timedelta

from clock.jobs import every_tick, job
from outbox import composing, delivery, tidying


@job("overviews", every=timedelta(minutes=1))
def compose(now: datetime) -> int:
    """Make the overviews whose moment has come."""
    return composing.compose_due(now)


@job("outbox-tidied", every=timedelta(days=1))
def tidy(now: datetime) -> int:
    """Forget what need not be kept."""
    return tidying.tidy(now)


@every_tick("mail")
def send(now: datetime) -> int:
    """Send the mail that is due at this moment."""
    return delivery.send_due(now).sent
