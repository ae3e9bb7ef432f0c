"""What Today tells of reminders that others got."""

import datetime

import pytest

from engagements.execution.models import Commitment, CommitmentState
from engagements.people.roles import MANAGER_SIDE, ORGANISATION_SIDE
from engagements.reminders.models import Reminder
from engagements.sparring.models import SparringRequest
from engagements.today.desk import desk_of
from engagements.today.due import promises
from engagements.today.reminded import with_reminders
from tests.engagements.conftest import in_phase

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 5, 6)


@pytest.fixture
def executing(engagement):
    """The engagement while the plan is carried out."""
    return in_phase(engagement, "execution")


def told(manager, source):
    """Return what a source yields once reminders are told with it."""
    desk = desk_of(manager)
    return [(str(each.what), str(each.detail)) for each in with_reminders(desk, source(desk))]


def test_line_says_how_often_its_person_was_reminded(executing, board, manager):
    promise = Commitment.objects.create(
        engagement=executing, member=board, text="Free two", due_on=DAY, state=CommitmentState.ACCEPTED
    )
    for days in (1, 8):
        Reminder.objects.create(
            membership=board, key=f"commitment-{promise.pk}", moment=DAY + datetime.timedelta(days=days)
        )

    ((_what, detail),) = told(manager, promises)

    assert detail.startswith("Reminded 2 times, last on ")


def test_what_has_no_line_gets_one_after_the_last_reminder(executing, owner, manager):
    talk = SparringRequest.objects.create(
        engagement=executing,
        owner=owner,
        opened_by=owner,
        started_by=ORGANISATION_SIDE,
        turn=MANAGER_SIDE,
        question="Do I let the head of planning go?",
        decide_by=DAY,
    )
    reminder = Reminder.objects.create(membership=owner, key=f"sparring-{talk.pk}", moment=DAY)
    assert told(manager, lambda desk: ()) == []

    Reminder.objects.filter(pk=reminder.pk).update(is_last=True)

    ((what, detail),) = told(manager, lambda desk: ())
    assert what == "Omar Owner has had the last reminder to decide a question"
    assert detail.startswith("Reminded on ")


def test_reminders_of_other_engagements_of_oneself_and_of_what_is_done_are_not_told(
    executing, owner, manager, stranger
):
    own = executing.memberships.get(user=manager)
    for member, closed_at in ((own, None), (owner, datetime.datetime(2026, 5, 7, tzinfo=datetime.UTC))):
        Reminder.objects.create(
            membership=member, key="ratings", moment=DAY, is_last=True, closed_at=closed_at
        )
    Reminder.objects.create(membership=owner, key="readings", moment=DAY, is_last=True)

    assert told(stranger, lambda desk: ()) == []
    assert [what for what, _detail in told(manager, lambda desk: ())] == [
        "Omar Owner has had the last reminder to read where a goal stands"
    ]
