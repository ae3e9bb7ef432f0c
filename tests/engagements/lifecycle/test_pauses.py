"""Due dates wait while an engagement is on hold."""

import datetime

import pytest
import time_machine

from engagements.lifecycle.pauses import Pause, effective_due, is_overdue, pauses_of
from engagements.lifecycle.services import change

MARCH = datetime.date(2026, 3, 1)


def day(number):
    return MARCH + datetime.timedelta(days=number - 1)


@pytest.mark.parametrize(
    ("pauses", "due", "really_due"),
    [
        ((), day(10), day(10)),
        ((Pause(day(5), day(8)),), day(10), day(13)),
        ((Pause(day(12), day(20)),), day(10), day(10)),
        ((Pause(day(10), day(12)),), day(10), day(12)),
        # The second pause begins after the written date but before the moved one.
        ((Pause(day(5), day(8)), Pause(day(12), day(13))), day(10), day(14)),
        ((Pause(day(5), None),), day(10), day(25)),
    ],
)
def test_due_date_moves_by_the_pauses_that_began_before_it(pauses, due, really_due):
    assert effective_due(due, pauses, today=day(20)) == really_due


def test_nothing_is_overdue_while_on_hold():
    assert is_overdue(day(2), (), today=day(3))
    assert not is_overdue(day(2), (Pause(day(1), None),), today=day(30))


def test_nothing_without_a_date_is_overdue():
    assert not is_overdue(None, (), today=day(3))


def test_pauses_are_read_from_the_history(engagement, manager):
    with time_machine.travel(day(3), tick=False):
        change(
            engagement=engagement,
            actor=manager,
            command="hold",
            seen=1,
            reason="Illness",
            expected_return=day(9),
        )
    with time_machine.travel(day(9), tick=False):
        change(engagement=engagement, actor=manager, command="resume", seen=2)

    assert pauses_of(engagement) == (Pause(day(3), day(9)),)
