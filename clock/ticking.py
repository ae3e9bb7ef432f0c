"""One tick: everything that is due is done, each regular job by one machine at a time."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from clock.jobs import EVERY_TICK, REGULAR, Regular, Work
from clock.models import Job

LEASE = timedelta(minutes=10)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one job: how many things it did, or why it failed."""

    name: str
    done: int = 0
    error: str = ""


def tick(now: datetime | None = None) -> list[Outcome]:
    """Do what is due, and return what came of it; never raise for a job that fails: it is tried at the next tick.

    What works piece by piece comes last, so that it finds what the regular jobs made. Two queries when nothing is due.
    """
    now = now or timezone.now()
    due = [regular for regular in _due(now) if _claim(regular.name, now)]
    found = [_run(regular, now) for regular in due]
    for name, work in list(EVERY_TICK.items()):
        found.append(_try(name, work, timezone.now() if due else now))
    return found


def _due(now: datetime) -> list[Regular]:
    """Return the regular jobs whose time has come, as it seems; a job that has no row yet is due, and gets one."""
    rows = {row.name: row for row in Job.objects.all()}
    new = [Job(name=name, due_at=now) for name in REGULAR if name not in rows]
    if new:
        Job.objects.bulk_create(new, ignore_conflicts=True)
        rows |= {row.name: row for row in new}
    return [
        regular
        for name, regular in REGULAR.items()
        if rows[name].due_at <= now and _is_free(rows[name].claimed_at, now)
    ]


def _is_free(claimed_at: datetime | None, now: datetime) -> bool:
    return claimed_at is None or claimed_at <= now - LEASE


def _claim(name: str, now: datetime) -> bool:
    """Take a job in hand for as long as the lease lasts; return False when somebody else was first."""
    free = Q(claimed_at=None) | Q(claimed_at__lte=now - LEASE)
    return bool(Job.objects.filter(free, name=name, due_at__lte=now).update(claimed_at=now))


def _run(regular: Regular, now: datetime) -> Outcome:
    """Run a claimed job and note when it is due again, or why it failed."""
    outcome = _try(regular.name, regular.work, now)
    mine = Job.objects.filter(name=regular.name, claimed_at=now)
    if outcome.error:
        mine.update(claimed_at=None, last_error=outcome.error)
    else:
        mine.update(claimed_at=None, last_error="", last_run_at=now, due_at=regular.next_after(now))
    return outcome


def _try(name: str, work: Work, now: datetime) -> Outcome:
    try:
        return Outcome(name, done=work(now))
    except Exception as error:  # whatever it is: the others still run
        log.exception("The job %s failed", name)
        return Outcome(name, error=said(error))


def said(error: Exception) -> str:
    """Return what went wrong, on one line that fits a row."""
    return " ".join(f"{type(error).__name__}: {error}".replace("\x00", "").split())[:300]
