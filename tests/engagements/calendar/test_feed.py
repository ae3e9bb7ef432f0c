"""What a calendar app gets: RFC 5545 to the letter, and only what is new."""

import datetime
import re
from copy import copy

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from engagements.calendar.models import Calendar, Titles
from engagements.calendar.services import READS_AN_HOUR, revoke_address
from engagements.calendar.views import MISSES_AN_HOUR
from engagements.execution.models import Commitment
from engagements.processes.models import CriticalProcess
from engagements.specification.models import Goal
from tests.engagements.calendar.conftest import MAY, App

pytestmark = pytest.mark.django_db

LONG = "Wachttijd 🌬️ onder de twintig minuten; مرحبا, \\ en “zo” verder, ook op maandagochtend\x07"


def test_calendar_is_lines_of_75_octets_with_everything_an_event_needs(goal, owner):
    Goal.objects.filter(pk=goal.pk).update(title=LONG)

    response = App(owner.user).get()
    lines = response.content.split(b"\r\n")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(len(line) for line in lines) <= 75
    assert not [line for line in lines if b"\n" in line or b"\r" in line or b"\x07" in line]
    assert [line.decode() for line in lines]  # no letter is cut in two by a fold
    unfolded = response.text.replace("\r\n ", "")
    for name in ("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "STATUS", "URL"):
        assert unfolded.count(f"\r\n{name}:") == 1, name
    assert "\r\nDTSTART;VALUE=DATE:20260504\r\nDTEND;VALUE=DATE:20260505\r\n" in unfolded
    assert re.search(r"\r\nDTSTAMP:\d{8}T\d{6}Z\r\n", unfolded)


def test_another_parser_reads_what_was_written(goal, owner):
    Goal.objects.filter(pk=goal.pk).update(title=LONG)

    (event,) = App(owner.user).events().values()

    assert event.summary == "Interim goal: " + LONG.removesuffix("\x07")
    assert (event.dtstart, event.dtend) == (MAY, MAY + datetime.timedelta(days=1))
    assert event.description == "Theatres on time, Zeezicht Hospital"
    assert event.url.endswith(f"/execution/#goal-{goal.pk}")
    assert (event.status, event.sequence, event.transparency) == ("CONFIRMED", 0, "TRANSPARENT")


def test_calendar_needs_no_cookie_and_is_kept_by_nobody_else(goal, owner):
    response = App(owner.user).get()

    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Robots-Tag"] == "noindex"


def test_calendar_that_did_not_change_is_not_sent_again(goal, owner):
    app = App(owner.user)
    first = app.get()

    by_tag = app.get(if_none_match=first["ETag"])
    by_day = app.get(if_modified_since=first["Last-Modified"])
    Goal.objects.filter(pk=goal.pk).update(title="Start at eight")
    changed = app.get(if_none_match=first["ETag"])

    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert by_day.status_code == 304
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_reading_takes_as_many_queries_however_much_there_is(executing, owner):
    counts = {}
    app = App(owner.user)
    for size in (1, 3, 300):
        kinds = (
            Goal(engagement=executing, title="Goal", due_on=MAY),
            Commitment(engagement=executing, member=owner, text="Promise", due_on=MAY),
            CriticalProcess(engagement=executing, name=f"Process {size}", let_go_on=MAY),
        )
        for kind, number in zip(kinds, (size, 1, 1), strict=True):
            more = number - type(kind).objects.count() if number > 1 else number
            type(kind).objects.bulk_create(copy(kind) for _each in range(more))
        with CaptureQueriesContext(connection) as telling:  # and keeping account of what is new
            app.get()
        with CaptureQueriesContext(connection) as again:
            response = app.get()
        assert response.text.count("BEGIN:VEVENT") > size
        counts[size] = len(telling), len(again)

    assert counts == {1: (19, 12), 3: (19, 12), 300: (19, 12)}


@pytest.mark.parametrize("secret", ["x", "a" * 43, "%00", "🌬️", "x" * 5000, "..", "%2e%2e%2f", "' or 1=1 --"])
def test_address_that_leads_nowhere_is_not_found(db, secret):
    response = Client().get(f"/calendar/{secret}.ics")

    assert response.status_code == 404
    assert response.cookies == {}


def test_address_that_was_taken_back_or_whose_person_left_is_not_found(goal, owner):
    app = App(owner.user)
    type(owner.user).objects.filter(pk=owner.user.pk).update(is_active=False)
    assert app.get().status_code == 404

    type(owner.user).objects.filter(pk=owner.user.pk).update(is_active=True)
    assert app.get().status_code == 200

    revoke_address(actor=owner.user)
    assert app.get().status_code == 404


def test_new_address_makes_the_old_one_stop_and_tells_of_the_same_things(goal, owner):
    old = App(owner.user)
    before = old.events()

    new = App(owner.user)

    assert old.get().status_code == 404
    assert {each.uid for each in new.events().values()} == {each.uid for each in before.values()}


def test_secret_itself_is_kept_nowhere(goal, owner):
    app = App(owner.user)
    secret = app.path.removeprefix("/calendar/").removesuffix(".ics")

    kept = Calendar.objects.values().get(user=owner.user)

    assert len(secret) == 43
    assert secret not in str(kept)


def test_calendar_is_read_so_often_an_hour_and_no_more(goal, owner):
    app = App(owner.user)
    app.get()
    Calendar.objects.update(reads=READS_AN_HOUR)

    refused = app.get()
    Calendar.objects.update(counted_from=None)
    again = app.get()

    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert again.status_code == 200


def test_guessing_is_stopped_before_long(db, monkeypatch):
    monkeypatch.setattr("engagements.calendar.views.MISSES_AN_HOUR", 2)
    path = reverse("calendar_feed:read", args=["guess"])

    assert [Client().get(path).status_code for _each in range(3)] == [404, 404, 429]
    assert Client().get(path, REMOTE_ADDR="203.0.113.7").status_code == 404
    assert MISSES_AN_HOUR == 60


def test_calendar_is_only_read(goal, owner):
    app = App(owner.user, Titles.KIND)

    assert app.client.post(app.path).status_code == 405
    assert app.client.head(app.path).content == b""
