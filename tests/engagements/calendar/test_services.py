"""What a calendar tells over time: the same thing under the same identity, changes, and what was called off."""

import datetime
import threading

import pytest
from django.db import connection
from django.test import Client

from engagements.calendar.models import CalendarEntry, Titles
from engagements.calendar.services import (
    CALLED_OFF_FOR,
    calendar_at,
    choose_titles,
    make_address,
    told_by,
)
from engagements.execution.services import drop_goal
from engagements.people.models import Membership
from engagements.specification.models import Goal
from tests.engagements.calendar.conftest import MAY, App

DAY = datetime.timedelta(days=1)


@pytest.mark.django_db
def test_thing_that_moves_keeps_its_identity_and_counts_the_change(goal, owner, april):
    app = App(owner.user)
    (first,) = app.events().values()
    april.shift(datetime.timedelta(hours=1))

    Goal.objects.filter(pk=goal.pk).update(due_on=MAY + DAY)
    (moved,) = app.events().values()

    assert (moved.uid, moved.dtstart) == (first.uid, MAY + DAY)
    assert (first.sequence, moved.sequence) == (0, 1)
    assert moved.last_modified == moved.dtstamp == first.last_modified + datetime.timedelta(hours=1)


@pytest.mark.django_db
def test_thing_that_does_not_change_is_told_the_same_each_time(goal, owner, april):
    app = App(owner.user)
    first = app.get().content
    april.shift(datetime.timedelta(days=3))

    assert app.get().content == first


@pytest.mark.django_db
def test_thing_that_is_done_is_called_off_for_a_month_without_its_words(goal, owner, manager, april):
    app = App(owner.user)
    (before,) = app.events().values()
    drop_goal(goal=goal, actor=manager, reason="No longer needed")

    (after,) = app.events().values()

    assert (after.uid, after.dtstart, after.sequence) == (before.uid, MAY, 1)
    assert (after.status, after.summary) == ("CANCELLED", "Interim goal")
    assert (after.description, after.url) == (None, None)
    april.shift(CALLED_OFF_FOR)
    assert app.events() == {}


@pytest.mark.django_db
def test_thing_that_comes_back_is_the_same_thing(goal, owner):
    app = App(owner.user)
    (first,) = app.events().values()
    Goal.objects.filter(pk=goal.pk).update(due_on=None)
    app.events()

    Goal.objects.filter(pk=goal.pk).update(due_on=MAY)
    (back,) = app.events().values()

    assert (back.uid, back.sequence, back.status) == (first.uid, 2, "CONFIRMED")


@pytest.mark.django_db
def test_what_goes_out_of_sight_is_called_off_without_its_words(goal, owner):
    app = App(owner.user)
    assert app.titles() == {"Interim goal: Start on time"}

    Membership.objects.filter(pk=owner.pk).update(ended_on=MAY)

    text = app.get().text
    assert "STATUS:CANCELLED" in text
    for word in ("Start on time", "Theatres", "Zeezicht", goal.engagement.ref):
        assert word not in text


@pytest.mark.django_db
def test_other_titles_are_told_as_a_change(goal, owner):
    app = App(owner.user)
    app.events()

    choose_titles(actor=owner.user, titles=Titles.KIND)

    assert {title: each.sequence for title, each in app.events().items()} == {"Interim goal": 1}


@pytest.mark.django_db
def test_two_people_know_the_same_thing_under_different_identities(goal, owner, manager):
    (one,), (other,) = App(owner.user).events().values(), App(manager).events().values()

    assert one.uid != other.uid


@pytest.mark.django_db(transaction=True)
def test_calendar_read_by_many_at_once_counts_a_change_once(executing, owner):
    secret = make_address(actor=owner.user)
    Goal.objects.bulk_create(Goal(engagement=executing, title=f"Goal {n}", due_on=MAY) for n in range(5))
    failures = []
    together = threading.Barrier(4)

    def read():
        try:
            calendar = calendar_at(secret)
            together.wait(10)
            assert len(told_by(calendar)) == 5
        except Exception as error:  # told below: a thread can't fail a test by itself
            failures.append(error)
        finally:
            connection.close()

    readers = [threading.Thread(target=read) for _each in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert failures == []
    assert set(CalendarEntry.objects.values_list("sequence", flat=True)) == {0}
    assert CalendarEntry.objects.count() == 5
    assert Client().get(f"/calendar/{secret}.ics").text.count("BEGIN:VEVENT") == 5
