"""Reminding by itself: once on the morning of a working day."""

import datetime

import pytest
from django.utils import timezone

from clock.models import Job
from clock.ticking import tick
from engagements.reminders.jobs import NAME, remind
from engagements.reminders.models import Reminder

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("moment", "made"),
    [
        ("2026-05-07T06:15", 0),  # a Thursday, too early
        ("2026-05-07T06:30", 1),
        ("2026-05-07T23:45", 1),  # late
        ("2026-05-09T10:00", 0),  # a Saturday
        ("2026-05-10T10:00", 0),
        ("2026-05-11T10:00", 1),  # on Monday what the weekend brought
    ],
)
def test_people_are_reminded_on_the_morning_of_a_working_day(promise, april, moment, made):
    april.move_to(timezone.make_aware(datetime.datetime.fromisoformat(moment)))

    assert remind(timezone.now()) == made


def test_one_command_does_it_once_a_day_however_often_it_runs(promise, april):
    april.move_to(timezone.make_aware(datetime.datetime(2026, 5, 7, 6, 31)))
    first = {each.name: each.done for each in tick()}
    april.shift(datetime.timedelta(minutes=15))
    Reminder.objects.all().delete()
    again = {each.name: each.done for each in tick()}

    assert (first[NAME], again[NAME]) == (1, 0)
    assert Job.objects.get(name=NAME).last_error == ""
