"""The demo: database, demo practice and server in one process, so that one signal ends it."""

import os
import socket
import sys

import django
from django.core.management import call_command

from tools.run import one_at_a_time, say, step, stop


def main() -> None:
    """Bring the demo's database up to date, fill it when it is empty, and serve until interrupted."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")
    port = os.environ.get("PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        stop(f"PORT must be a number from 1 to 65535; it is {port!r}.", 1)
    if in_use(int(port)):
        stop(f"Something else listens on port {port}. Another one: PORT={int(port) + 1} ./run demo", 1)
    django.setup()
    with one_at_a_time():
        with step("Bringing the database up to date"):
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
        with step("Loading the demo practice, unless it is there"):
            call_command("demo")
    say(f"\nThe demo is on http://127.0.0.1:{port}/ (Ctrl-C ends it)\n")
    # Without the reloader, whose second process would outlive this one when it is killed.
    call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)


def in_use(port: int) -> bool:
    """Say whether somebody listens on the port already."""
    with socket.socket() as probe:
        probe.settimeout(2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
