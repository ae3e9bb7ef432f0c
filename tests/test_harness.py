"""What the tests stand on is what it seems: a real mail server, a real file, a watch for queries in loops."""

import os
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.conf import settings as real
from django.contrib.auth.models import Group
from django.core.mail import send_mail
from django.db import connection, transaction
from zeal import NPlusOneError, zeal_context


def test_mail_arrives_with_its_envelope(smtp_server, mailoutbox):
    sent = send_mail(
        "Één onderwerp", "Eerste\n.\nlaatste", "ik@example.org", ["jij@example.org", "u@example.org"]
    )

    (message,) = smtp_server.messages
    assert sent == 1
    assert message["subject"] == "Één onderwerp"
    assert message.envelope.sender == "ik@example.org"
    assert message.envelope.recipients == ["jij@example.org", "u@example.org"]
    assert message.get_content().split() == ["Eerste", ".", "laatste"]
    assert mailoutbox == []


@pytest.mark.django_db
def test_query_in_a_loop_is_noticed_where_queries_are_watched():
    for name in ("a", "b", "c"):
        Group.objects.create(name=name)
    noticed = pytest.raises(NPlusOneError) if connection.vendor == "sqlite" else nullcontext()

    with zeal_context(), noticed:
        [list(group.permissions.all()) for group in Group.objects.all()]


def test_every_request_is_watched():
    assert "zeal" in real.INSTALLED_APPS
    assert real.MIDDLEWARE[0] == "zeal.middleware.zeal_middleware"


@pytest.mark.django_db(transaction=True)
def test_database_is_the_one_of_this_run():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
            assert Path(connection.settings_dict["NAME"]).parent == Path(os.environ["TEST_FOLDER"])
        else:
            cursor.execute("SHOW unix_socket_directories")
            assert cursor.fetchone() == (os.environ["TEST_FOLDER"],)
    assert connection.vendor == {"postgres": "postgresql"}.get(os.environ.get("TEST_DB", ""), "sqlite")


@pytest.mark.django_db(transaction=True)
def test_transaction_on_sqlite_is_a_write_lock_from_its_start():
    with transaction.atomic():
        if connection.vendor == "sqlite":
            assert connection.connection.in_transaction
            assert connection.transaction_mode == "IMMEDIATE"
        else:
            assert not connection.get_autocommit()
