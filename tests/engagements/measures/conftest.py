"""Days and lives to measure, made by hand."""

import datetime

import pytest
from django.utils import translation

from engagements.lifecycle.pauses import Pause
from engagements.measures.life import Life, Stay


def day(text):
    """Return a day of 2026: `day("3-31")` is 31 March."""
    month, number = text.split("-")
    return datetime.date(2026, int(month), int(number))


def life(*stays, today, pauses=(), is_over=False, planned=None):
    """Return a life from (phase, since, until) and (since, until) in days of 2026; None is still going on."""
    found = tuple(Stay(phase, day(since), day(until) if until else None) for phase, since, until in stays)
    return Life(
        starts_on=found[0].since,
        today=day(today),
        phase=found[-1].phase,
        is_over=is_over,
        stays=found,
        pauses=tuple(Pause(day(since), day(until) if until else None) for since, until in pauses),
        planned={phase: day(text) for phase, text in (planned or {}).items()},
    )


@pytest.fixture
def in_english():
    """Sentences are asserted in the language they are written in."""
    with translation.override("en"):
        yield
