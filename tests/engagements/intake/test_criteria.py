"""The exit criteria of intake: when they are met, and the very sentence that says so."""

import datetime

import pytest
import time_machine

from engagements.intake import criteria, services
from engagements.people.roles import Role
from tests.engagements.intake.conftest import answer, enter, renew, sign


def observe(engagement, manager, *areas):
    for area in areas:
        services.add_observation(
            engagement=engagement, actor=manager, area=area, text="Seen", seen_on=engagement.starts_on
        )


@pytest.mark.parametrize(
    ("areas", "met", "said"),
    [
        ([], False, "Observations so far: 0; areas: 0."),
        (["people", "people", "people"], False, "Observations so far: 3; areas: 1."),
        (["people", "finance"], False, "Observations so far: 2; areas: 2."),
        (["people", "finance", "people"], True, "Observations so far: 3; areas: 2."),
    ],
)
def test_observations_are_enough_with_three_over_two_areas(engagement, manager, areas, met, said):
    observe(engagement, manager, *areas)

    found = criteria.observations(engagement)

    assert (found.met, found.said, found.spot) == (met, said, "intake")


def test_observations_of_another_engagement_do_not_count(engagement, stranger):
    observe(stranger.memberships.get().engagement, stranger, "people", "finance", "people")

    assert criteria.observations(engagement).said == "Observations so far: 0; areas: 0."


@pytest.mark.parametrize(
    ("count", "met", "said"),
    [
        (0, False, "No intended change is named yet."),
        (1, True, "1 intended change is named."),
        (2, True, "2 intended changes are named."),
    ],
)
def test_intended_change_is_met_with_one(engagement, manager, count, met, said):
    for _each in range(count):
        services.add_intended_change(engagement=engagement, actor=manager, from_state="A", to_state="B")

    found = criteria.intended_change(engagement)

    assert (found.met, found.said) == (met, said)


def test_conflicts_are_handled_when_there_are_none(engagement):
    found = criteria.conflicts_handled(engagement)

    assert (found.met, found.said) == (True, "No claims are written down, so none conflict.")


def test_conflicts_are_handled_when_none_is_marked_among_the_claims(engagement, claims):
    found = criteria.conflicts_handled(engagement)

    assert (found.met, found.said) == (True, "No conflict is marked among the 3 claims.")


def test_conflicts_are_open_until_every_one_is_handled(engagement, manager, claims, conflict):
    other = services.mark_conflict(engagement=engagement, actor=manager, first=claims[0], second=claims[2])
    services.handle_conflict(conflict=other, actor=manager, state="escalated", outcome="To the board")
    before = criteria.conflicts_handled(engagement)
    services.handle_conflict(conflict=conflict, actor=manager, state="tension", outcome="It stays")
    after = criteria.conflicts_handled(engagement)

    assert (before.met, before.said, before.spot) == (False, "1 of 2 conflicts are handled.", "claims")
    assert (after.met, after.said) == (True, "2 of 2 conflicts are handled.")


def test_assignment_waits_for_the_manager_to_write_it(engagement):
    found = criteria.assignment_signed(engagement)

    assert (found.met, found.said) == (False, "No assignment has been written yet.")
    assert found.waits_for == (Role.MANAGER,)


def test_assignment_waits_for_exactly_whoever_has_not_signed(engagement, draft, manager, sponsor):
    unsigned = criteria.assignment_signed(engagement)
    sign(draft, manager)
    half = criteria.assignment_signed(engagement)
    sign(draft, sponsor.user)
    done = criteria.assignment_signed(engagement)

    assert (unsigned.said, unsigned.waits_for) == (
        "Version 1 waits for a signature from both sides.",
        (Role.MANAGER, Role.SPONSOR),
    )
    assert (half.said, half.waits_for) == (
        "Version 1 waits for a signature from the sponsor.",
        (Role.SPONSOR,),
    )
    assert (done.met, done.said, done.spot) == (True, "Version 1 is signed by both sides.", "assignment")


def test_assignment_signed_by_the_sponsor_first_waits_for_the_manager(engagement, draft, sponsor):
    sign(draft, sponsor.user)

    found = criteria.assignment_signed(engagement)

    assert (found.said, found.waits_for) == (
        "Version 1 waits for a signature from the interim manager.",
        (Role.MANAGER,),
    )


