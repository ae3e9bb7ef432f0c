"""Fixtures for everybody: the practice, remembered; a real mail server."""

import asyncio
import threading
from email import message_from_bytes, policy
from types import SimpleNamespace

import pytest
from aiosmtpd.smtp import SMTP
from django.core.cache import caches

from practice import profile


@pytest.fixture(autouse=True)
def practice_remembered():
    """Start every test with the practice of the settings in this process's memory: a page needs no query for it."""
    caches["local"].set(profile.KEY, profile.of(profile.by_default()))


class MailServer(threading.Thread):
    """A mail server on a free local port; `messages` are those that arrived, `envelope` on each is who for."""

    protocol = SMTP

    def __init__(self):
        super().__init__(daemon=True)
        self.messages = []
        self.ready = threading.Event()

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        message.envelope = SimpleNamespace(sender=envelope.mail_from, recipients=envelope.rcpt_tos)
        self.messages.append(message)
        return "250 OK"

    def run(self):
        asyncio.run(self.serve())

    async def serve(self):
        self.loop, self.ended = asyncio.get_running_loop(), asyncio.Event()
        server = await self.loop.create_server(lambda: self.protocol(self, loop=self.loop), "127.0.0.1", 0)
        self.host, self.port = server.sockets[0].getsockname()
        self.ready.set()
        await self.ended.wait()
        server.close()

    def stop(self):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.join()


@pytest.fixture
def smtp_server(settings):
    """Send this test's mail by SMTP to a real server, and return it."""
    server = MailServer()
    server.start()
    assert server.ready.wait(10)
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": server.host, "port": server.port, "timeout": 5},
        }
    }
    yield server
    server.stop()
