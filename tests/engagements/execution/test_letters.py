"""Mail on what binds a person: once, after the commit, in their language, and only while it holds."""

import pytest
from django.core import mail

from engagements.execution import services
from engagements.lifecycle.exceptions import NotNow
from engagements.people.roles import Role
from tests.engagements.conftest import seat_for
from tests.engagements.helpers import says


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Run what waits for the commit; return what was mailed by it."""

    def run(service, **values):
        del mail.outbox[:]
        with django_capture_on_commit_callbacks(execute=True):
            service(**values)
        return list(mail.outbox)

    return run


def test_promise_asked_is_mailed_to_who_is_asked_in_their_language(running, manager, board, today, committed):
    board.user.language = "nl"
    board.user.save()

    (message,) = committed(
        services.add_commitment,
        engagement=running,
        actor=manager,
        member=board,
        text="Chair <the> review",
        due_on=today,
    )

    assert message.to == ["bente.board@example.org"]
    assert "toezegging" in message.subject
    assert "Chair <the> review" in message.body
    assert "/commitments/" in message.body
    assert "Chair &lt;the&gt; review" in message.alternatives[0].content


def test_own_promise_is_not_mailed(running, sponsor, today, committed):
    assert (
        committed(
            services.add_commitment,
            engagement=running,
            actor=sponsor.user,
            member=sponsor,
            text="X",
            due_on=today,
        )
        == []
    )


def test_promise_agreed_anew_by_the_manager_is_mailed_again(promise, manager, today, committed):
    values = {"commitment": promise, "actor": manager, "text": "Y", "due_on": today, "reason": "Moved"}

    assert [each.to for each in committed(services.renegotiate_commitment, **values)] == [
        ["bente.board@example.org"]
    ]


def test_nobody_is_mailed_about_what_they_have_answered(promise, board):
    assert says("promise-asked", board.user, commitment=promise.pk) is None


def test_nobody_is_mailed_who_no_longer_takes_part_and_nobody_else_instead(asked, board, sponsor):
    assert says("promise-asked", board.user, commitment=asked.pk)
    assert says("promise-asked", sponsor.user, commitment=asked.pk) is None

    board.ended_on = asked.due_on
    board.save()

    assert says("promise-asked", board.user, commitment=asked.pk) is None


def test_owner_is_mailed_when_a_hand_over_starts_to_wait_not_at_each_line(process, manager, owner, committed):
    first = committed(services.add_line, process=process, actor=manager, what="Roster")
    second = committed(services.add_line, process=process, actor=manager, what="Budget")

    assert [each.to for each in first] == [["omar.owner@example.org"]]
    assert first[0].subject == "The hand-over of “Weekly planning” waits for you"
    assert second == []


def test_owner_is_mailed_again_when_a_refused_line_is_offered_again(line, manager, owner, committed):
    services.refuse_line(line=line, actor=owner.user, reason="No deputy")

    assert len(committed(services.change_line, line=line, actor=manager, what="With a deputy")) == 1


def test_managers_are_mailed_when_a_process_is_given_back(process, line, owner, committed):
    services.accept_line(line=line, actor=owner.user)
    services.accept_handover(process=process, actor=owner.user)
    seat_for(process.engagement, Role.SHADOW)

    (message,) = committed(services.give_back, process=process, actor=owner.user, reason="My deputy left")

    assert message.to == ["marit.manager@example.org"]
    assert "Omar Owner has given “Weekly planning” back" in message.body
    assert "My deputy left" in message.body


def test_refused_change_mails_nobody(process, owner, committed):
    with pytest.raises(NotNow):
        committed(services.give_back, process=process, actor=owner.user, reason="X")

    assert mail.outbox == []
