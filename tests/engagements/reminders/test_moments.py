"""When somebody is reminded."""

import datetime

import pytest

from engagements.lifecycle.asks import Ask
from engagements.reminders.moments import latest_moment, moments_of

DUE = datetime.date(2026, 5, 6)
DAY = datetime.timedelta(days=1)
DATED = Ask(sentence="Keep it", url="/", due_on=DUE)
ASKED = Ask(sentence="Answer", url="/", since=DUE)


@pytest.mark.parametrize(
    ("ask", "days"),
    [
        (DATED, [-3, 1, 8, 15, 22]),
        (ASKED, [3, 10, 17]),
        (Ask(sentence="Answer", url="/", since=DUE, due_on=DUE + 9 * DAY), [3, 6, 10, 17, 24, 31]),
        (Ask(sentence="Whenever", url="/"), []),
    ],
)
def test_moments_follow_from_the_day_it_is_due_and_the_day_it_was_asked(ask, days):
    assert moments_of(ask) == [DUE + each * DAY for each in days]


@pytest.mark.parametrize(
    ("today", "latest", "is_last"),
    [(-3, -3, False), (0, -3, False), (14, 8, False), (22, 22, True), (90, 22, True)],
)
def test_whoever_is_late_takes_the_latest_moment_alone(today, latest, is_last):
    moment = latest_moment(DATED, DUE + today * DAY)

    assert (moment.day, moment.is_last) == (DUE + latest * DAY, is_last)


def test_nobody_is_reminded_before_the_first_moment():
    assert latest_moment(DATED, DUE - 4 * DAY) is None
    assert latest_moment(ASKED, DUE) is None
