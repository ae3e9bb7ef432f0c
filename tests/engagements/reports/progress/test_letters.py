"""The mail about a report: the answer is in it, for whoever it still is for."""

import pytest

from engagements.reports.progress import services
from outbox.letters import compose
from tests.engagements.helpers import says, url
from tests.engagements.reports.progress.conftest import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(draft, manager, sponsor, board, today):
    """A report that asks something of the board, sent."""
    words = texts(draft, summary="Nine of ten start on time.", asked=[(board, "Sign the contract", today)])
    changed = services.change_report(report=draft, actor=manager, **words)
    return services.send_report(report=changed, actor=manager)


def test_mail_says_how_it_stands_and_what_is_asked_of_its_reader(asking, board, today):
    letter = says("report-sent", board.user, report=asking.pk)

    assert letter.subject == "Progress report 1, Theatres on time: On track"
    assert letter.sentence.startswith("On track, over ")
    assert letter.quote == "Nine of ten start on time."
    assert letter.after == f"Asked of you by {today.day} {today:%B}: Sign the contract"
    assert letter.path == url("report", asking.engagement, asking.pk)
    assert "Sign the contract" in compose(letter, to=board.user).body


def test_mail_to_another_does_not_tell_what_is_asked_of_the_board(asking, sponsor):
    assert says("report-sent", sponsor.user, report=asking.pk).after == "Nothing in it is asked of you."


def test_mail_is_in_the_language_of_its_reader(asking, sponsor):
    sponsor.user.language = "nl"

    assert says("report-sent", sponsor.user, report=asking.pk).subject.endswith("Theatres on time: Op koers")


def test_nobody_is_told_of_a_corrected_edition_but_of_the_correction(asking, sponsor, manager):
    correction = services.correct_report(report=asking, actor=manager, reason="Eight of ten")
    assert says("report-sent", sponsor.user, report=correction.pk) is None
    services.send_report(report=correction, actor=manager)

    assert says("report-sent", sponsor.user, report=asking.pk) is None
    letter = says("report-sent", sponsor.user, report=correction.pk)
    assert letter.subject.startswith("Correction of progress report 1")
    assert letter.after.startswith("Corrected: Eight of ten")


@pytest.mark.parametrize("name", ["owner", "manager", "stranger"])
def test_nobody_else_is_told(name, asking, request):
    who = request.getfixturevalue(name)

    assert says("report-sent", getattr(who, "user", who), report=asking.pk) is None


def test_whoever_left_is_told_nothing(asking, sponsor, today):
    type(sponsor).objects.filter(pk=sponsor.pk).update(ended_on=today)

    assert says("report-sent", sponsor.user, report=asking.pk) is None
