"""The demo practice in the test database: played once in a run, and copied by whoever wants it after that."""

import fcntl
import os
import sqlite3
from pathlib import Path

from django.core import mail
from django.db import connection

from engagements.demo.practice import load


def put_demo():
    """Fill the (empty) test database with the demo practice; nothing may be mailed by that.

    Playing it takes ten seconds. On SQLite the file is kept for the other workers and tests of this run.
    """
    if connection.vendor != "sqlite":
        _play()
        return
    kept = Path(os.environ["TEST_FOLDER"], "practice.sqlite3")
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if kept.exists():
            _copy(kept, "into the test database")
        else:
            _play()
            _copy(kept, "into the file")


def _play():
    mailed = len(mail.outbox)
    load(say=lambda line: None)
    assert len(mail.outbox) == mailed


def _copy(kept, direction):
    connection.ensure_connection()
    file, database = sqlite3.connect(kept), connection.connection
    source, target = (file, database) if direction == "into the test database" else (database, file)
    source.backup(target)
    file.close()