def test_assignment_sent_back_waits_for_the_manager(engagement, draft, manager, sponsor):
    sign(draft, manager)
    services.return_assignment(assignment=draft, actor=sponsor.user, reason="Sharper")

    found = criteria.assignment_signed(engagement)

    assert (found.met, found.said) == (False, "The sponsor asks for a change to version 1.")
    assert found.waits_for == (Role.MANAGER,)


def test_assignment_stays_signed_while_a_new_version_is_drafted(engagement, signed, manager):
    renew(engagement, manager)

    assert criteria.assignment_signed(engagement).said == "Version 1 is signed by both sides."


def test_assignment_is_confirmed_by_each_side_in_specification(engagement, signed, manager, sponsor):
    enter(engagement, manager, "specification")
    asked = criteria.assignment_confirmed(engagement)
    services.confirm_assignment(assignment=signed, actor=sponsor.user)
    half = criteria.assignment_confirmed(engagement)
    services.confirm_assignment(assignment=signed, actor=manager)
    done = criteria.assignment_confirmed(engagement)

    assert (asked.met, asked.said, asked.waits_for) == (
        False,
        "Version 1 still has to be confirmed by both sides.",
        (Role.MANAGER, Role.SPONSOR),
    )
    assert (half.said, half.waits_for) == (
        "Version 1 still has to be confirmed by the interim manager.",
        (Role.MANAGER,),
    )
    assert (done.met, done.said) == (True, "Version 1 is confirmed by both sides.")


def test_assignment_is_confirmed_by_a_new_version_signed_in_specification(
    engagement, signed, manager, sponsor
):
    enter(engagement, manager, "specification")
    newer = renew(engagement, manager)
    drafted = criteria.assignment_confirmed(engagement)
    sign(newer, manager)
    half = criteria.assignment_confirmed(engagement)
    sign(newer, sponsor.user)
    done = criteria.assignment_confirmed(engagement)

    assert drafted.said == "Version 1 still has to be confirmed by both sides."
    assert (half.met, half.said) == (False, "Version 2 waits for a signature from the sponsor.")
    assert half.waits_for == (Role.SPONSOR,)
    assert (done.met, done.said) == (True, "Version 2 is confirmed by both sides.")


def test_assignment_without_a_version_in_force_cannot_be_confirmed(engagement, draft, manager):
    enter(engagement, manager, "specification")

    found = criteria.assignment_confirmed(engagement)

    assert (found.met, found.said) == (False, "Version 1 waits for a signature from both sides.")


def test_trust_is_asked_once_a_pulse_is_and_says_nothing_of_the_answers(engagement, manager, sponsor):
    before = criteria.trust_asked(engagement)
    with time_machine.travel(datetime.datetime(2030, 3, 2, 10)):
        pulse = services.ask_trust(engagement=engagement, actor=manager)
    asked = criteria.trust_asked(engagement)
    answer(pulse, manager, 1)
    half = criteria.trust_asked(engagement)
    answer(pulse, sponsor.user, 5)
    done = criteria.trust_asked(engagement)

    assert (before.met, before.said) == (False, "Trust has not been asked about yet.")
    assert (asked.met, asked.said) == (True, "Asked on 2 March 2030; not answered by both sides yet.")
    assert half == asked
    assert (done.met, done.said) == (True, "Asked on 2 March 2030 and answered by both sides.")


def test_trust_speaks_of_the_newest_pulse(engagement, manager, sponsor):
    for day in (2, 3):
        with time_machine.travel(datetime.datetime(2030, 3, day, 10)):
            pulse = services.ask_trust(engagement=engagement, actor=manager)
            if day == 2:
                answer(pulse, manager, 4)
                answer(pulse, sponsor.user, 4)

    assert criteria.trust_asked(engagement).said == "Asked on 3 March 2030; not answered by both sides yet."


@pytest.mark.parametrize(
    "check",
    [
        "observations",
        "intended_change",
        "conflicts_handled",
        "assignment_signed",
        "assignment_confirmed",
        "trust_asked",
    ],
)
def test_criterion_costs_one_query(engagement, signed, conflict, pulse, check, django_assert_num_queries):
    with django_assert_num_queries(1):
        getattr(criteria, check)(engagement)
