"""The test command: which tests on which database, and nothing skipped in CI."""

import os
import subprocess
import sys

import pytest

from tools import suite
from tools.run import ROOT

pytestmark = pytest.mark.static

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


def outcome(tmp_path, **environment):
    """Run the probe in a process of its own and return its exit code and its closing line."""
    probe = tmp_path / "test_probe.py"
    probe.write_text(PROBE)
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "TEST_", "CI"))
    }
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "conftest",
        "-c",
        ROOT / "pyproject.toml",
        "--rootdir",
        ROOT,
        probe,
    ]
    done = subprocess.run(command, cwd=ROOT, env=clean | environment, capture_output=True, text=True)
    return done.returncode, done.stdout.splitlines()[-1].strip("= ").rpartition(" in ")[0]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TEST_BROWSER": "none"}, (0, "2 passed, 1 skipped, 1 deselected")),
        ({"TEST_DB": "postgres", "CI": "true"}, (0, "1 passed, 3 deselected")),
        ({"CI": "true"}, (1, "3 passed, 1 error")),
    ],
    ids=["without-browser", "postgres", "ci"],
)
def test_run_takes_its_own_tests(tmp_path, environment, expected):
    assert outcome(tmp_path, **environment) == expected


@pytest.mark.parametrize(
    "arguments", [["tests/tools"], ["tests/tools/test_suite.py::x"], ["-k", "x"], ["-n", "3"], ["--pdb"]]
)
def test_few_tests_need_no_workers(arguments):
    assert suite.workers(arguments) == []


@pytest.mark.parametrize(
    ("cores", "expected"),
    [(1, []), (2, ["-n", "2", "--dist", "worksteal"]), (64, ["-n", "8", "--dist", "worksteal"])],
)
def test_all_tests_use_every_core(monkeypatch, cores, expected):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(cores)), raising=False)

    assert suite.workers(["-x"]) == expected
