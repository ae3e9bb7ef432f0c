"""Settings for the tests: the real ones on throw-away databases, chosen by TEST_DB=sqlite (default) or postgres.

pytest-django reads DATABASES before any hook of a conftest runs, hence the databases are made here. With
pytest-xdist the controlling process makes them and its workers inherit the variable, so there is one folder
and one server per run, and any number of runs side by side in one checkout.
"""

import os
import tempfile
from pathlib import Path

os.environ["DEBUG"] = "1"

from config.settings import *
from config.settings import CACHES, INSTALLED_APPS, MIDDLEWARE
from tools import pgtest, scratch

worker = "PYTEST_XDIST_WORKER" in os.environ
if worker:
    scratch.end_with_parent(os.getppid())  # by itself it would notice only when its test is over
else:
    os.environ["TEST_FOLDER"] = str(scratch.make())
    # Whatever else makes temporary files (pytest, the browser) makes them there, and they go with it.
    os.environ["TMPDIR"] = os.environ["TEST_FOLDER"]
    tempfile.tempdir = None
folder = Path(os.environ["TEST_FOLDER"])

if os.environ.get("TEST_DB", "sqlite") == "postgres":
    if not worker:
        pgtest.start(folder)
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "postgres",
            "USER": "postgres",
            "HOST": str(folder),
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "site.sqlite3",
            # A file, not memory: threads and the live server meet the locks they meet in production.
            "TEST": {"NAME": folder / "test.sqlite3"},
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 10,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
            },
        }
    }

# A query in a loop inside one request fails the test that made the request. Only requests are watched:
# a test that builds its own rows one by one is no concern of anybody. On SQLite only: the queries are the same
# on PostgreSQL, and looking at the stack of each costs up to a third of a request.
if os.environ.get("TEST_DB", "sqlite") == "sqlite":
    INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
    MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
ZEAL_ALLOWLIST = [
    {"model": "sessions.Session", "field": "get()"},  # Django reads a stale session again to end it
    {
        "model": "engagements.Engagement",
        "field": "get()",
    },  # every service re-reads the row under its own lock
    # A form that asks for two of a kind (one claim and another, owner and deputy) looks up each choice.
    {"model": "engagements.Claim", "field": "get()"},
    {"model": "engagements.Membership", "field": "get()"},
]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    # Real files: what is written, left and removed is what the tests of documents are about.
    "documents": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder / "documents"},
    },
}
WHITENOISE_AUTOREFRESH = True  # no look at the folder of collected files, which does not exist here
TASKS = {"default": {"BACKEND": "tests.background.Aside"}}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
# Tests travel in time; what a process remembers should not be over because of that.
CACHES["local"]["TIMEOUT"] = None
