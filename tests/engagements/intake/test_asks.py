"""What intake asks of people, tells as having happened, and would leave open."""

import pytest

from engagements.intake import asks, services
from engagements.intake.consequences import unhandled_conflicts
from engagements.people.permissions import seat_of
from engagements.people.roles import Role
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.helpers import told_to, url
from tests.engagements.intake.conftest import answer, enter, renew, sign


def asked(function, engagement, person):
    """Return what is asked of a person: sentence and address."""
    return [(ask.sentence, ask.url) for ask in function(engagement, seat_of(person, engagement))]


def test_signature_is_asked_of_whoever_has_not_signed(engagement, draft, manager, sponsor, board):
    wanted = [
        ("Read version 1 of the assignment and sign it", url("assignment-sign", engagement, draft.pk)),
    ]
    assert asked(asks.assignment, engagement, manager) == wanted
    assert asked(asks.assignment, engagement, board.user) == []

    sign(draft, manager)

    assert asked(asks.assignment, engagement, manager) == []
    assert asked(asks.assignment, engagement, sponsor.user) == wanted


def test_change_is_asked_of_the_manager_once_the_sponsor_wants_one(engagement, draft, manager, sponsor):
    services.return_assignment(assignment=draft, actor=sponsor.user, reason="Sharper")

    assert asked(asks.assignment, engagement, sponsor.user) == []
    assert asked(asks.assignment, engagement, manager) == [
        ("Change version 1 of the assignment", url("assignment-change", engagement, draft.pk))
    ]


def test_confirmation_is_asked_in_specification_only(engagement, signed, manager, sponsor):
    assert asked(asks.assignment, engagement, sponsor.user) == []
    inside = enter(engagement, manager, "specification")

    assert asked(asks.assignment, inside, sponsor.user) == [
        ("Confirm that the assignment is still right", url("assignment", engagement))
    ]
    services.confirm_assignment(assignment=signed, actor=sponsor.user)
    assert asked(asks.assignment, inside, sponsor.user) == []
    assert asked(asks.assignment, in_phase(engagement, "execution"), manager) == []


def test_new_version_signed_by_one_side_is_asked_of_the_other_only(engagement, signed, manager, sponsor):
    inside = enter(engagement, manager, "specification")
    sign(renew(engagement, manager), manager)

    assert asked(asks.assignment, inside, manager) == []
    assert len(asked(asks.assignment, inside, sponsor.user)) == 1


@pytest.mark.parametrize(
    ("phase", "covered"), [("intake", "assignment_signed"), ("specification", "assignment_confirmed")]
)
def test_ask_covers_the_criterion_of_its_phase(engagement, draft, manager, phase, covered):
    inside = in_phase(engagement, phase)

    assert [ask.covers for ask in asks.assignment(inside, seat_of(manager, inside))] == [covered]


def test_trust_is_asked_of_each_side_until_it_has_answered(engagement, pulse, manager, sponsor, board):
    address = url("trust-answer", engagement, pulse.pk)
    assert [link for _sentence, link in asked(asks.trust, engagement, manager)] == [address]

    answer(pulse, manager, 1)

    assert asked(asks.trust, engagement, manager) == []
    assert [link for _sentence, link in asked(asks.trust, engagement, sponsor.user)] == [address]
    assert asked(asks.trust, engagement, board.user) == []


@pytest.mark.parametrize("function", [asks.assignment, asks.trust])
@pytest.mark.parametrize("role", [Role.BOARD, Role.EMPLOYEE, Role.SHADOW])
def test_roles_that_are_never_asked_cost_nothing(
    engagement, signed, pulse, function, role, django_assert_num_queries
):
    seat = seat_of(seat_for(engagement, role).user, engagement)

    with django_assert_num_queries(0):
        assert function(engagement, seat) == ()


@pytest.mark.parametrize("function", [asks.assignment, asks.trust])
def test_asking_costs_one_query(engagement, signed, pulse, sponsor, function, django_assert_num_queries):
    seat = seat_of(sponsor.user, engagement)

    with django_assert_num_queries(1):
        function(engagement, seat)


def told(engagement, person):
    return told_to(person, engagement)


def test_client_hears_of_the_steps_of_the_assignment(engagement, signed, manager, sponsor, board):
    enter(engagement, manager, "specification")
    services.confirm_assignment(assignment=signed, actor=manager)
    services.confirm_assignment(assignment=signed, actor=sponsor.user)
    employee = seat_for(engagement, Role.EMPLOYEE).user

    assert told(engagement, board.user) == [
        "Both sides have confirmed version 1 of the assignment: it is still right.",
        "Version 1 of the assignment is confirmed by one side; the other is still asked.",
    ]
    assert told(engagement, employee) == [
        "Both sides have confirmed version 1 of the assignment: it is still right.",
        "Version 1 of the assignment is signed by both sides: it is in force.",
    ]


def test_client_never_hears_of_observations_claims_conflicts_or_trust(
    engagement, observation, conflict, pulse, manager, sponsor
):
    services.handle_conflict(conflict=conflict, actor=manager, state="tension", outcome="It stays")
    answer(pulse, manager, 1)
    answer(pulse, sponsor.user, 5)

    assert told(engagement, sponsor.user) == []


def test_open_conflicts_are_counted_without_a_word_of_what_they_say(engagement, manager, claims, conflict):
    one = [item.sentence for item in unhandled_conflicts(engagement)]
    services.mark_conflict(engagement=engagement, actor=manager, first=claims[1], second=claims[2])
    two = [item.sentence for item in unhandled_conflicts(engagement)]
    services.handle_conflict(conflict=conflict, actor=manager, state="resolved", outcome="X")

    assert one == ["1 conflict between claims is not handled."]
    assert two == ["2 conflicts between claims are not handled."]
    assert len(unhandled_conflicts(engagement)) == 1
