"""The test command: which tests on which database, and nothing skipped in CI."""

import os
import re
import signal
import subprocess
import sys

import pytest

from tools import suite
from tools.run import ROOT

pytestmark = pytest.mark.static

#: A file of tests of its own, written to a temporary folder. Its skip is never one of ours: it is there so that
#: `test_databases_at_once_…_skip_nothing_in_ci` can prove that CI refuses one.
PROBE = """
import pytest

def test_runs():
    pass

@pytest.mark.skip(reason="not today")
def test_skipped():
    pass

@pytest.mark.django_db
def test_database():
    pass

@pytest.mark.browser
def test_browser():
    pass
"""


@pytest.fixture
def probe(tmp_path):
    """Return pytest's arguments for the probe, and an environment for a run of its own."""
    file = tmp_path / "test_probe.py"
    file.write_text(PROBE)
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "TEST_", "CI"))
    }
    options = ["-p", "conftest", "--nomigrations", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT)]
    return [*options, str(file)], clean


def closing_lines(output):
    """Return what each run counts in its last line."""
    return re.findall(r"^=+ (.*) in [0-9.]+s =+$", output, re.MULTILINE)


def test_run_without_a_browser_leaves_out_its_tests(probe, capfd):
    arguments, environment = probe

    codes = suite.one_by_one(["sqlite"], arguments, environment | {"TEST_BROWSER": "none"})

    assert codes == [0]
    assert closing_lines(capfd.readouterr().out) == ["2 passed, 1 skipped, 1 deselected"]


def test_databases_at_once_report_one_after_the_other_and_skip_nothing_in_ci(probe, capfd, monkeypatch):
    arguments, environment = probe
    monkeypatch.setattr(suite, "CORES", 1)

    codes = suite.at_once(list(suite.DATABASES), arguments, environment | {"CI": "true"})

    assert codes == [1, 0]
    assert closing_lines(capfd.readouterr().out) == ["3 passed, 1 error", "1 passed, 3 deselected"]


def test_run_that_is_killed_is_no_success():
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    child.kill()

    assert suite.wait(child) == 128 + signal.SIGKILL


@pytest.mark.parametrize(
    ("chosen", "arguments", "expected"),
    [
        (None, ["-x"], ("at_once", ["sqlite", "postgres"])),
        (None, ["-k", "x"], ("one_by_one", ["sqlite", "postgres"])),
        ("postgres", [], ("one_by_one", ["postgres"])),
    ],
)
def test_whole_suite_runs_on_both_at_once(monkeypatch, chosen, arguments, expected):
    asked = []
    for name in ("at_once", "one_by_one"):
        monkeypatch.setattr(
            suite, name, lambda databases, *_, name=name: asked.append((name, databases)) or [0, 1]
        )
    monkeypatch.setattr(suite, "CORES", 2)
    monkeypatch.setattr(suite, "with_browser", dict)
    monkeypatch.delenv("TEST_DB", raising=False)
    if chosen:
        monkeypatch.setenv("TEST_DB", chosen)

    assert suite.main(arguments) == 1
    assert asked == [expected]


@pytest.mark.parametrize(
    "arguments", [["tests/tools"], ["tests/tools/test_suite.py::x"], ["-k", "x"], ["-n", "3"], ["--pdb"]]
)
def test_few_tests_need_no_workers(monkeypatch, arguments):
    monkeypatch.setattr(suite, "CORES", 2)

    assert not suite.many(arguments)


@pytest.mark.parametrize(("cores", "expected"), [(1, False), (2, True)])
def test_all_tests_are_spread_over_the_cores_there_are(monkeypatch, cores, expected):
    monkeypatch.setattr(suite, "CORES", cores)

    assert suite.many(["-x"]) is expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, []), (2, ["-n", "2", "--dist", "worksteal"]), (64, ["-n", "8", "--dist", "worksteal"])],
)
def test_every_core_has_a_worker_up_to_eight(number, expected):
    assert suite.workers(number) == expected
