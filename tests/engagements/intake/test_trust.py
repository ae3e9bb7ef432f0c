"""Trust pulses: asked, answered once by each side, revealed together; never more than a suggestion."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from engagements.intake import services
from engagements.intake.models import TrustAnswer, TrustRound
from engagements.intake.trust import pulses_for
from engagements.lifecycle.exceptions import NotNow, NotReady
from engagements.lifecycle.models import AuditEntry
from engagements.people.permissions import seat_of
from engagements.people.roles import Role
from tests.engagements.conftest import person, seat_for
from tests.engagements.intake.conftest import answer


def pulse_of(engagement, user):
    return pulses_for(engagement, seat_of(user, engagement))[0]


def test_pulse_is_asked_one_at_a_time(engagement, manager, sponsor, pulse):
    answer(pulse, manager, 4)

    with pytest.raises(NotNow, match="still open"):
        services.ask_trust(engagement=engagement, actor=manager)
    answer(pulse, sponsor.user, 4)
    services.ask_trust(engagement=engagement, actor=manager)

    assert TrustRound.objects.count() == 2


def test_pulse_needs_somebody_on_the_other_side(engagement, manager):
    with pytest.raises(NotReady, match="Invite the sponsor"):
        services.ask_trust(engagement=engagement, actor=manager)


def test_pulse_is_the_managers_to_ask(engagement, sponsor):
    with pytest.raises(PermissionDenied):
        services.ask_trust(engagement=engagement, actor=sponsor.user)


def test_answer_is_given_once_by_each_side(engagement, pulse, manager, sponsor):
    assert answer(pulse, manager, 4, 3, 4, 4).side == "manager"
    assert answer(pulse, sponsor.user, 2).side == "organisation"

    with pytest.raises(NotNow, match="Your side has answered"):
        answer(pulse, manager, 5)
    with pytest.raises(NotNow, match="Your side has answered"):
        answer(pulse, seat_for(engagement, Role.SPONSOR, "Second").user, 5)


@pytest.mark.parametrize("score", [0, 6, -1, None])
def test_score_beyond_the_scale_is_refused(pulse, manager, score):
    with pytest.raises(ValidationError):
        answer(pulse, manager, 4, 4, 4, score)

    assert not TrustAnswer.objects.exists()


@pytest.mark.parametrize("role", [Role.BOARD, Role.SHADOW])
def test_answer_is_asked_of_the_two_alone(engagement, pulse, role):
    with pytest.raises(PermissionDenied):
        answer(pulse, seat_for(engagement, role).user, 3)


@pytest.mark.parametrize("first", ["manager", "sponsor"])
def test_before_the_reveal_each_sees_only_the_own_answer(engagement, pulse, manager, sponsor, first):
    shadow = seat_for(engagement, Role.SHADOW).user
    administrator = person("Ada", is_administrator=True)
    second_sponsor = seat_for(engagement, Role.SPONSOR, "Second").user
    giver, waiting = (manager, sponsor.user) if first == "manager" else (sponsor.user, manager)
    answer(pulse, giver, 1, remark="Secret")

    for user in (giver, waiting, shadow, administrator, second_sponsor):
        seen = pulse_of(engagement, user)
        assert (seen.manager, seen.organisation, seen.gap, seen.suggests_talk) == (None, None, None, False)
        assert (seen.own is not None) == (user == giver)
        assert {statement.own for statement in seen.statements} == ({1} if user == giver else {None})


def test_both_answers_are_revealed_together(engagement, pulse, manager, sponsor):
    answer(pulse, manager, 4, 4, 4, 3)
    answer(pulse, sponsor.user, 3, 3, 4, 4, remark="It grows")

    for user in (manager, sponsor.user):
        seen = pulse_of(engagement, user)
        assert (seen.manager.mean, seen.organisation.mean) == (3.75, 3.5)
        assert seen.organisation.remark == "It grows"
        assert [(each.manager, each.organisation) for each in seen.statements] == [
            (4, 3),
            (4, 3),
            (4, 4),
            (3, 4),
        ]


@pytest.mark.parametrize(
    ("theirs", "gap", "talk"),
    [
        ((4, 4, 4, 4), "0.0", False),
        ((3, 3, 2, 2), "1.5", False),
        ((3, 2, 2, 2), "1.7", True),
        ((1, 1, 1, 1), "3.0", True),
    ],
)
def test_talk_is_suggested_above_one_and_a_half_apart(engagement, pulse, manager, sponsor, theirs, gap, talk):
    answer(pulse, manager, 4)
    answer(pulse, sponsor.user, *theirs)

    seen = pulse_of(engagement, manager)

    assert (seen.gap, seen.suggests_talk) == (Decimal(gap), talk)


def test_audit_trail_tells_that_somebody_answered_never_what(pulse, manager):
    answer(pulse, manager, 1, remark="Secret")

    entry = AuditEntry.objects.get(action="trust-answer")

    assert (entry.actor, entry.before, entry.after, entry.subject) == (manager, {}, {}, "manager")


def test_pulses_are_read_in_two_queries_newest_first(engagement, manager, sponsor, django_assert_num_queries):
    for _each in range(3):
        pulse = services.ask_trust(engagement=engagement, actor=manager)
        answer(pulse, manager, 4)
        answer(pulse, sponsor.user, 4)
    seat = seat_of(manager, engagement)

    with django_assert_num_queries(2):
        seen = pulses_for(engagement, seat)

    assert [each.round.pk for each in seen] == sorted((each.round.pk for each in seen), reverse=True)
