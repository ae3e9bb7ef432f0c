"""Who sends: the heartbeat of this process, else the task framework (a worker, or at once where there is none)."""

from clock import heartbeat
from outbox import tasks


def send_soon(pk: int) -> None:
    """Have one mail sent that is due; call it after the commit. It takes no time where something else sends."""
    if heartbeat.beats():
        heartbeat.wake()
    else:
        tasks.send.enqueue([pk])
