"""The mail that the plan waits: to whom, when, in which language, and that it is silent when it no longer holds."""

from email import message_from_string

import pytest
from django.core import mail
from django.db import transaction

from engagements.people.roles import Role
from engagements.specification import services
from tests.engagements.conftest import seat_for
from tests.engagements.helpers import says, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def outbox(whole, sponsor):
    mail.outbox.clear()
    return mail.outbox


def send(engagement, manager, capture, **values):
    with capture(execute=True):
        services.submit_plan(engagement=engagement, actor=manager, **values)


def test_sponsor_is_mailed_after_the_commit(
    whole, manager, sponsor, outbox, django_capture_on_commit_callbacks
):
    send(whole, manager, django_capture_on_commit_callbacks, note="After two rounds.")

    (letter,) = outbox
    assert letter.to == [sponsor.user.email]
    assert letter.subject == "The plan waits for you: Theatres on time"
    for said in ("version 1", "After two rounds.", url("plan", whole)):
        assert said in letter.body
        assert said in letter.alternatives[0].content


def test_mail_is_in_the_language_of_the_sponsor(
    whole, manager, sponsor, outbox, django_capture_on_commit_callbacks
):
    sponsor.user.language = "nl"
    sponsor.user.save()

    send(whole, manager, django_capture_on_commit_callbacks)

    assert outbox[0].subject == "Het plan wacht op jou: Theatres on time"
    assert "De interim-manager vraagt je akkoord op het plan van aanpak (versie 1)." in outbox[0].body


def test_plan_that_is_rolled_back_is_not_mailed(whole, manager, outbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        services.submit_plan(engagement=whole, actor=manager)
        transaction.set_rollback(True)

    assert outbox == []


def test_nobody_else_is_mailed(
    whole, manager, sponsor, owner, board, outbox, django_capture_on_commit_callbacks
):
    gone = seat_for(whole, Role.SPONSOR, "Gone Sponsor")
    gone.ended_on = whole.starts_on
    gone.save()
    asleep = seat_for(whole, Role.SPONSOR, "Asleep Sponsor")
    asleep.user.is_active = False
    asleep.user.save()

    send(whole, manager, django_capture_on_commit_callbacks)

    assert [letter.to for letter in outbox] == [[sponsor.user.email]]


def test_mail_is_silent_when_the_plan_was_answered_meanwhile(whole, sent, sponsor):
    assert says("plan-waits", sponsor.user, version=sent.pk)

    services.return_plan(plan=sent, actor=sponsor.user, reason="Too soft")

    assert says("plan-waits", sponsor.user, version=sent.pk) is None


def test_mail_is_silent_when_a_newer_version_was_sent(whole, manager, goals, sent, sponsor):
    services.change_goal(goal=goals[0], actor=manager, target=85)
    services.submit_plan(engagement=whole, actor=manager)

    assert says("plan-waits", sponsor.user, version=sent.pk) is None


def test_manager_is_mailed_the_change_that_is_asked(
    sent, sponsor, manager, outbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        services.return_plan(plan=sent, actor=sponsor.user, reason="Too soft")

    (letter,) = outbox
    assert letter.to == [manager.email]
    assert "Sanne Sponsor does not approve the plan (version 1) yet" in letter.body
    assert "Too soft" in letter.body


def test_note_is_text_in_the_mail(whole, manager, sponsor, outbox, django_capture_on_commit_callbacks):
    send(whole, manager, django_capture_on_commit_callbacks, note="<b>Bold</b> & “quotes”")

    assert "<b>Bold</b> & “quotes”" in outbox[0].body
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; “quotes”" in outbox[0].alternatives[0].content


def test_title_adds_no_header(whole, manager, sponsor, outbox, django_capture_on_commit_callbacks):
    type(whole).objects.update(title="On time\nBcc: everybody@example.org")

    send(whole, manager, django_capture_on_commit_callbacks)

    assert message_from_string(str(outbox[0].message()))["Bcc"] is None
