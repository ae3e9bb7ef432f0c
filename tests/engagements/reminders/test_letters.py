"""What a reminder says."""

import pytest

from engagements.execution.models import Commitment, CommitmentState
from engagements.people.models import Membership
from engagements.reminders.letters import reminder
from outbox.letters import compose
from tests.engagements.conftest import seat_for
from tests.engagements.reminders.conftest import DAY, DUE

pytestmark = pytest.mark.django_db


def test_reminder_of_one_thing_says_it_with_its_day_and_leads_there(promise, board, on):
    on(1)

    letter = reminder(board.user, membership=board.pk, keys=[f"commitment-{promise.pk}"])

    assert letter.subject == "Reminder: Say what became of your promise: “Free two planners”"
    assert letter.sentence == "Say what became of your promise: “Free two planners”."
    assert letter.after == "This was due on 6 May."
    assert letter.path.endswith(f"/commitments/#commitment-{promise.pk}")
    assert letter.about == "Theatres on time, Zeezicht Hospital"


def test_reminder_of_several_things_lists_them_in_one_mail(promise, board, on):
    other = Commitment.objects.create(
        engagement=promise.engagement,
        member=board,
        text="Visit the floor",
        due_on=DUE + DAY,
        state="accepted",
    )
    on(-1)

    keys = [f"commitment-{each.pk}" for each in (promise, other)]
    mail = compose(reminder(board.user, membership=board.pk, keys=keys), to=board.user)

    assert mail.subject == "Reminder: Theatres on time, 2 things wait for you"
    for text in (mail.body, mail.alternatives[0].content):
        assert "Free two planners" in text
        assert "Visit the floor" in text
        assert "7 May" in text


def test_reminder_of_what_was_done_meanwhile_says_nothing(promise, board, on):
    on(1)
    Commitment.objects.update(state=CommitmentState.KEPT)

    assert reminder(board.user, membership=board.pk, keys=[f"commitment-{promise.pk}"]) is None


def test_reminder_tells_nobody_what_is_asked_of_somebody_else(promise, board, owner, stranger, on):
    on(1)
    keys = [f"commitment-{promise.pk}"]
    colleague = seat_for(promise.engagement, "board", "Basile Board")

    assert reminder(stranger, membership=board.pk, keys=keys) is None
    assert reminder(owner.user, membership=board.pk, keys=keys) is None
    assert reminder(colleague.user, membership=colleague.pk, keys=keys) is None
    Membership.objects.filter(pk=board.pk).update(ended_on=DUE)
    assert reminder(board.user, membership=board.pk, keys=keys) is None
