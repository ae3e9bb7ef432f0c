"""Who is mailed and when, as it is said before it happens."""

import pytest
from django.utils.translation import override

from engagements.lifecycle import mailing
from engagements.people.permissions import seat_of
from engagements.people.roles import Role
from outbox.rhythms import Rhythm
from outbox.weights import Weight
from tests.engagements.conftest import seat_for


@pytest.fixture(autouse=True)
def english():
    """The words the test looks for."""
    with override("en"):
        yield


def wants(member, rhythm):
    """Let a member have mail in this rhythm."""
    member.user.mail_rhythm = rhythm
    member.user.save()


@pytest.mark.parametrize(
    ("rhythm", "binding", "news"),
    [
        (Rhythm.NOW, "at once", "within a quarter of an hour"),
        (Rhythm.DAILY, "in the overview of the next working day", "in the overview of the next working day"),
        (Rhythm.WEEKLY, "in the overview of the next working day", "in the overview of Monday"),
        (Rhythm.BINDING, "at once", None),
    ],
)
def test_words_say_when_mail_reaches_somebody(rhythm, binding, news):
    assert [mailing.how(Weight.BINDING, rhythm), mailing.how(Weight.NEWS, rhythm)] == [binding, news]


def test_button_says_who_or_how_many_and_whether_at_once(sponsor, owner, board):
    def note(*members):
        return mailing.mailing(members, Weight.BINDING).note

    wants(owner, Rhythm.DAILY)
    wants(board, Rhythm.WEEKLY)

    assert note() == "mails nobody"
    assert note(sponsor) == "mails Sanne Sponsor at once"
    assert note(owner) == "mails Omar Owner in the overview of the next working day"
    assert note(sponsor, sponsor) == "mails 2 people"
    assert note(owner, board) == "mails 2 people in their own rhythm"
    assert note(sponsor, owner, board) == "mails 1 at once, 2 in their own rhythm"


def test_change_is_told_at_once_to_whom_it_binds_whatever_their_rhythm(
    engagement, manager, sponsor, owner, board
):
    wants(sponsor, Rhythm.WEEKLY)
    wants(owner, Rhythm.WEEKLY)
    wants(board, Rhythm.BINDING)
    seat_for(engagement, Role.SHADOW, "Sharon Shadow")

    told = mailing.told_of_change(engagement, manager)

    assert [each.label for each in told] == [
        "Sanne Sponsor, at once",
        "Omar Owner, in the overview of Monday",
        "Sharon Shadow, within a quarter of an hour",
    ]
    assert len(told.seen_from(seat_of(sponsor.user, engagement))) == 2
