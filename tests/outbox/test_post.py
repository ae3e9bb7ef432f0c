"""Mail is noted with its cause, and goes out after the commit."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from outbox import post
from outbox.models import Mail
from outbox.states import MailState
from tests.outbox.conftest import rows


def test_mail_goes_out_after_the_commit_of_its_cause(
    ria, kinds, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        mail = post.queue("ask", recipient=ria, topic="engagement:1", number=4)
        assert mailoutbox == []

    [message] = mailoutbox
    assert (message.to, message.subject) == (["ria@example.org"], "About 4")
    assert message.extra_headers["Message-ID"] == mail.message_id
    assert [each.state for each in rows()] == [MailState.SENT]


def test_nothing_is_mailed_about_what_was_undone(ria, kinds, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        post.queue("ask", recipient=ria)
        transaction.set_rollback(True)

    assert (rows(), mailoutbox) == ([], [])


@pytest.mark.parametrize(
    ("rhythm", "kind", "state"),
    [
        ("now", "tell", MailState.HELD),
        ("daily", "ask", MailState.HELD),
        ("weekly", "tell", MailState.HELD),
        ("weekly", "code", MailState.SENT),
        ("binding", "ask", MailState.SENT),
    ],
)
def test_rhythm_of_the_reader_holds(ria, kinds, rhythm, kind, state, django_capture_on_commit_callbacks):
    ria.mail_rhythm = rhythm

    with django_capture_on_commit_callbacks(execute=True):
        post.queue(kind, recipient=ria)

    assert [each.state for each in rows()] == [state]


def test_news_is_not_even_noted_for_whoever_wants_only_what_binds(ria, kinds):
    ria.mail_rhythm = "binding"

    assert post.queue("tell", recipient=ria) is None
    assert rows() == []


def test_whoever_has_left_is_not_mailed(ria, kinds):
    ria.is_active = False

    assert post.queue("code", recipient=ria) is None
    assert rows() == []


def test_moment_and_weight_can_be_given(ria, kinds, django_capture_on_commit_callbacks, mailoutbox):
    later = timezone.now() + timedelta(hours=3)
    ria.mail_rhythm = "daily"

    with django_capture_on_commit_callbacks(execute=True):
        post.queue("tell", recipient=ria, due_at=later)
        post.queue("tell", recipient=ria, weight="urgent", number=2)

    assert [each.subject for each in mailoutbox] == ["About 2"]
    assert Mail.objects.unsent().get().due_at == later


def test_unknown_kind_is_refused_where_it_is_queued(ria):
    with pytest.raises(KeyError):
        post.queue("no-such-kind", recipient=ria)


def test_names_of_mail_differ():
    assert post.new_message_id("ask") != post.new_message_id("ask")
