"""The clock inside the web process: a thread that ticks, so that the embedded default needs no other process.

It is nobody's duty: any number of web processes may have one, and any may be killed at any moment.
"""

import atexit
import logging
import os
import threading

from django.db import connections

from clock.ticking import tick

EVERY_SECONDS = 20.0
PATIENCE_SECONDS = 5.0  # how long a process that ends waits for the beat under way

log = logging.getLogger(__name__)


class Heart(threading.Thread):
    """Ticks at once, then every so often and whenever it is woken, until it is stopped."""

    def __init__(self) -> None:
        super().__init__(name="heartbeat", daemon=True)
        self.process = os.getpid()
        self.woken = threading.Event()
        self.stopped = False

    def run(self) -> None:
        """Beat until stopped, whatever happens."""
        while not self.stopped:
            self.woken.clear()
            try:
                tick()
            except Exception as error:  # the database is away: it may be back at the next beat
                log.warning("The clock missed a beat (%s)", type(error).__name__)
            finally:
                connections.close_all()  # this thread's own
            self.woken.wait(EVERY_SECONDS)

    def stop(self) -> None:
        """End after the beat under way, and wait a little for it."""
        self.stopped = True
        self.woken.set()
        if self.is_alive():
            self.join(PATIENCE_SECONDS)


_heart: Heart | None = None
_lock = threading.Lock()


def start() -> None:
    """Have this process tick from now on; a second call changes nothing."""
    global _heart
    with _lock:
        if _heart is None or _heart.process != os.getpid() or not _heart.is_alive():
            if _heart is None:
                atexit.register(stop)
            _heart = Heart()
            _heart.start()


def stop() -> None:
    """Have this process tick no more."""
    global _heart
    heart, _heart = _heart, None
    if heart is not None and heart.process == os.getpid():
        heart.stop()


def beats() -> bool:
    """Return whether this process is one that ticks."""
    return _heart is not None


def wake() -> None:
    """Tick at once, in the thread: whoever calls this does not wait. A process that was forked off gets its own."""
    start()
    if _heart is not None:
        _heart.woken.set()
