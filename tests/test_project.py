"""The project as a whole: locks, checks, form, translations, layers."""

import os
import re
import secrets
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from django.core.management import call_command
from packaging.requirements import Requirement
from packaging.version import Version

from tools import format as shape
from tools import messages
from tools.run import INSTALLER, LOCKS, ROOT

pytestmark = pytest.mark.static

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
WANTED = {"runtime": PROJECT["project"]["dependencies"], "dev": PROJECT["dependency-groups"]["dev"]}


def pins(lock):
    """Return name -> version as the lock has them."""
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[^]]*\])?==([^\s;]+)", lock.read_text(), re.MULTILINE))


def run(*command, **environment):
    """Run a program of this environment in the project and return it; it must succeed."""
    program = os.path.join(os.path.dirname(sys.executable), command[0])
    done = subprocess.run(
        [program, *command[1:]], cwd=ROOT, env=clean() | environment, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-8000:]}{done.stderr[-8000:]}"
    return done


def clean():
    """Return the environment without what says something about this run."""
    ours = ("TEST_", "PYTEST_", "DJANGO_", "DEBUG")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


# -- Locks -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("lock", [*LOCKS.values(), INSTALLER], ids=lambda path: str(path.relative_to(ROOT)))
def test_lock_has_no_address_and_a_hash_for_everything(lock):
    blocks = lock.read_text().replace("\\\n", " ").splitlines()

    assert blocks
    for block in blocks:
        assert re.match(r"[a-z0-9-]+(\[[a-z,-]+\])?==\S+", block), block
        assert "--hash=sha256:" in block
        assert "http" not in block
        assert "://" not in block


@pytest.mark.parametrize("kind", LOCKS)
def test_lock_answers_what_the_project_asks_for(kind):
    locked = pins(LOCKS[kind])

    for wanted in map(Requirement, WANTED[kind]):
        assert wanted.name in locked, f"{wanted.name}: run python -m tools.lock"
        assert Version(locked[wanted.name]) in wanted.specifier, f"{wanted}: run python -m tools.lock"


def test_development_has_the_very_packages_that_run():
    assert pins(LOCKS["runtime"]).items() <= pins(LOCKS["dev"]).items()


def test_project_names_no_index():
    assert (
        not {"index", "index-url", "extra-index-url", "find-links", "sources"} & PROJECT["tool"]["uv"].keys()
    )


def test_state_machine_package_is_the_maintained_one():
    # Another distribution with the same module would silently overwrite its files.
    assert packages_distributions()["django_fsm"] == ["django-fsm-2"]


# -- Django's own checks ---------------------------------------------------------------------------------
def test_check_is_clean(tmp_path):
    run(
        "python",
        "manage.py",
        "check",
        "--fail-level",
        "WARNING",
        DEBUG="1",
        DATABASE_URL=f"sqlite://{tmp_path}/db",
    )


def test_check_is_clean_for_production(tmp_path):
    production = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "practice.example.org",
        "SITE_URL": "https://practice.example.org",
        "EMAIL_HOST": "mail.example.org",
        "DATABASE_URL": f"sqlite://{tmp_path}/db",
    }

    run("python", "-W", "error", "manage.py", "check", "--deploy", "--fail-level", "WARNING", **production)


def test_models_have_their_migrations(tmp_path):
    # In a process of its own: here migrations may be switched off.
    run("python", "manage.py", "makemigrations", "--check", DEBUG="1", DATABASE_URL=f"sqlite://{tmp_path}/db")


def test_static_files_can_be_hashed(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "config.storage.HashedStaticFiles"}}

    call_command("collectstatic", interactive=False, verbosity=0)

    assert (tmp_path / "staticfiles.json").exists()


# -- Form ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("command", shape.commands(check=True), ids=lambda command: " ".join(command[:2]))
def test_code_and_templates_are_in_shape(command):
    run(*command)


def test_layers_are_kept():
    run("lint-imports", "--no-cache", "--no-logo")


def test_types_agree():
    run("mypy", DEBUG="1")


# -- Translations ----------------------------------------------------------------------------------------
def test_every_text_is_in_dutch():
    assert messages.missing() == []
