"""When mail goes out, by what it asks and how often its reader wants it."""

from datetime import UTC, datetime

import pytest

from outbox.rhythms import HELD, NEVER, Rhythm, quieter, when
from outbox.weights import Weight

NOW = datetime(2026, 11, 24, 9, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        (Weight.URGENT, {Rhythm.NOW: NOW, Rhythm.DAILY: NOW, Rhythm.WEEKLY: NOW, Rhythm.BINDING: NOW}),
        (Weight.BINDING, {Rhythm.NOW: NOW, Rhythm.DAILY: HELD, Rhythm.WEEKLY: HELD, Rhythm.BINDING: NOW}),
        (Weight.NEWS, {Rhythm.NOW: HELD, Rhythm.DAILY: HELD, Rhythm.WEEKLY: HELD, Rhythm.BINDING: NEVER}),
    ],
)
def test_weight_and_rhythm_say_when(weight, expected):
    assert {rhythm: when(weight, rhythm, NOW) for rhythm in Rhythm} == expected


def test_every_step_is_quieter_until_the_last():
    assert [quieter(each) for each in Rhythm] == [
        Rhythm.DAILY,
        Rhythm.WEEKLY,
        Rhythm.BINDING,
        Rhythm.BINDING,
    ]
