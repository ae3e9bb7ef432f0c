"""What reports ask of people, and when they are silent."""

import datetime

import pytest

from engagements.calendar.sources import reports
from engagements.calendar.tables import tables_of
from engagements.lifecycle.asks import asked_of
from engagements.lifecycle.commands import Standing
from engagements.people.permissions import seat_of
from engagements.reports.progress import services
from engagements.reports.progress.asks import report_due, report_to_read
from engagements.reports.progress.models import ProgressReport, ReportSchedule
from tests.engagements.helpers import url

pytestmark = pytest.mark.django_db


def due(engagement, user):
    """Return what is asked of somebody about the next report."""
    return [ask for ask in asked_of(engagement, seat_of(user, engagement)) if ask.key.startswith("report-")]


@pytest.fixture
def rhythm(running, today):
    """A report every four weeks; the first is due in three days."""
    return ReportSchedule.objects.create(
        engagement=running, every="weeks", weeks=4, begins_on=today + datetime.timedelta(days=3)
    )


def test_manager_is_asked_for_the_report_when_its_day_is_near(rhythm, running, manager, today):
    (ask,) = due(running, manager)

    assert (ask.sentence, ask.key) == ("Write progress report 1", "report-1")
    assert (ask.due_on, ask.url) == (rhythm.begins_on, url("report-add", running))


def test_manager_is_asked_to_finish_the_draft(rhythm, draft, running, manager):
    (ask,) = due(running, manager)

    assert ask.sentence == "Finish progress report 1 and send it"
    assert ask.url == url("report", running, draft.pk)


def test_nothing_is_asked_long_before_the_day_nor_once_it_is_sent(rhythm, sent, running, manager, today):
    assert due(running, manager) == []
    ReportSchedule.objects.update(begins_on=today + datetime.timedelta(days=8))
    ProgressReport.objects.all().update(
        until=today - datetime.timedelta(days=300), since=today.replace(year=2020)
    )
    assert due(running, manager) == []


def test_nothing_is_asked_without_a_rhythm_nor_of_anybody_else(rhythm, running, manager, sponsor):
    assert due(running, sponsor.user) == []
    ReportSchedule.objects.update(every="never")
    assert due(running, manager) == []


def test_nothing_is_asked_on_hold(rhythm, running, manager):
    type(running).objects.filter(pk=running.pk).update(standing=Standing.ON_HOLD)
    running = type(running).objects.get(pk=running.pk)

    assert due(running, manager) == []


def test_steering_group_is_asked_to_read_the_last_report_until_they_open_it(
    sent, running, sponsor, owner, manager, django_assert_num_queries
):
    seats = [seat_of(user, running) for user in (sponsor.user, owner.user, manager)]

    with django_assert_num_queries(1):
        asked = [list(report_to_read(running, seat)) for seat in seats]
    services.note_seen(sent, seats[0])

    assert [[ask.sentence for ask in each] for each in asked] == [["Read progress report 1"], [], []]
    assert asked[0][0].key == "", "nobody is reminded of reading"
    assert list(report_to_read(running, seats[0])) == []


def test_correction_is_to_be_read_again(sent, running, sponsor, manager):
    seat = seat_of(sponsor.user, running)
    services.note_seen(sent, seat)
    correction = services.correct_report(report=sent, actor=manager, reason="The number was wrong")
    services.send_report(report=correction, actor=manager)

    assert [ask.sentence for ask in report_to_read(running, seat)] == [
        "Read the correction of progress report 1"
    ]


def test_manager_costs_one_query_where_no_rhythm_was_agreed_on(running, manager, django_assert_num_queries):
    seat = seat_of(manager, running)

    with django_assert_num_queries(1):
        assert list(report_due(running, seat)) == []


def test_day_of_the_report_stands_in_the_calendar_of_who_writes_it_alone(rhythm, running, manager, sponsor):
    assert [(each.day, each.page) for each in reports(tables_of(manager))] == [(rhythm.begins_on, "reports")]
    assert list(reports(tables_of(sponsor.user))) == []
