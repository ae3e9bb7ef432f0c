"""Mail that has to go out goes out: when the server is down, when somebody dies halfway, and once when all is well."""

import socket
import threading
from datetime import timedelta
from functools import partial
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.models import User
from enquiries import delivery, outbox
from enquiries.models import EnquiryMail, MailKind
from tests.enquiries.conftest import received


@pytest.fixture
def to_send(db):
    """A receipt and a notice that nobody has tried yet."""
    return list(received().mails.all())


@pytest.fixture
def server_down(settings):
    """Return a function that takes the mail server away, and one that brings it back."""
    up = settings.MAILERS
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        options = {"host": "127.0.0.1", "port": unused.getsockname()[1], "timeout": 5}
        backend = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
        yield partial(setattr, settings, "MAILERS", up)


def rows():
    """Return every row of the outbox as it is stored now."""
    return list(EnquiryMail.objects.all())


def later(**much):
    """Move everything in the outbox so long ago."""
    for each in rows():
        for name in ("due_at", "claimed_at"):
            if value := getattr(each, name):
                setattr(each, name, value - timedelta(**much))
        each.save()


def test_mail_waits_until_the_server_is_back(
    smtp_server, server_down, db, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        received()  # whoever asks notices nothing

    receipt, notice = rows()
    assert (receipt.attempts, receipt.sent_at, receipt.claimed_at) == (1, None, None)
    assert receipt.last_error.startswith("ConnectionRefusedError")
    assert receipt.due_at > timezone.now() + timedelta(seconds=50)
    assert (notice.attempts, notice.last_error) == (0, "")  # it would only have waited for the same

    server_down()  # back again
    assert delivery.send_due() == (1, 0)
    later(minutes=2)
    assert delivery.send_due() == (1, 0)
    assert delivery.send_due() == (0, 0)

    assert [each.envelope.recipients for each in smtp_server.messages] == [
        ["info@example.org"],
        ["ria@bieb.example"],
    ]
    assert all(each.sent_at and not each.last_error for each in rows())


def test_whoever_dies_between_sending_and_noting_it_leaves_mail_that_is_sent_again_under_its_name(
    smtp_server, to_send
):
    pk = to_send[0].pk
    taken = delivery.claim(pk)
    delivery.emails.letter(taken).send()  # and here the lights go out

    assert delivery.claim(pk) is None
    assert delivery.send_due(EnquiryMail.objects.filter(pk=pk)) == (0, 0)

    later(minutes=6)
    assert delivery.send_due(EnquiryMail.objects.filter(pk=pk)) == (1, 0)

    first, second = smtp_server.messages
    assert first["Message-ID"] == second["Message-ID"]
    assert EnquiryMail.objects.get(pk=pk).attempts == 2


def test_whoever_lost_the_lease_notes_nothing(to_send):
    slow = delivery.claim(to_send[0].pk)
    later(minutes=6)
    delivery.claim(to_send[0].pk)

    delivery.deliver(slow)

    assert EnquiryMail.objects.get(pk=slow.pk).sent_at is None


@pytest.mark.django_db(transaction=True)
def test_two_machines_send_each_mail_once():
    received()
    EnquiryMail.objects.update(sent_at=None, claimed_at=None)
    mail.outbox.clear()
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
    assert len(mail.outbox) == 2


def test_refused_address_does_not_keep_others_waiting(to_send, monkeypatch):
    send = delivery.emails.Letter.send

    def refuse(letter, *args, **kwargs):
        if "ria@bieb.example" in letter.to:
            raise SMTPRecipientsRefused({"ria@bieb.example": (550, b"No such\x00 mailbox")})
        return send(letter, *args, **kwargs)

    monkeypatch.setattr(delivery.emails.Letter, "send", refuse)

    assert delivery.send_due() == (1, 1)

    assert "No such" in rows()[0].last_error
    assert rows()[1].sent_at


def test_wait_doubles_up_to_six_hours():
    found = [delivery.wait(attempts) for attempts in (1, 2, 3, 9, 10, 40)]

    assert found == [timedelta(minutes=each) for each in (1, 2, 4, 256, 360, 360)]


def test_command_sends_what_is_due_and_says_what_was_given_up(to_send, capsys):
    EnquiryMail.objects.filter(pk=to_send[0].pk).update(attempts=delivery.MOST_ATTEMPTS)

    call_command("send_enquiry_mail")
    call_command("send_enquiry_mail")
    told = capsys.readouterr()

    assert told.out.splitlines() == [
        "1 sent, 0 failed and tried again later.",
        "0 sent, 0 failed and tried again later.",
    ]
    assert told.err.startswith("1 given up")

    call_command("send_enquiry_mail", "--again")
    assert capsys.readouterr() == ("1 sent, 0 failed and tried again later.\n", "")


def test_mail_that_failed_can_be_tried_at_once(to_send, server_down, django_capture_on_commit_callbacks):
    enquiry = to_send[0].enquiry
    delivery.send_due()
    server_down()

    with django_capture_on_commit_callbacks(execute=True):
        assert outbox.retry(enquiry) == 2

    assert all(each.sent_at for each in rows())
    assert outbox.retry(enquiry) == 0


def test_nobody_is_mailed_who_is_gone(administrator, to_send, django_capture_on_commit_callbacks):
    outbox.queue(to_send[0].enquiry, MailKind.NOTICE, recipient=administrator)
    User.objects.update(is_active=False)
    type(to_send[0].enquiry).objects.update(erased_at=timezone.now())

    assert delivery.send_due() == (len(rows()), 0)

    assert mail.outbox == []
    assert {each.last_error for each in rows()} == {"There was nobody left to send it to."}
