"""A report on paper: the same words, for whoever may read it when it is made."""

import pytest
from django.utils.translation import override

from engagements.lifecycle.exceptions import NotNow
from engagements.reports.progress import services
from engagements.reports.progress.models import ReportSeen
from engagements.reports.progress.printing import KIND, progress_report
from engagements.reports.typesetting.models import Making, MakingState
from engagements.reports.typesetting.services import ask_for
from engagements.specification.models import Goal
from tests.engagements.helpers import url
from tests.engagements.reports.progress.conftest import texts
from tests.engagements.reports.typesetting.test_typeset import read

pytestmark = pytest.mark.django_db


def test_reader_has_the_report_made_and_gets_its_words(
    client, running, manager, sponsor, board, owner, today, django_capture_on_commit_callbacks
):
    goal = Goal.objects.create(
        engagement=running, title="On time", baseline=50, target=80, unit="%", owner=owner
    )
    report = services.add_report(engagement=running, actor=manager, since=today, until=today)
    words = texts(
        report,
        summary="Nine of ten\nstart on time. *No* #markup",
        goals={goal.pk: ("on_track", "I counted them")},
        verdict="on_track",
        asked=[(board, "Sign the contract", today)],
    )
    services.change_report(report=report, actor=manager, **words)
    services.send_report(report=report, actor=manager)
    client.force_login(sponsor.user)

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url("report-file", running, report.pk))

    made = Making.objects.get()
    assert answer.url == url("making", running, made.pk)
    assert ReportSeen.objects.get().member == sponsor
    assert made.state == MakingState.DONE, made.error
    with made.file.open("rb") as file:
        _document, text = read(file.read())
    text = " ".join(text.split())
    for said in (
        "Progress report 1",
        "start on time. *No* #markup",
        "On time",
        "I counted them",
        "Sign the contract",
    ):
        assert said in text


def test_draft_is_not_printed_for_the_client(draft, running, sponsor, manager):
    asked = ask_for(KIND, engagement=running, actor=sponsor.user, report=draft.pk)

    with pytest.raises(NotNow, match="no such report"):
        progress_report(asked)
    own = ask_for(KIND, engagement=running, actor=manager, report=draft.pk)
    assert ["Sent on", "not sent yet: this is a draft"] in progress_report(own).data["about"]


def test_report_is_printed_in_the_language_it_was_written_in(sent, running, sponsor):
    sent.__class__.objects.filter(pk=sent.pk).update(language="nl")
    with override("en"):
        printed = progress_report(ask_for(KIND, engagement=running, actor=sponsor.user, report=sent.pk))

    assert (printed.language, printed.title) == ("nl", "Voortgangsrapportage 1")
    assert printed.data["parts"][0]["title"] == "Wat er gebeurde"
