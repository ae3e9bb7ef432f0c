"""Days in words, and what comes first."""

import datetime

import pytest

from engagements.lifecycle.models import Engagement
from engagements.today.desk import MOST_SHOWN, grouped
from engagements.today.matters import Matter, Urgency, by_when, since_when

TODAY = datetime.date(2026, 3, 10)  # a Tuesday


def day(offset):
    """Return the day so many days from today."""
    return TODAY + datetime.timedelta(days=offset)


def matter(**values):
    """Return something on the page of today."""
    values = {"what": "x", "url": "/", "button": "Open", "today": TODAY} | values
    return Matter(engagement=Engagement(title="Theatres on time"), **values)


@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (-12, "12 days late"),
        (-1, "since yesterday"),
        (0, "today"),
        (1, "tomorrow"),
        (2, "on Thursday"),
        (7, "by 17 March"),
    ],
)
def test_due_day_is_said_in_words(offset, words):
    assert by_when(day(offset), TODAY) == words


@pytest.mark.parametrize(
    ("offset", "words"),
    [(0, "since today"), (-1, "since yesterday"), (-20, "for 20 days, since 18 February")],
)
def test_how_long_something_waits_is_said_in_words(offset, words):
    assert since_when(day(offset), TODAY) == words


@pytest.mark.parametrize(
    ("values", "urgency"),
    [
        ({"due_on": day(-1)}, Urgency.OVERDUE),
        ({"due_on": day(0)}, Urgency.THIS_WEEK),
        ({"due_on": day(7)}, Urgency.THIS_WEEK),
        ({"due_on": day(8)}, Urgency.ASKED),
        ({}, Urgency.ASKED),
        ({"since": day(-3), "waits": True}, Urgency.WAITING),
        ({"nearly": True, "due_on": day(-1)}, Urgency.NEARLY),
    ],
)
def test_how_pressing_follows_from_the_day_and_whose_turn_it_is(values, urgency):
    assert matter(**values).urgency is urgency


def test_most_pressing_and_oldest_come_first_and_a_long_group_is_cut():
    late = [matter(due_on=day(-number)) for number in range(1, MOST_SHOWN + 4)]
    groups = grouped([matter(since=day(-2), waits=True), matter(), *late, matter(since=day(-9), waits=True)])

    assert [group.urgency for group in groups] == [Urgency.OVERDUE, Urgency.ASKED, Urgency.WAITING]
    assert groups[0].matters[0].due_on == day(-MOST_SHOWN - 3)
    assert (len(groups[0].matters), groups[0].more) == (MOST_SHOWN, 3)
    assert [each.since for each in groups[2].matters] == [day(-9), day(-2)]
