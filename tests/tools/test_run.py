"""./run finds a Python where there is one, says what it needs where there is none, and passes on what it is given."""

import os
import shutil
import subprocess
import sys

import pytest

from tools.run import ROOT

pytestmark = pytest.mark.static

NEEDED = ("sh", "cat", "dirname")
REFUSES = "#!/bin/sh\necho 'pyenv: version 3.13 is not installed' >&2\nexit 1\n"
STUB = "import sys\nprint(sys.argv[1:], sys.version_info >= (3, 12))\n"


@pytest.fixture
def checkout(tmp_path):
    """Return a folder with ./run and a stand-in for what it starts, on a machine without any Python."""
    folder = tmp_path / "a folder, het is één"
    (folder / "tools").mkdir(parents=True)
    (folder / "tools" / "run.py").write_text(STUB)
    for name in ("run", ".python-version"):
        shutil.copy(ROOT / name, folder)
    (tmp_path / "bin").mkdir()
    for name in NEEDED:
        (tmp_path / "bin" / name).symlink_to(shutil.which(name))
    (tmp_path / "home").mkdir()
    return folder


def start(checkout, *arguments, **environment):
    machine = {"PATH": str(checkout.parent / "bin"), "HOME": str(checkout.parent / "home")}
    command = [checkout / "run", *arguments]
    return subprocess.run(command, env=machine | environment, cwd="/", capture_output=True, text=True)


def program(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def calls(path):
    """Make a program at the path that is this very Python."""
    program(path, f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')


def test_without_python_it_says_what_is_needed(checkout):
    done = start(checkout, "demo")

    assert done.returncode == 3
    assert "Python 3.12 or newer" in done.stderr
    assert "python3-venv" in done.stderr


def test_too_old_python_is_none(checkout):
    program(checkout.parent / "bin" / "python3", "#!/bin/sh\nexit 1\n")

    assert start(checkout, "demo").returncode == 3


@pytest.mark.parametrize("name", ["python3", "python3.12", "python3.14", "python"])
def test_python_is_found_under_its_names(checkout, name):
    calls(checkout.parent / "bin" / name)

    done = start(checkout, "test", "-k", "two words", "")

    assert (done.returncode, done.stdout.strip()) == (0, "['test', '-k', 'two words', ''] True")


@pytest.mark.parametrize("root", ["home/.pyenv", "elsewhere"])
def test_python_of_pyenv_is_found_behind_a_shim_that_refuses(checkout, root):
    program(checkout.parent / "bin" / "python3", REFUSES)
    wanted = (checkout / ".python-version").read_text().strip()
    calls(checkout.parent / root / "versions" / f"{wanted}.1" / "bin" / "python3")

    done = start(checkout, "demo", PYENV_ROOT=str(checkout.parent / root))

    assert done.returncode == 0, done.stderr


def test_python_that_is_named_goes_before_all(checkout):
    calls(checkout.parent / "bin" / "python3")

    done = start(checkout, "demo", PYTHON="/nowhere/python3")

    assert done.returncode == 3
    assert "/nowhere/python3" in done.stderr


def test_current_folder_does_not_matter(checkout):
    calls(checkout.parent / "bin" / "python3")
    link = os.path.relpath(checkout / "run", checkout.parent)

    done = subprocess.run([f"./{link}"], env={"PATH": str(checkout.parent / "bin")}, cwd=checkout.parent)

    assert done.returncode == 0
