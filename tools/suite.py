"""All tests: on SQLite with a real browser, and on a real PostgreSQL.

The first run is the whole suite: static checks, units, views, races, browser. The second repeats all that
touches a database, for there the two differ (locks, types, order, constraints). It leaves out what could
only give the same answer twice: tests without a database, and the browser tests, which spend their time in
Chromium on pages whose queries the second run makes through the test client.

The two run at the same time, the second on half as many processes: while one waits for Chromium or a disk,
the other computes, so that no core is idle. The first is seen as it goes, the second after it. Where the
arguments narrow the choice of tests, one follows the other, each in one process (pytest-xdist would cost more
than it saves). TEST_DB=sqlite or TEST_DB=postgres does one of the two.
"""

import os
import shutil
import subprocess
import sys
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import pytest

from tools import browser, scratch
from tools.run import ROOT, say, stop

DATABASES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
NARROWING = ("-k", "-m", "--lf", "--last-failed", "--ff", "--collect-only", "--co")
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def main(arguments: list[str]) -> int:
    """Run pytest for each database and return the worst exit code."""
    chosen = os.environ.get("TEST_DB")
    if chosen not in {None, *DATABASES}:
        stop(f"TEST_DB must be one of {', '.join(DATABASES)}; it is {chosen!r}.", 1)
    databases = [chosen] if chosen else list(DATABASES)
    environment = os.environ | with_browser()
    run = at_once if len(databases) > 1 and many(arguments) else one_by_one
    codes = run(databases, arguments, environment)
    if environment.get("TEST_BROWSER") == "none":
        say(f"\nThe browser tests were left out. {browser.ADVICE}")
    # A choice may hold nothing that touches a database; choosing nothing at all stays an error.
    executed = [code for code in codes if code != pytest.ExitCode.NO_TESTS_COLLECTED]
    return max(executed) if executed else pytest.ExitCode.NO_TESTS_COLLECTED


def one_by_one(databases: list[str], arguments: list[str], environment: dict[str, str]) -> list[int]:
    """Run the tests on one database after the other, and return the exit codes."""
    codes = []
    for database in databases:
        say(f"\nTests on {DATABASES[database]}")
        options = workers(CORES) if many(arguments) else []
        codes.append(wait(start(database, [*options, *arguments], environment)))
    return codes


def at_once(databases: list[str], arguments: list[str], environment: dict[str, str]) -> list[int]:
    """Run the tests on all databases at the same time, and return the exit codes.

    The first has a process for every core and is seen as it goes. Each other has half as many; what it says
    is kept until the one before has ended.
    """
    running, codes = [], []
    width = {"COLUMNS": str(shutil.get_terminal_size().columns)}
    colour = ["--color=yes"] if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else []
    with ExitStack() as stack:
        for number, database in enumerate(databases):
            kept = stack.enter_context(TemporaryFile()) if number else None
            options = [*workers(CORES // 2), *colour] if kept else workers(CORES)
            child = start(database, [*options, *arguments], environment | (width if kept else {}), kept)
            running.append((database, child, kept))
        for database, child, kept in running:
            say(f"\nTests on {DATABASES[database]}")
            codes.append(wait(child, kept))
    return codes


def start(
    database: str, arguments: list[str], environment: dict[str, str], output: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    """Start pytest on a database; what it says goes to the terminal, or to a file that is open."""
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=ROOT,
        env=environment | {"TEST_DB": database},
        stdout=output,
        stderr=output and subprocess.STDOUT,
        # Killed with SIGKILL we cannot end it ourselves, so the kernel does.
        preexec_fn=partial(scratch.end_with_parent, os.getpid()),
    )


def with_browser() -> dict[str, str]:
    """Return what tells the tests their browser; without one, end in CI and go on without those tests elsewhere."""
    if found := browser.find_or_install():
        return {"CHROMIUM": found}
    if os.environ.get("CI", "").lower() not in {"", "0", "false"}:
        stop(browser.ADVICE, 1)
    say(f"{browser.ADVICE}\nGoing on without the browser tests.")
    return {"TEST_BROWSER": "none"}


def many(arguments: list[str]) -> bool:
    """Say whether all tests are wanted, on more than one core, and nobody wants to talk to them in between."""
    narrowed = any(
        argument.startswith(NARROWING) or Path(argument.split("::")[0]).exists() for argument in arguments
    )
    given = any(argument.startswith(("-n", "--numprocesses", "--pdb")) for argument in arguments)
    return CORES > 1 and not narrowed and not given


def workers(number: int) -> list[str]:
    """Return the arguments that spread the tests over so many processes; one needs no help from xdist."""
    return ["-n", str(min(number, 8)), "--dist", "worksteal"] if number > 1 else []


def wait(child: subprocess.Popen[bytes], output: IO[bytes] | None = None) -> int:
    """Return the exit code, printing what the child wrote to a file; on Ctrl-C let it finish its report.

    A child ended by a signal has the code a shell gives it: its own is negative, and no error to `max`.
    """
    shown = 0
    while True:
        ended = None
        with suppress(KeyboardInterrupt, subprocess.TimeoutExpired):
            ended = child.wait(0.2 if output else None)
        if output:
            written = os.pread(output.fileno(), os.fstat(output.fileno()).st_size - shown, shown)
            shown += sys.stdout.buffer.write(written)
            sys.stdout.flush()
        if ended is not None:
            return ended if ended >= 0 else 128 - ended


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
