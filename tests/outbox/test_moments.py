"""When overviews are made, by the clock on the wall here."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from outbox.moments import last_monday, last_morning, last_quarter

HERE = ZoneInfo("Europe/Amsterdam")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


@pytest.mark.parametrize(
    ("now", "quarter"),
    [("2026-11-24 09:00", "09:00"), ("2026-11-24 09:14:59", "09:00"), ("2026-11-24 09:59:59", "09:45")],
)
def test_quarter_is_the_latest_whole_one(now, quarter):
    assert last_quarter(at(now)) == at(f"2026-11-24 {quarter}")


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-24 06:59", "2026-11-23"),
        ("2026-11-24 07:00", "2026-11-24"),
        ("2026-11-24 23:59", "2026-11-24"),
        ("2026-11-28 12:00", "2026-11-27"),  # Saturday
        ("2026-11-29 12:00", "2026-11-27"),
        ("2026-11-30 06:59", "2026-11-27"),  # early on Monday
        ("2026-11-30 07:00", "2026-11-30"),
        ("2026-10-26 06:30", "2026-10-23"),  # over the weekend in which the clocks went back
        ("2026-03-30 07:00", "2026-03-30"),  # after the weekend in which they went forward
    ],
)
def test_morning_is_the_latest_of_a_working_day_at_seven(now, morning):
    assert last_morning(at(now)) == at(f"{morning} 07:00")


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-11-23 06:59", "2026-11-16"),
        ("2026-11-23 07:00", "2026-11-23"),
        ("2026-11-29 23:00", "2026-11-23"),
        ("2026-10-26 07:00", "2026-10-26"),
    ],
)
def test_monday_is_the_latest_at_seven(now, monday):
    assert last_monday(at(now)) == at(f"{monday} 07:00")
