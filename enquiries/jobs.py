"""What happens to enquiries by itself."""

from datetime import datetime, timedelta

from clock.jobs import job
from enquiries import services


@job("erase-old-enquiries", every=timedelta(hours=6))
def erase_old(now: datetime) -> int:
    """Keep the promise of the contact form: erase what came to nothing long enough ago."""
    return services.erase_old()
