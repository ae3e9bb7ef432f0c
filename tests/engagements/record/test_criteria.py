"""Whether the worked days are settled, and who is asked what about them."""

import datetime

import pytest

from engagements.lifecycle.asks import asked_of
from engagements.lifecycle.consequences import still_open
from engagements.lifecycle.criteria import REGISTRY, evaluate
from engagements.people.permissions import seat_of
from engagements.people.roles import Role
from engagements.record import asks, services
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.helpers import told_to


@pytest.fixture
def answer(engagement, django_assert_num_queries):
    """Return a function that answers the criterion, in one query."""

    def ask():
        with django_assert_num_queries(1):
            found = REGISTRY["timesheets_settled"](engagement)
        return found.met, found.said, found.waits_for

    return ask


def asked(engagement, user):
    return [(ask.sentence, ask.detail) for ask in asks.worked_days(engagement, seat_of(user, engagement))]


def test_no_worked_days_at_all_are_not_settled(answer):
    assert answer() == (False, "No worked days have been handed in yet.", ("manager",))


def test_drafts_count_as_not_handed_in(answer, month):
    assert answer() == (False, "No worked days have been handed in yet.", ("manager",))


def test_month_that_waits_is_not_settled_and_waits_for_the_sponsor(answer, handed_in):
    assert answer() == (False, "0 of 1 months approved.", ("sponsor",))


def test_month_that_was_sent_back_waits_for_the_manager(answer, handed_in, sponsor):
    services.dispute_worked_month(worked_month=handed_in, actor=sponsor.user, reason="Too many")

    assert answer() == (False, "0 of 1 months approved.", ("manager",))


def test_draft_beside_approved_months_is_not_settled(answer, handed_in, engagement, manager, sponsor):
    services.approve_worked_month(worked_month=handed_in, actor=sponsor.user)
    services.add_worked_month(engagement=engagement, actor=manager, month=datetime.date(2026, 4, 1), days=3)

    assert answer() == (False, "1 of 2 months approved.", ("manager",))


def test_worked_days_are_settled_when_every_month_is_approved(answer, handed_in, sponsor):
    services.approve_worked_month(worked_month=handed_in, actor=sponsor.user)

    assert answer() == (True, "1 of 1 months approved.", ())


@pytest.mark.parametrize("role", [Role.SPONSOR, Role.FINANCE])
def test_those_who_approve_are_asked_to(engagement, handed_in, role):
    member = seat_for(engagement, role)

    assert asked(engagement, member.user) == [
        (
            "Approve the worked days of March 2026",
            "Handed in by the interim manager. You can also send them back with a reason.",
        )
    ]


def test_several_months_are_one_ask(engagement, manager, sponsor, handed_in):
    other = services.add_worked_month(
        engagement=engagement, actor=manager, month=datetime.date(2026, 4, 1), days=3
    )
    services.submit_worked_month(worked_month=other, actor=manager)

    assert [sentence for sentence, _detail in asked(engagement, sponsor.user)] == [
        "Approve the worked days of 2 months"
    ]


def test_manager_is_asked_to_look_at_what_was_sent_back(engagement, manager, sponsor, handed_in):
    assert asked(engagement, manager) == []

    services.dispute_worked_month(worked_month=handed_in, actor=sponsor.user, reason="Too many")

    assert asked(engagement, manager) == [("Look at the worked days of March 2026 again", "Too many")]
    assert asked(engagement, sponsor.user) == []


@pytest.mark.parametrize("role", [Role.BOARD, Role.EMPLOYEE, Role.SHADOW])
def test_others_are_asked_nothing_without_a_query(engagement, handed_in, role, django_assert_num_queries):
    seat = seat_of(seat_for(engagement, role).user, engagement)

    with django_assert_num_queries(0):
        assert list(asks.worked_days(engagement, seat)) == []


def test_worked_days_are_asked_once_not_twice(engagement, sponsor, handed_in):
    engagement = in_phase(engagement, "evaluation")

    asked_now = asked_of(engagement, seat_of(sponsor.user, engagement), evaluate(engagement))

    assert sum("worked days" in str(ask.sentence) for ask in asked_now) == 1


def test_unsettled_month_is_left_behind_by_nobody_in_particular(engagement, handed_in):
    assert [(item.sentence, item.owner) for item in still_open(engagement)] == [
        ("Worked days of March 2026: Handed in", None)
    ]


def test_happenings_of_worked_days_are_told_to_those_who_approve_them(engagement, sponsor, board, handed_in):
    services.approve_worked_month(worked_month=handed_in, actor=sponsor.user)

    assert told_to(sponsor.user, engagement) == ["Worked days handed in: March 2026"]
    assert told_to(board.user, engagement) == []


def test_log_is_never_told_as_a_happening(engagement, log, sponsor):
    log(audience="everyone")

    assert told_to(sponsor.user, engagement) == []
