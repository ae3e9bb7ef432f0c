"""All tests: on SQLite with a real browser, then on a real PostgreSQL.

The first run is the whole suite: static checks, units, views, races, browser. The second repeats all that
touches a database, for there the two differ (locks, types, order, constraints). It leaves out what could
only give the same answer twice: tests without a database or of files and programs (marked `static`), and the
browser tests, which spend their time in Chromium on pages whose queries the second run makes through the
test client.

Both use every core (pytest-xdist) unless the arguments narrow the choice of tests: then starting the
workers costs more than they save. TEST_DB=sqlite or TEST_DB=postgres does one of the two.
"""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tools import browser, scratch
from tools.run import ROOT, say, stop

DATABASES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
NARROWING = ("-k", "-m", "--lf", "--last-failed", "--ff", "--collect-only", "--co")


def main(arguments: list[str]) -> int:
    """Run pytest for each database and return the worst exit code."""
    chosen = os.environ.get("TEST_DB")
    if chosen not in {None, *DATABASES}:
        stop(f"TEST_DB must be one of {', '.join(DATABASES)}; it is {chosen!r}.", 1)
    environment = os.environ | with_browser()
    codes = []
    for database in [chosen] if chosen else DATABASES:
        say(f"\nTests on {DATABASES[database]}")
        command = [sys.executable, "-m", "pytest", *workers(arguments), *arguments]
        # Killed with SIGKILL we cannot end it ourselves, so the kernel does.
        dies_with_us = partial(scratch.end_with_parent, os.getpid())
        child = subprocess.Popen(
            command, cwd=ROOT, env=environment | {"TEST_DB": database}, preexec_fn=dies_with_us
        )
        codes.append(wait(child))
    if environment.get("TEST_BROWSER") == "none":
        say(f"\nThe browser tests were left out. {browser.ADVICE}")
    # A choice may hold nothing that touches a database; choosing nothing at all stays an error.
    executed = [code for code in codes if code != pytest.ExitCode.NO_TESTS_COLLECTED]
    return max(executed) if executed else pytest.ExitCode.NO_TESTS_COLLECTED


def with_browser() -> dict[str, str]:
    """Return what tells the tests their browser; without one, end in CI and go on without those tests elsewhere."""
    if found := browser.find_or_install():
        return {"CHROMIUM": found}
    if os.environ.get("CI", "").lower() not in {"", "0", "false"}:
        stop(browser.ADVICE, 1)
    say(f"{browser.ADVICE}\nGoing on without the browser tests.")
    return {"TEST_BROWSER": "none"}


def workers(arguments: list[str]) -> list[str]:
    """Return the arguments that spread the tests over the cores, where that is faster."""
    narrowed = any(
        argument.startswith(NARROWING) or Path(argument.split("::")[0]).exists() for argument in arguments
    )
    given = any(argument.startswith(("-n", "--numprocesses", "--pdb")) for argument in arguments)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if narrowed or given or cores == 1:
        return []
    return ["-n", str(min(cores, 8)), "--dist", "worksteal"]


def wait(child: subprocess.Popen[bytes]) -> int:
    """Return the exit code; on Ctrl-C let pytest, which got it too, finish its report."""
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
