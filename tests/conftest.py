"""Fixtures for everybody: a real mail server."""

import asyncio
import threading
from email import message_from_bytes, policy
from types import SimpleNamespace

import pytest
from aiosmtpd.smtp import SMTP


class Inbox:
    """Keeps what arrives, as parsed messages with the addresses of the envelope."""

    def __init__(self):
        self.messages = []

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        message.envelope = SimpleNamespace(sender=envelope.mail_from, recipients=envelope.rcpt_tos)
        self.messages.append(message)
        return "250 OK"


@pytest.fixture
def smtp_server(settings):
    """Send this test's mail by SMTP to a server on a free local port; its `messages` are what arrived there."""
    inbox, loop = Inbox(), asyncio.new_event_loop()
    listening = loop.run_until_complete(loop.create_server(lambda: SMTP(inbox, loop=loop), "127.0.0.1", 0))
    inbox.host, inbox.port = listening.sockets[0].getsockname()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": inbox.host, "port": inbox.port, "timeout": 5},
        }
    }
    yield inbox
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    listening.close()
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
