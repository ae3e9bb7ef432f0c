"""The clock in the web process: it ticks by itself, at once when woken, and whatever happens."""

import threading

import pytest
from django.db import connections

from clock import heartbeat
from outbox import sender
from outbox.models import Mail


@pytest.fixture
def beat(monkeypatch):
    """A heart that only says that it beat, and in which thread; `wait` returns that thread."""
    beats = threading.Semaphore(0)
    threads = []

    def tick():
        threads.append(threading.current_thread().name)
        beats.release()
        if len(threads) == 1:
            raise ConnectionError("The database is away.")

    def wait():
        assert beats.acquire(timeout=10)
        return threads[-1]

    monkeypatch.setattr(heartbeat, "tick", tick)
    yield wait
    heartbeat.stop()


def test_it_beats_at_once_and_when_woken_even_after_a_failure(beat, caplog):
    assert not heartbeat.beats()

    heartbeat.start()
    assert beat() == "heartbeat"
    heartbeat.wake()

    assert beat() == "heartbeat"
    assert heartbeat.beats()
    assert "missed a beat (ConnectionError)" in caplog.text


def test_starting_twice_makes_one_heart_and_stopping_ends_it(beat):
    heartbeat.start()
    heartbeat.start()
    assert [each.name for each in threading.enumerate()].count("heartbeat") == 1

    heartbeat.stop()

    assert not heartbeat.beats()
    assert "heartbeat" not in [each.name for each in threading.enumerate()]


def test_whoever_queues_mail_does_not_send_it_where_a_heart_beats(beat, mailoutbox):
    heartbeat.start()
    beat()

    sender.send_soon(1)  # would read the database, which this test may not

    assert beat() == "heartbeat"
    assert mailoutbox == []


@pytest.mark.django_db(transaction=True)
def test_heart_closes_its_connections_after_each_beat(monkeypatch):
    done, found = threading.Event(), []

    def tick():
        found.append(Mail.objects.count())
        found.append(connections["default"])
        done.set()

    monkeypatch.setattr(heartbeat, "tick", tick)
    heartbeat.start()
    assert done.wait(10)
    heartbeat.stop()

    assert found[0] == 0
    assert found[1].connection is None
