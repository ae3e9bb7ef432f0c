"""Who is mailed about worked days, when, and what is in it."""

import pytest
from django.core import mail

from engagements.record import services
from tests.engagements.helpers import says


@pytest.fixture(autouse=True)
def finance_too(finance):
    """Finance approves as well."""


def test_handing_in_mails_those_who_approve(month, manager, sponsor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.submit_worked_month(worked_month=month, actor=manager)

    assert sorted(message.to[0] for message in mail.outbox) == [
        "fin.ance@example.org",
        "sanne.sponsor@example.org",
    ]
    message = mail.outbox[0]
    assert message.subject == "Worked days of March 2026: Theatres on time"
    for words in ("12.5", "Kick-off included", f"/engagements/{month.engagement.ref}/worked-days/"):
        assert words in message.body


def test_sending_back_mails_the_manager_with_the_reason(
    handed_in, sponsor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        services.dispute_worked_month(
            worked_month=handed_in, actor=sponsor.user, reason="You were ill on the 5th"
        )

    (message,) = mail.outbox
    assert message.to == ["marit.manager@example.org"]
    assert "Sanne Sponsor has sent the worked days of March 2026 back" in message.body
    assert "You were ill on the 5th" in message.body


def test_mail_is_in_the_language_of_who_reads_it(handed_in, finance):
    finance.user.language = "nl"
    finance.user.save(update_fields=["language"])

    letter = says("month-waits", finance.user, month=handed_in.pk)

    assert "maart 2026" in letter.subject
    assert "12,5" in letter.sentence


def test_people_who_are_gone_are_not_mailed(handed_in, finance):
    assert says("month-waits", finance.user, month=handed_in.pk)

    finance.ended_on = handed_in.month
    finance.save(update_fields=["ended_on"])

    assert says("month-waits", finance.user, month=handed_in.pk) is None


def test_mail_about_what_no_longer_holds_is_not_sent(handed_in, sponsor, manager):
    assert says("month-disputed", manager, month=handed_in.pk) is None

    services.approve_worked_month(worked_month=handed_in, actor=sponsor.user)

    assert says("month-waits", sponsor.user, month=handed_in.pk) is None
