"""Mail that has to go out goes out: when the server is down, when somebody dies halfway, and once when all is well."""

import socket
import threading
from datetime import timedelta
from functools import partial
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from accounts.models import User
from outbox import delivery, post
from outbox.kinds import KINDS
from outbox.letters import Message
from outbox.models import Mail
from outbox.querysets import LEASE
from outbox.states import MOST_ATTEMPTS, MailState
from tests.outbox.conftest import rows


@pytest.fixture
def to_send(ria, kinds):
    """Two mails that nobody has tried yet: to Ria, and to an address."""
    return [
        post.queue("ask", recipient=ria, topic="engagement:1", number=1),
        post.queue("ask", address="info@example.org", topic="engagement:1", number=2),
    ]


@pytest.fixture
def server_down(settings):
    """Take the mail server away, and return a function that brings it back."""
    up = settings.MAILERS
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        options = {"host": "127.0.0.1", "port": unused.getsockname()[1], "timeout": 5}
        backend = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
        yield partial(setattr, settings, "MAILERS", up)


def later(**much):
    """Move everything in the outbox so long ago."""
    for each in rows():
        for name in ("due_at", "claimed_at"):
            if value := getattr(each, name):
                setattr(each, name, value - timedelta(**much))
        each.save()


def states():
    return [each.state for each in rows()]


def test_mail_waits_until_the_server_is_back(smtp_server, server_down, to_send):
    assert delivery.send_due() == (0, 1)  # the second would only have waited for the same

    first, second = rows()
    assert (first.attempts, first.state, first.claimed_at) == (1, MailState.FAILED, None)
    assert first.last_error.startswith("ConnectionRefusedError")
    assert first.due_at > timezone.now() + timedelta(seconds=50)
    assert (second.attempts, second.state) == (0, MailState.WAITING)

    server_down()  # back again
    assert delivery.send_due() == (1, 0)
    later(minutes=2)
    assert delivery.send_due() == (1, 0)
    assert delivery.send_due() == (0, 0)

    assert [each.envelope.recipients for each in smtp_server.messages] == [
        ["info@example.org"],
        ["ria@example.org"],
    ]
    assert states() == [MailState.SENT, MailState.SENT]
    assert not any(each.last_error for each in rows())


def test_whoever_lost_the_lease_notes_nothing(to_send):
    slow = delivery.claim(to_send[0].pk)
    later(minutes=6)
    delivery.claim(to_send[0].pk)

    delivery.deliver(slow)

    assert Mail.objects.get(pk=slow.pk).sent_at is None


@pytest.mark.django_db(transaction=True)
def test_machines_that_send_together_send_each_mail_once(kinds):
    ria = User.objects.create_user("ria@example.org", name="Ria de Vries")
    for number in range(2):
        post.queue("ask", recipient=ria, number=number, due_at=timezone.now() + timedelta(hours=1))
    Mail.objects.update(due_at=timezone.now())
    together, sent = threading.Barrier(3), []

    def work():
        together.wait(10)
        try:
            sent.append(delivery.send_due())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _each in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [sum(each) for each in zip(*sent, strict=True)] == [2, 0]
    assert sorted(each.subject for each in mail.outbox) == ["About 0", "About 1"]


def test_refused_address_does_not_keep_others_waiting(to_send, monkeypatch):
    send = Message.send

    def refuse(message, *args, **kwargs):
        if "ria@example.org" in message.to:
            raise SMTPRecipientsRefused({"ria@example.org": (550, b"No such\x00 mailbox")})
        return send(message, *args, **kwargs)

    monkeypatch.setattr(Message, "send", refuse)

    assert delivery.send_due() == (1, 1)

    assert "No such" in rows()[0].last_error
    assert states() == [MailState.FAILED, MailState.SENT]


def test_wait_doubles_up_to_six_hours():
    found = [delivery.wait(attempts) for attempts in (1, 2, 3, 9, 10, 40)]

    assert found == [timedelta(minutes=each) for each in (1, 2, 4, 256, 360, 360)]


def test_mail_is_given_up_after_many_attempts_and_can_be_tried_once_more(
    to_send, mailoutbox, django_capture_on_commit_callbacks
):
    Mail.objects.update(attempts=MOST_ATTEMPTS, last_error="No route")
    assert delivery.send_due(timezone.now() + timedelta(days=9)) == (0, 0)
    assert set(states()) == {MailState.GIVEN_UP}

    with django_capture_on_commit_callbacks(execute=True):
        assert post.retry(Mail.objects.filter(topic="engagement:1")) == 2

    assert len(mailoutbox) == 2
    assert set(states()) == {MailState.SENT}
    assert post.retry(Mail.objects.all()) == 0


def test_mail_with_nothing_left_to_say_and_mail_to_whoever_left_is_dropped(ria, kinds, mailoutbox):
    post.queue("silent", recipient=ria)
    post.queue("ask", recipient=ria)
    silent = delivery.send_due(pks=[rows()[0].pk])
    User.objects.update(is_active=False)
    gone = delivery.send_due()

    assert (silent, gone, mailoutbox) == ((1, 0), (1, 0), [])
    assert states() == [MailState.DROPPED, MailState.DROPPED]


def test_mail_of_a_kind_nobody_writes_says_so_and_waits(ria, kinds, monkeypatch, caplog):
    post.queue("ask", recipient=ria)
    monkeypatch.delitem(KINDS, "ask")

    assert delivery.send_due() == (0, 1)

    (row,) = rows()
    assert (row.last_error, row.label) == ("KeyError: 'ask'", "ask")


def test_mail_that_went_into_an_overview_is_not_sent_by_itself_and_is_as_far_as_that(ria, kinds, mailoutbox):
    overview = post.queue("ask", recipient=ria, number=9)
    told = post.queue("ask", recipient=ria, number=1)
    Mail.objects.filter(pk=told.pk).update(digest=overview, due_at=None)
    assert states() == [MailState.WAITING, MailState.WAITING]

    delivery.send_due()

    assert [each.subject for each in mailoutbox] == ["About 9"]
    assert states() == [MailState.SENT, MailState.SENT]
    assert rows()[1].went_at == rows()[0].sent_at


def test_lease_runs_out(to_send):
    pk = to_send[0].pk
    assert delivery.claim(pk)

    assert not Mail.objects.due(timezone.now()).filter(pk=pk).exists()
    assert Mail.objects.due(timezone.now() + LEASE).filter(pk=pk).exists()


def test_erasing_what_a_topic_has_leaves_the_others(to_send, ria):
    post.queue("ask", recipient=ria, topic="engagement:12", number=1)

    assert post.forget("engagement:1", number=2) == 1
    assert post.forget("engagement:1") == 1

    assert [each.topic for each in rows()] == ["engagement:12"]
