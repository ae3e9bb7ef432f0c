"""Nothing of a test run outlives it, however it ends."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from tools.run import ROOT

pytestmark = pytest.mark.static  # starts the databases it is about itself

# A test that tells where it lives, and then stays until it is killed.
PROBE = """
import os
import signal
from pathlib import Path

import pytest

@pytest.mark.django_db(transaction=True)
def test_forever(tmp_path):
    from django.contrib.auth import get_user_model
    get_user_model().objects.count()
    report = Path(os.environ["PROBE_REPORT"])
    report.with_suffix(".new").write_text(f"{os.getpid()} {os.environ['TEST_FOLDER']} {tmp_path}")
    report.with_suffix(".new").rename(report)
    {ending}
"""
STAYS, ENDS = "signal.pause()", "pass"
PYTEST = [sys.executable, "-m", "pytest"]


def until(met, what, seconds=30):
    """Wait until the condition is met; fail when that takes too long."""
    deadline = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < deadline, f"still waiting for {what}"
        time.sleep(0.02)


def using(folder):
    """Return the processes that have the folder in their command line: the database server and the watcher."""
    everybody = psutil.process_iter(["cmdline"])
    return [process for process in everybody if any(folder in part for part in process.info["cmdline"] or ())]


def alive(number):
    """Say whether the process is there, and not only waiting for its parent to take notice of its end."""
    try:
        return psutil.Process(number).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
def start(tmp_path):
    """Return a function that runs the probe with a command and returns the process, and whom and where it uses."""
    running = []

    def run(command, database, ending=STAYS):
        probe, report = tmp_path / "test_probe.py", tmp_path / "report"
        probe.write_text(PROBE.replace("{ending}", ending))
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        environment |= {"TEST_DB": database, "PROBE_REPORT": str(report)}
        command = [*command, "-q", "--nomigrations", "-c", ROOT / "pyproject.toml", "--rootdir", ROOT, probe]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
        )
        running.append(process)
        until(lambda: report.exists() or process.poll() is not None, "the probe to run")
        assert report.exists(), "the probe ended before it ran"
        number, *folders = report.read_text().split()
        return process, int(number), folders

    yield run
    for process in running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize(
    ("command", "database"),
    [(PYTEST, "sqlite"), (PYTEST, "postgres"), (["./run", "test", "-n", "2"], "postgres")],
    ids=["sqlite", "postgres", "run-with-workers"],
)
def test_killed_run_leaves_nothing(start, command, database):
    process, tester, (folder, temporary) = start(command, database)
    assert temporary.startswith(folder)
    assert len(using(folder)) >= (2 if database == "postgres" else 1)

    process.kill()

    until(lambda: not alive(tester), "the tests to end")
    until(lambda: not using(folder), "server and watcher to end")
    assert not os.path.exists(folder)


def test_ordinary_run_leaves_nothing(start):
    process, tester, (folder, _temporary) = start(PYTEST, "postgres", ENDS)

    assert process.wait(30) == 0

    assert not alive(tester)
    assert not using(folder)
    assert not os.path.exists(folder)
