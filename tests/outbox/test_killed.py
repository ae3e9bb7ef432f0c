"""A process that sends is killed at every moment that matters: no mail is lost, and none is sent as two mails.

Real processes, a real mail server, and SIGKILL: nobody gets to put anything in order.
"""

import asyncio
import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from aiosmtpd.smtp import SMTP, syntax
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from clock.jobs import REGULAR
from clock.models import Job
from clock.ticking import tick
from enquiries.mails import MailKind
from enquiries.models import Enquiry
from outbox import tasks
from outbox.models import Mail
from outbox.querysets import LEASE
from outbox.states import MailState
from tests.conftest import MailServer
from tests.enquiries.conftest import in_outbox

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60  # seconds: two processors may have more to do


class Slow(SMTP):
    """Stops where it is told to, until it may go on."""

    async def pause(self, where):
        if self.event_handler.stops_at == where:
            self.event_handler.reached.set()
            await asyncio.to_thread(self.event_handler.may_go_on.wait, PATIENCE)

    @syntax("DATA")
    async def smtp_DATA(self, arg):
        await self.pause("data")
        await super().smtp_DATA(arg)

    @syntax("QUIT")
    async def smtp_QUIT(self, arg):
        await self.pause("accepted")
        await super().smtp_QUIT(arg)

    @syntax("EHLO hostname")
    async def smtp_EHLO(self, hostname):
        await self.pause("claimed")
        await super().smtp_EHLO(hostname)


class SlowServer(MailServer):
    """A mail server on which whoever sends gets stuck at one place."""

    protocol = Slow

    def __init__(self):
        super().__init__()
        self.stops_at = ""
        self.reached, self.may_go_on = threading.Event(), threading.Event()


@pytest.fixture
def server(settings):
    found = SlowServer()
    found.start()
    assert found.ready.wait(10)
    options = {"host": found.host, "port": found.port, "timeout": 10}
    settings.MAILERS = {
        "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
    }
    yield found
    found.may_go_on.set()
    found.stop()


@pytest.fixture
def mail():
    """One mail that is due, and nothing else to do."""
    later = timezone.now() + timedelta(days=300)
    Job.objects.bulk_create(Job(name=name, due_at=later) for name in REGULAR)
    enquiry = Enquiry.objects.create(
        language="en", name="Ria", email="ria@bieb.example", consented_at=timezone.now(), message="Stuck."
    )
    return in_outbox(enquiry, MailKind.RECEIPT)


def program(server, *arguments, **environment):
    """Start a program of manage.py on the database of the test, sending to the server."""
    where = connection.settings_dict
    address = f"sqlite://{where['NAME']}"
    if connection.vendor == "postgresql":
        address = f"postgres://{where['USER']}@/{where['NAME']}?host={where['HOST']}"
    own = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "1",
        "DATABASE_URL": address,
        "EMAIL_HOST": server.host,
        "EMAIL_PORT": str(server.port),
        "EMAIL_USE_TLS": "0",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        env=os.environ | own | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def kill(process):
    """End the process as a power cut does."""
    process.kill()
    process.communicate(timeout=PATIENCE)


def later():
    """Let the lease of whoever was killed run out."""
    Mail.objects.update(claimed_at=F("claimed_at") - LEASE)


def test_killed_before_the_claim_leaves_the_mail_as_it_was(server, mail):
    with transaction.atomic():
        Mail.objects.select_for_update().get()  # nobody gets to claim it
        process = program(server, "tick", LOG_LEVEL="DEBUG")
        assert any('FROM "outbox_mail"' in line for line in process.stderr)  # it knows what is due
        kill(process)
    assert Mail.objects.get().attempts == 0

    tick()

    assert [each["Message-ID"] for each in server.messages] == [mail.message_id]


@pytest.mark.parametrize("moment", ["claimed", "data"])
def test_killed_before_the_server_has_it_is_sent_once_when_the_lease_has_run_out(server, mail, moment):
    server.stops_at = moment
    process = program(server, "tick")
    assert server.reached.wait(PATIENCE)
    kill(process)
    server.stops_at = ""
    server.may_go_on.set()
    assert Mail.objects.get().claimed_at

    tick()
    assert server.messages == []  # it might be under way
    later()
    tick()
    tick()

    assert [each["Message-ID"] for each in server.messages] == [mail.message_id]
    assert (Mail.objects.get().state, Mail.objects.get().attempts) == (MailState.SENT, 2)


def test_worker_killed_before_it_could_note_that_it_sent_sends_again_under_the_same_name(
    server, mail, settings
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    tasks.send.enqueue([mail.pk])
    server.stops_at = "accepted"
    process = program(
        server, "db_worker", "--no-startup-delay", "--no-reload", "--skip-checks", TASK_WORKER="1"
    )
    assert server.reached.wait(PATIENCE)
    kill(process)
    server.stops_at = ""
    server.may_go_on.set()
    assert Mail.objects.get().state == MailState.WAITING
    assert DBTaskResult.objects.get().status == "RUNNING"  # nobody ends it, and nobody needs it

    later()
    tick()
    tick()

    assert [each["Message-ID"] for each in server.messages] == [mail.message_id] * 2
    assert Mail.objects.get().state == MailState.SENT
