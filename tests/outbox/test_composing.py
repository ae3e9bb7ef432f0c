"""Overviews: one instead of a burst, once whatever happens, and none when there is nothing to tell."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from accounts.models import User
from clock.ticking import tick
from outbox import composing, delivery, digests, post
from outbox.digests import Line, Section
from outbox.kinds import KINDS, Kind
from outbox.letters import Letter
from outbox.models import Cursor, Mail
from outbox.states import MailState
from outbox.weights import Weight

MONDAY = "2026-11-23 12:00+01:00"
TUESDAY = "2026-11-24 07:01:30+01:00"


@pytest.fixture(autouse=True)
def world(monkeypatch):
    """Nothing to tell, but what a test puts in the returned list of sections; whether it was asked to look for asks."""
    told = []
    monkeypatch.setattr(digests, "SOURCES", {"told": lambda reader, since, until, asks: told})
    return told


@pytest.fixture
def reader(ria):
    """Return a function that gives Ria a rhythm; she has been told everything up to Monday morning."""

    def give(rhythm):
        ria.mail_rhythm = rhythm
        ria.save()
        with time_machine.travel("2026-11-23 07:02+01:00"):
            composing.compose_due(timezone.now())
        return ria

    return give


def section(*, asked=(), told=()):
    return Section(
        topic="engagement:1",
        about="Theatres, Zeezicht",
        path="/engagements/x/",
        asked=tuple(Line(text=each, path=f"/engagements/{each}/") for each in asked),
        told=tuple(Line(text=each) for each in told),
    )


def queued(reader, *names, at=MONDAY, **args):
    """Put mail in the outbox at that moment."""
    with time_machine.travel(at, tick=False):
        return [
            post.queue(name, recipient=reader, topic="engagement:1", number=n, **args)
            for n, name in enumerate(names)
        ]


def composed(at):
    """Return the overviews that are made at that moment, all sent by then."""
    before = set(Mail.objects.filter(kind="digest").values_list("pk", flat=True))
    with time_machine.travel(at, tick=False):
        composing.compose_due(timezone.now())
        delivery.send_due()
    return list(Mail.objects.filter(kind="digest").exclude(pk__in=before))


@pytest.mark.parametrize(
    ("rhythm", "quarter", "tuesday", "monday"),
    [
        ("now", ["tell"], [], []),
        ("daily", [], ["ask", "tell"], []),
        ("weekly", [], ["ask"], ["tell"]),
        ("binding", [], [], []),
    ],
)
def test_what_is_held_goes_out_at_the_moment_of_its_rhythm(reader, kinds, rhythm, quarter, tuesday, monday):
    queued(reader(rhythm), "ask", "tell")

    found = [
        [mail.kind for each in composed(at) for mail in each.told.all()]
        for at in ("2026-11-23 12:16+01:00", TUESDAY, "2026-11-30 07:01+01:00")
    ]

    assert found == [quarter, tuesday, monday]


def test_forty_changes_are_one_mail(reader, kinds, mailoutbox):
    queued(reader("daily"), *["tell"] * 40)

    composed(TUESDAY)

    [message] = mailoutbox
    assert message.body.count("waits.") == 8
    assert "And 32 more on your page." in message.body


def test_nothing_new_is_no_mail(reader, kinds, mailoutbox, world):
    reader("daily")
    world.append(section(asked=["sign"]))

    assert len(composed(TUESDAY)) == 1
    assert composed("2026-11-25 07:02+01:00") == []  # still the same is asked
    world[:] = [section(asked=["sign", "rate"])]
    assert len(composed("2026-11-26 07:02+01:00")) == 1

    assert [each.subject for each in mailoutbox] == [
        "sign: Theatres, Zeezicht",
        "2 things are asked of you: Theatres, Zeezicht",
    ]


def test_asks_are_no_reason_for_mail_between_two_overviews(reader, kinds, world):
    reader("now")
    world.append(section())

    assert composed("2026-11-23 12:16+01:00") == []


def test_overview_that_is_late_is_made_once_and_tells_what_was_made_before_its_moment(reader, kinds):
    ria = reader("daily")
    queued(ria, "tell")
    queued(ria, "ask", at="2026-11-25 08:00+01:00")

    late = composed("2026-11-25 11:00+01:00")  # two mornings were missed

    assert [mail.kind for each in late for mail in each.told.all()] == ["tell"]
    assert composed("2026-11-25 11:20+01:00") == []
    assert [mail.kind for each in composed("2026-11-26 07:05+01:00") for mail in each.told.all()] == ["ask"]


def test_week_is_told_on_the_first_working_day_after_a_missed_monday(reader, kinds, world):
    reader("weekly")
    world.append(section(told=["Goal reached"]))

    assert [len(composed(at)) for at in (TUESDAY, "2026-12-01 07:02+01:00", "2026-12-02 07:02+01:00")] == [
        0,
        1,
        0,
    ]


def test_what_was_held_for_whoever_changed_their_mind_is_told_or_dropped(reader, kinds, mailoutbox):
    ria = reader("daily")
    asked, told = queued(ria, "ask", "tell")
    User.objects.update(mail_rhythm="binding")

    composed(TUESDAY)

    assert [each.subject for each in mailoutbox] == ["About 0"]
    assert [Mail.objects.get(pk=each.pk).state for each in (asked, told)] == [
        MailState.SENT,
        MailState.DROPPED,
    ]


def test_whoever_has_left_is_told_nothing(reader, kinds, mailoutbox):
    queued(reader("daily"), "ask")
    User.objects.update(is_active=False)

    assert composed(TUESDAY) == []
    assert mailoutbox == []


def test_overview_of_nothing_that_is_still_so_is_not_sent(reader, kinds, mailoutbox):
    ria = reader("daily")
    with time_machine.travel(MONDAY, tick=False):
        held = post.queue("silent", recipient=ria)

    composed(TUESDAY)

    assert mailoutbox == []
    assert Mail.objects.select_related("digest").get(pk=held.pk).state == MailState.DROPPED


def test_single_mail_that_was_held_goes_out_as_it_is(reader, kinds, mailoutbox):
    queued(reader("daily"), "ask")

    composed(TUESDAY)

    [message] = mailoutbox
    assert message.subject == "About 0"
    assert "Look: http" in message.body


def test_failure_for_one_reader_keeps_nobody_else_waiting_and_is_tried_again(reader, kinds, monkeypatch):
    ria = reader("daily")
    other = User.objects.create_user("ott@example.org", name="Ott", mail_rhythm="daily")
    queued(ria, "tell")
    queued(other, "tell")
    monkeypatch.setattr(digests, "SOURCES", {"bad": lambda reader, *rest: [][0] if reader == ria else []})

    with time_machine.travel(TUESDAY, tick=False), pytest.raises(IndexError):
        composing.compose_due(timezone.now())
    assert [each.recipient for each in Mail.objects.filter(kind="digest")] == [other]

    monkeypatch.setattr(digests, "SOURCES", {})
    assert [each.recipient for each in composed(TUESDAY)] == [ria]


def test_clock_makes_and_sends_what_is_due_in_one_tick(reader, kinds, mailoutbox):
    queued(reader("daily"), "tell", "tell")

    with time_machine.travel(TUESDAY, tick=False):
        tick()

    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_of_several_machines_one_makes_the_overview(kinds, world):
    ria = User.objects.create_user("ria@example.org", name="Ria", mail_rhythm="daily")
    long_ago = timezone.now() - timedelta(days=9)
    Cursor.objects.create(reader=ria, at=long_ago, news_at=long_ago)
    held = post.queue("tell", recipient=ria)
    Mail.objects.update(made_at=long_ago)
    world.append(section(told=["Goal reached"]))
    together, made = threading.Barrier(3), []

    def work():
        together.wait(10)
        try:
            made.append(composing.compose_due(timezone.now()))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _each in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(made) == [0, 0, 1]
    assert not composing.compose(ria, composing.last_morning(timezone.now()))  # who comes late finds it made
    assert Mail.objects.get(kind="digest").told.get() == held


def test_subject_that_is_too_long_keeps_what_is_asked(reader, world, kinds, mailoutbox):
    reader("daily")
    world.append(
        section(asked=["Read the second version of the assignment, and sign it or say what should change"])
    )

    composed(TUESDAY)

    assert (
        mailoutbox[0].subject
        == "Read the second version of the assignment, and sign it or say what should change"
    )
    assert all(len(line) < 200 for line in mailoutbox[0].body.splitlines())


def test_what_was_asked_and_is_done_by_then_is_not_mailed(reader, world, kinds, mailoutbox):
    reader("daily")
    world.append(section(asked=["sign"]))
    with time_machine.travel(TUESDAY, tick=False):
        composing.compose_due(timezone.now())
    world.clear()

    with time_machine.travel(TUESDAY, tick=False):
        delivery.send_due()

    assert mailoutbox == []


def test_held_mail_stands_where_its_page_is_asked_for_and_lists_what_it_lists(
    reader, world, monkeypatch, mailoutbox
):
    asked = section(asked=["late", "later"])
    one = Letter(subject="S", sentence="The plan waits.", quote="Soon", path=asked.asked[1].path)
    several = Letter(subject="R", sentence="2 wait.", context={"sections": [section(asked=["late", "new"])]})
    for name, letter in (("one", one), ("several", several)):
        kind = Kind(name, Weight.BINDING, name, lambda recipient, letter=letter, **keys: letter)
        monkeypatch.setitem(KINDS, name, kind)
    queued(reader("daily"), "one", "several")
    world.append(asked)

    composed(TUESDAY)

    said = [line for line in mailoutbox[0].body.splitlines() if line.startswith("- ")]
    assert said == ["- new", "- late", "- The plan waits."]
    assert mailoutbox[0].subject == "3 things are asked of you: Theatres, Zeezicht"


def test_whoever_joined_after_the_moment_waits_for_the_next_one(ria, kinds, world, mailoutbox):
    ria.mail_rhythm = "daily"
    ria.date_joined = "2026-11-24 09:00+01:00"
    ria.save()
    world.append(section(asked=["sign"]))

    assert composed("2026-11-24 10:00+01:00") == []
    assert len(composed("2026-11-25 07:02+01:00")) == 1
