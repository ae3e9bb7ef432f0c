"""Reports drafted, changed, sent, corrected and opened: what the services promise and refuse."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from engagements.lifecycle.exceptions import NotNow, NotReady, Stale
from engagements.lifecycle.models import AuditEntry
from engagements.people.permissions import seat_of
from engagements.people.roles import Role
from engagements.record.digests import digest_of
from engagements.record.models import LogEntry
from engagements.reports.progress import reading, services
from engagements.reports.progress.models import ProgressReport, ReportSchedule, ReportSeen
from engagements.sparring.models import SparringRequest
from engagements.specification.models import Goal
from outbox.models import Mail
from tests.engagements.conftest import seat_for
from tests.engagements.reports.progress.conftest import PERIOD, texts

pytestmark = pytest.mark.django_db


def change(report, manager, **changes):
    """Change a draft as the manager, and return it."""
    return services.change_report(report=report, actor=manager, **texts(report, **changes))


def test_report_is_drafted_from_the_record_and_numbered(draft, manager, running):
    assert (draft.number, draft.edition, str(draft), draft.is_sent) == (1, 1, "1", False)
    assert "The engagement started" in draft.happened
    assert draft.verdict == "on_track"
    assert AuditEntry.objects.filter(engagement=running, action="report-add", subject="1").exists()


def test_draft_keeps_its_words_out_of_the_trail(draft, manager):
    change(draft, manager, summary="All is calm", happened="Much")

    kept = str(list(AuditEntry.objects.filter(action__startswith="report-").values_list("before", "after")))
    assert "calm" not in kept
    assert "started" not in kept


def test_second_draft_waits_for_the_first(draft, running, manager, today):
    with pytest.raises(NotNow, match="a draft already"):
        services.add_report(engagement=running, actor=manager, since=today, until=today)
    draft.pk, draft.edition = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save(force_insert=True)


@pytest.mark.parametrize(("since", "until"), [(0, 1), (0, -1)])
def test_period_that_has_not_been_or_ends_before_it_begins_is_refused(since, until, running, manager, today):
    first, last = (today + datetime.timedelta(days=days) for days in (since, until))

    with pytest.raises(ValidationError) as error:
        services.add_report(engagement=running, actor=manager, since=first, until=last)

    assert set(error.value.message_dict) == {"until"}


def test_sponsor_writes_no_report(running, sponsor, today):
    with pytest.raises(PermissionDenied):
        services.add_report(engagement=running, actor=sponsor.user, since=today, until=today)


@pytest.fixture
def judged(running, manager, owner, today):
    """A draft with one goal that was never read."""
    goal = Goal.objects.create(engagement=running, title="On time", baseline=50, target=80, owner=owner)
    report = services.add_report(engagement=running, actor=manager, since=today - PERIOD, until=today)
    return report, goal


def test_verdict_that_differs_from_the_rules_needs_a_reason(judged, manager):
    report, goal = judged

    with pytest.raises(ValidationError) as error:
        change(report, manager, goals={goal.pk: ("off_track", "")}, verdict="on_track")

    assert set(error.value.message_dict) == {f"goal_{goal.pk}_because", "because"}
    assert "The rules say: Off track." in str(error.value)

    stored = change(
        report,
        manager,
        goals={goal.pk: ("off_track", "They stopped measuring")},
        verdict="on_track",
        because="It runs anyway",
    )
    assert (stored.goals[0]["verdict"], stored.goals[0]["because"]) == ("off_track", "They stopped measuring")
    assert (stored.verdict, stored.because) == ("on_track", "It runs anyway")


def test_reason_goes_once_the_verdict_is_the_proposed_one(judged, manager):
    report, goal = judged

    stored = change(report, manager, goals={goal.pk: ("attention", "Leftover")}, because="Leftover")

    assert (stored.goals[0]["because"], stored.because) == ("", "")


def test_only_people_of_the_engagement_are_asked(draft, manager, board, stranger, today):
    elsewhere = stranger.memberships.get()
    shadow = seat_for(draft.engagement, Role.SHADOW)

    for member in (elsewhere, shadow):
        with pytest.raises(ValidationError):
            change(draft, manager, asked=[(member, "Sign", today)])
    stored = change(draft, manager, asked=[(board, "Sign\nthe plan", today)])

    assert stored.asked == [
        {"member": board.pk, "who": "Bente Board (Board)", "text": "Sign the plan", "due_on": str(today)}
    ]


def test_stale_change_is_refused_and_stores_nothing(draft, manager):
    change(draft, manager, summary="First")

    with pytest.raises(Stale) as error:
        change(draft, manager, summary="Second", seen=draft.version)

    assert error.value.current.summary == "First"
    assert ProgressReport.objects.get(pk=draft.pk).summary == "First"


def test_renewing_adds_what_the_record_has_learnt_and_nothing_that_was_taken_out(draft, manager, running):
    change(draft, manager, happened="My own words")
    LogEntry.objects.create(engagement=running, author=manager, text="Only now", audience="everyone")

    once = services.renew_report(report=draft, actor=manager)
    twice = services.renew_report(report=draft, actor=manager)

    lines = once.happened.splitlines()
    assert lines[0] == "My own words"
    assert lines[1].endswith("Only now")
    assert len(lines) == 2
    assert twice.happened == once.happened


def test_renewing_keeps_a_verdict_that_was_given_a_reason(judged, manager):
    report, goal = judged
    change(report, manager, goals={goal.pk: ("on_track", "I saw it")}, verdict="on_track")

    renewed = services.renew_report(report=report, actor=manager)

    assert (renewed.goals[0]["verdict"], renewed.verdict) == ("on_track", "on_track")


def test_sent_report_is_frozen_with_its_digest(draft, manager, board):
    sent = services.send_report(report=draft, actor=manager, seen=draft.version)

    assert sent.digest == digest_of(sent.content)
    assert sent.content["happened"] == sent.happened.splitlines()
    for act in (
        lambda: change(sent, manager, summary="Other words"),
        lambda: services.renew_report(report=sent, actor=manager),
        lambda: services.discard_report(report=sent, actor=manager),
        lambda: services.send_report(report=sent, actor=manager),
    ):
        with pytest.raises(NotNow, match="stays as it is"):
            act()
    assert ProgressReport.objects.get(pk=sent.pk).content == sent.content


def test_report_without_a_word_in_short_is_not_sent(draft, manager):
    empty = change(draft, manager, summary=" ")

    with pytest.raises(NotReady, match="in short"):
        services.send_report(report=empty, actor=manager)
    assert not ProgressReport.objects.sent().exists()


def test_sending_mails_the_steering_group_and_binds_who_is_asked(
    draft, manager, sponsor, board, head, owner, today
):
    busy = change(draft, manager, asked=[(board, "Sign", today)])
    Mail.objects.all().delete()
    type(sponsor.user).objects.filter(pk=head.user_id).update(mail_rhythm="binding")

    services.send_report(report=busy, actor=manager)

    queued = {mail.recipient_id: mail.weight for mail in Mail.objects.filter(kind="report-sent")}
    assert queued == {board.user_id: "binding", sponsor.user_id: "news"}


@pytest.mark.parametrize("place", ["happened", "summary", "blocks"])
def test_what_is_private_word_for_word_is_not_sent(place, draft, manager, running):
    LogEntry.objects.create(
        engagement=running, author=manager, text="I should have\nsaid no to the sponsor", audience="private"
    )
    told = change(draft, manager, **{place: "First point\nI should have said no to the sponsor."})

    with pytest.raises(NotReady, match="not all readers may read"):
        services.send_report(report=told, actor=manager)


def test_decision_that_is_no_longer_shared_is_not_sent(running, manager, owner, today):
    talk = SparringRequest.objects.create(
        engagement=running,
        owner=owner,
        opened_by=owner,
        started_by=owner.side,
        turn="manager",
        question="Do we close the Friday afternoon?",
        decision="Yes",
        decide_by=today,
        decided_on=today,
        shared=True,
    )
    report = services.add_report(engagement=running, actor=manager, since=today, until=today)
    SparringRequest.objects.filter(pk=talk.pk).update(shared=False)

    with pytest.raises(NotReady, match="sparring desk"):
        services.send_report(report=report, actor=manager)


def test_correction_is_a_new_edition_that_says_what_changed(sent, manager, sponsor):
    correction = services.correct_report(report=sent, actor=manager, reason="The number was wrong")
    with pytest.raises(NotNow, match="being written already"):
        services.correct_report(report=sent, actor=manager, reason="Again")
    change(correction, manager, summary="Sixty, not seventy")
    second = services.send_report(report=correction, actor=manager)

    assert (second.number, second.edition, str(second)) == (1, 2, "1.2")
    told = reading.told(second, seat_of(sponsor.user, second.engagement))
    assert [str(each.name) for each in told.changed] == ["In short"]
    assert told.content["correction"] == "The number was wrong"
    assert ProgressReport.objects.get(pk=sent.pk).content == sent.content
    with pytest.raises(NotNow, match="corrected already"):
        services.correct_report(report=sent, actor=manager, reason="Again")


def test_draft_is_changed_not_corrected(draft, manager):
    with pytest.raises(NotNow, match="not sent yet"):
        services.correct_report(report=draft, actor=manager, reason="Wrong")


def test_next_report_has_the_next_number(sent, running, manager, today):
    services.correct_report(report=sent, actor=manager, reason="Wrong")

    assert services.add_report(engagement=running, actor=manager, since=today, until=today).number == 2


def test_discarded_draft_is_gone(draft, manager):
    services.discard_report(report=draft, actor=manager, seen=draft.version)

    assert not ProgressReport.objects.exists()


def test_opening_is_noted_once_and_of_the_steering_group_alone(sent, running, sponsor, owner, manager):
    seats = {
        name: seat_of(who, running) for name, who in (("s", sponsor.user), ("m", manager), ("o", owner.user))
    }

    assert [services.note_seen(sent, seats[name]) for name in ("s", "s", "m", "o")] == [
        True,
        False,
        False,
        False,
    ]
    assert [seen.member for seen in ReportSeen.objects.all()] == [sponsor]


def test_opening_a_draft_is_not_noted(draft, running, sponsor):
    assert services.note_seen(draft, seat_of(sponsor.user, running)) is False


def test_rhythm_is_agreed_on_and_changed(running, manager, today):
    def agree(**values):
        kept = {"every": "weeks", "weeks": 4, "day": 1, "begins_on": today}
        return services.set_schedule(engagement=running, actor=manager, **kept | values)

    first = agree()
    agree(every="month", day=31, seen=first.version)

    assert ReportSchedule.objects.get().rhythm.day == 31
    with pytest.raises(Stale):
        agree(weeks=2, seen=first.version)
    with pytest.raises(ValidationError):
        agree(every="weeks", weeks=0)
