"""Production refuses to start with an insecure setting, and says which variable to set."""

import os
import runpy
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

SETTINGS = Path(__file__).resolve().parents[2] / "config" / "settings.py"
SAFE = {
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": "practice.example.org",
    "SITE_URL": "https://practice.example.org",
    "EMAIL_HOST": "mail.example.org",
    "DATABASE_URL": "postgres://app:p%40ss@db.example.org:5433/practice",
}


def load(monkeypatch, **variables):
    """Run the file of the settings with these variables and no others; return what it defines."""
    for name in list(os.environ):
        monkeypatch.delenv(name)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(SETTINGS))


def test_safe_production_starts_and_reads_an_escaped_password(monkeypatch):
    settings = load(monkeypatch, **SAFE)

    assert settings["DATABASES"]["default"]["PASSWORD"] == "p@ss"
    assert settings["SECURE_SSL_REDIRECT"] is True


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
        ("TRUSTED_PROXY_COUNT", "-1"),
        ("ENQUIRY_RETENTION_DAYS", "0"),
        ("EMBED_ORIGINS", "*"),
        ("EMBED_ORIGINS", "https://www.example.org, http://www.example.org"),
        ("EMBED_ORIGINS", "https://www.example.org/page"),
        ("EMBED_ORIGINS", "https://*.example.org; script-src *"),
        ("TASK_WORKER", "perhaps"),
    ],
)
def test_insecure_or_unreadable_setting_stops_production_by_name(monkeypatch, name, value):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} "):
        load(monkeypatch, **SAFE | {name: value})


def test_secret_may_be_a_mounted_file(monkeypatch, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("k" * 50 + "\n")
    without = {name: value for name, value in SAFE.items() if name != "SECRET_KEY"}

    settings = load(monkeypatch, **without, SECRET_KEY_FILE=str(secret))

    assert settings["SECRET_KEY"] == "k" * 50
