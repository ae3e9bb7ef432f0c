"""Production refuses to start with an insecure setting, and says which variable to set."""

import os
import subprocess
import sys

import pytest

SAFE = {
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": "practice.example.org",
    "SITE_URL": "https://practice.example.org",
    "EMAIL_HOST": "mail.example.org",
    "DATABASE_URL": "postgres://app:p%40ss@db.example.org:5433/practice",
}
pytestmark = pytest.mark.static


def load(**variables):
    """Import the settings in a process of their own; return its exit code and what it said."""
    code = "import config.settings as s; print(s.DATABASES['default']['PASSWORD'], s.SECURE_SSL_REDIRECT)"
    environment = {"PATH": os.environ["PATH"], **variables}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    return done.returncode, done.stdout + done.stderr


def test_safe_production_starts_and_reads_an_escaped_password():
    assert load(**SAFE) == (0, "p@ss True\n")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "*"),
        ("SITE_URL", ""),
        ("SITE_URL", "http://practice.example.org"),
        ("EMAIL_HOST", ""),
        ("EMAIL_PORT", "smtp"),
        ("DATABASE_URL", "mysql://db/practice"),
        ("DATABASE_URL", "postgres://db.example.org/"),
        ("TRUSTED_PROXY_COUNT", "one"),
        ("EMBED_ORIGINS", "*"),
        ("EMBED_ORIGINS", "https://www.example.org, http://www.example.org"),
        ("EMBED_ORIGINS", "https://www.example.org/page"),
        ("EMBED_ORIGINS", "https://*.example.org; script-src *"),
        ("TASK_WORKER", "perhaps"),
    ],
)
def test_insecure_or_unreadable_setting_stops_production_by_name(name, value):
    code, said = load(**SAFE | {name: value})

    assert code != 0
    assert f"ImproperlyConfigured: {name} " in said


def test_secret_may_be_a_mounted_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("k" * 50 + "\n")
    without = {name: value for name, value in SAFE.items() if name != "SECRET_KEY"}

    assert load(**without, SECRET_KEY_FILE=str(secret))[0] == 0
