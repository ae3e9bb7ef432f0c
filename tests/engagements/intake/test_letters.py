"""Mail of the intake: whose signature is missing, which change is asked, and a pulse to answer."""

import pytest
from django.core import mail

from engagements.intake import services
from tests.engagements.helpers import says
from tests.engagements.intake.conftest import answer, sign


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Run something to its commit; return what was mailed by it."""

    def run(service, *args, **values):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            service(*args, **values)
        return list(mail.outbox)

    return run


def test_other_side_is_mailed_when_only_its_signature_is_missing(draft, manager, sponsor, committed):
    (message,) = committed(sign, draft, manager)

    assert message.to == ["sanne.sponsor@example.org"]
    assert message.subject == "The assignment waits for your signature: Theatres on time"
    assert f"/assignment/{draft.pk}/sign/" in message.body
    assert committed(sign, draft, sponsor.user) == []  # in force: nobody's signature is missing any more


def test_nobody_is_asked_for_a_signature_that_is_there_or_that_has_no_other_beside_it(
    draft, manager, sponsor
):
    assert says("assignment-waits", sponsor.user, version=draft.pk) is None

    sign(draft, manager)

    assert says("assignment-waits", sponsor.user, version=draft.pk)
    assert says("assignment-waits", manager, version=draft.pk) is None


def test_manager_is_mailed_the_change_that_is_asked_until_the_text_is_another(
    draft, manager, sponsor, committed
):
    values = {"assignment": draft, "actor": sponsor.user, "reason": "The mandate is too narrow"}

    (message,) = committed(services.return_assignment, **values)

    assert message.to == [manager.email]
    assert "The mandate is too narrow" in message.body
    draft.refresh_from_db()
    services.change_assignment(
        assignment=draft, actor=manager, seen=draft.version, authority="A wider mandate"
    )
    assert says("assignment-returned", manager, version=draft.pk) is None


def test_other_side_is_mailed_a_pulse(engagement, manager, sponsor, board, committed):
    (message,) = committed(services.ask_trust, engagement=engagement, actor=manager)

    assert message.to == ["sanne.sponsor@example.org"]
    assert "four statements, one minute" in message.body


def test_pulse_that_is_answered_is_not_asked_again(pulse, sponsor):
    assert says("trust-asked", sponsor.user, round=pulse.pk)

    answer(pulse, sponsor.user, 4, 4, 4, 4)

    assert says("trust-asked", sponsor.user, round=pulse.pk) is None
