"""Whether the sponsor has been here and the board takes part, in words with names and days."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import User
from engagements.lifecycle.criteria import REGISTRY
from engagements.people.roles import Role
from tests.engagements.conftest import seat_for


@pytest.fixture
def answer(engagement, django_assert_num_queries):
    """Return a function that answers a criterion, in one query."""

    def ask(key):
        with django_assert_num_queries(1):
            found = REGISTRY[key](engagement)
        return found.met, found.said, found.waits_for

    return ask


def signs_in(member, *when):
    moment = datetime.datetime(*when, tzinfo=timezone.get_current_timezone())
    User.objects.filter(pk=member.user_id).update(last_login=moment)


def invited(member, *when):
    moment = datetime.datetime(*when, tzinfo=timezone.get_current_timezone())
    type(member).objects.filter(pk=member.pk).update(invited_at=moment)


def test_without_a_sponsor_it_waits_for_the_manager(answer):
    assert answer("sponsor_signed_in") == (False, "No sponsor takes part yet.", ("manager",))


def test_sponsor_who_was_invited_has_not_signed_in(answer, sponsor):
    invited(sponsor, 2026, 3, 1, 9)

    assert answer("sponsor_signed_in") == (
        False,
        "Sanne Sponsor was invited on 1 March 2026, and has not signed in yet.",
        (),
    )


def test_sponsor_who_signed_in_is_named_with_the_day(answer, sponsor):
    signs_in(sponsor, 2026, 3, 3, 0, 30)

    assert answer("sponsor_signed_in") == (True, "Sanne Sponsor last signed in on 3 March 2026.", ())


def test_one_of_two_sponsors_is_enough(answer, engagement, sponsor):
    signs_in(sponsor, 2026, 3, 3)
    seat_for(engagement, Role.SPONSOR, "Second Sponsor")

    assert answer("sponsor_signed_in")[0]


def test_sponsor_whose_part_ended_does_not_count(answer, sponsor):
    signs_in(sponsor, 2026, 3, 3)
    sponsor.ended_on = timezone.localdate()
    sponsor.save()

    assert answer("sponsor_signed_in")[:2] == (False, "No sponsor takes part yet.")


def test_somebody_else_who_signed_in_is_no_sponsor(answer, sponsor, board):
    signs_in(board, 2026, 3, 3)

    assert not answer("sponsor_signed_in")[0]


def test_board_that_does_not_take_part(answer, sponsor):
    assert answer("board_takes_part") == (False, "Nobody from the board takes part yet.", ())


def test_board_that_takes_part_is_named(answer, engagement, board):
    seat_for(engagement, Role.BOARD, "Bas Board")

    assert answer("board_takes_part") == (True, "From the board: Bente Board, Bas Board.", ())
