"""What is due is done: late, once however often it is asked, by one machine, whatever else fails."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from clock import jobs
from clock.models import Job
from clock.ticking import LEASE, tick

NOW = datetime(2026, 11, 24, 9, 7, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def only(monkeypatch):
    """Nothing but what the test registers happens by itself."""
    monkeypatch.setattr(jobs, "REGULAR", {})
    monkeypatch.setattr(jobs, "EVERY_TICK", {})
    monkeypatch.setattr("clock.ticking.REGULAR", jobs.REGULAR)
    monkeypatch.setattr("clock.ticking.EVERY_TICK", jobs.EVERY_TICK)


@pytest.fixture
def ran(only):
    """When the hourly job ran."""
    found = []

    @jobs.job("hourly", every=HOUR)
    def hourly(now):
        found.append(now)
        return 3

    return found


def at(now):
    """Return what ticking at a moment came to: how many things each job did."""
    return [(each.name, each.done) for each in tick(now)]


def test_job_runs_when_it_is_due_and_not_before(db, ran):
    assert at(NOW) == [("hourly", 3)]
    assert at(NOW) == []
    assert at(NOW + timedelta(minutes=50)) == []
    assert at(NOW + timedelta(minutes=53)) == [("hourly", 3)]  # at ten, not an hour after the first run


def test_job_that_was_missed_runs_late_and_once(db, ran):
    tick(NOW)

    tick(NOW + timedelta(days=3))
    tick(NOW + timedelta(days=3, minutes=1))

    assert ran == [NOW, NOW + timedelta(days=3)]


def test_failed_job_is_noted_and_tried_at_the_next_tick_while_others_run(db, ran):
    trouble = [RuntimeError("no\nluck\x00"), None]

    @jobs.job("shaky", every=HOUR)
    def shaky(now):
        error = trouble.pop(0)
        if error:
            raise error
        return 1

    first, second = tick(NOW), tick(NOW + timedelta(seconds=20))

    assert [(each.name, each.error) for each in first] == [
        ("hourly", ""),
        ("shaky", "RuntimeError: no luck"),
    ]
    assert [(each.name, each.error) for each in second] == [("shaky", "")]
    assert Job.objects.get(name="shaky").last_error == ""


def test_whoever_dies_at_a_job_leaves_it_to_others_after_a_while(db, ran):
    Job.objects.create(name="hourly", due_at=NOW - HOUR, claimed_at=NOW)

    assert at(NOW + timedelta(minutes=9)) == []
    assert at(NOW + LEASE) == [("hourly", 3)]


def test_whoever_was_too_slow_leaves_the_note_to_who_took_over(db, only):
    @jobs.job("slow", every=HOUR)
    def slow(now):
        Job.objects.update(claimed_at=NOW + LEASE)  # somebody else took it meanwhile
        return 1

    tick(NOW)

    assert Job.objects.get().last_run_at is None


@pytest.mark.django_db(transaction=True)
def test_machines_that_tick_together_do_a_job_once(ran):
    together = threading.Barrier(3)

    def work():
        together.wait(10)
        try:
            tick(NOW)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _each in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ran == [NOW]
    assert Job.objects.get().due_at == datetime(2026, 11, 24, 10, tzinfo=UTC)


def test_nothing_due_costs_one_query(db, ran, django_assert_num_queries):
    tick(NOW)

    with django_assert_num_queries(1):
        tick(NOW)


def test_two_jobs_of_one_name_are_refused(ran):
    with pytest.raises(ValueError, match="two jobs"):
        jobs.every_tick("hourly")(print)


def test_command_says_what_came_of_each(db, ran, capsys):
    @jobs.every_tick("pieces")
    def pieces(now):
        raise ValueError("dull")

    call_command("tick")

    told = capsys.readouterr()
    assert told.out == "hourly: 3\n"
    assert told.err == "pieces: failed, and tried again at the next tick (ValueError: dull)\n"
