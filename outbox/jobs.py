"""What the outbox does by itself."""

from datetime import datetime

from clock.jobs import every_tick
from outbox import delivery


@every_tick("mail")
def send(now: datetime) -> int:
    """Send the mail that is due at this moment."""
    return delivery.send_due(now).sent
