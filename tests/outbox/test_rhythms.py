"""When mail goes out, by what it asks and how often its reader wants it."""

from datetime import UTC, datetime, timedelta

import pytest

from outbox.rhythms import HELD, NEVER, Rhythm, quieter, when
from outbox.weights import Weight

NOW = datetime(2026, 11, 24, 9, 7, 30, tzinfo=UTC)
QUARTER = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        (Weight.URGENT, {Rhythm.NOW: NOW, Rhythm.DAILY: NOW, Rhythm.WEEKLY: NOW, Rhythm.BINDING: NOW}),
        (Weight.BINDING, {Rhythm.NOW: NOW, Rhythm.DAILY: HELD, Rhythm.WEEKLY: HELD, Rhythm.BINDING: NOW}),
        (Weight.NEWS, {Rhythm.NOW: QUARTER, Rhythm.DAILY: HELD, Rhythm.WEEKLY: HELD, Rhythm.BINDING: NEVER}),
    ],
)
def test_weight_and_rhythm_say_when(weight, expected):
    assert {rhythm: when(weight, rhythm, NOW) for rhythm in Rhythm} == expected


@pytest.mark.parametrize("minutes", [0, 1, 14, 15, 59])
def test_news_waits_for_the_next_whole_quarter_and_never_longer(minutes):
    now = datetime(2026, 11, 24, 9, minutes, tzinfo=UTC)

    found = when(Weight.NEWS, Rhythm.NOW, now)

    assert timedelta(0) < found - now <= timedelta(minutes=15)
    assert found.minute % 15 == found.second == found.microsecond == 0


def test_every_step_is_quieter_until_the_last():
    assert [quieter(each) for each in Rhythm] == [
        Rhythm.DAILY,
        Rhythm.WEEKLY,
        Rhythm.BINDING,
        Rhythm.BINDING,
    ]
