"""What is asked about processes, of whom and how often; what happened to them; what would be left behind."""

import datetime

import pytest
from django.utils import timezone

from engagements.lifecycle import asks, consequences
from engagements.lifecycle.criteria import Gate
from engagements.people.permissions import seat_of
from engagements.people.roles import Role
from engagements.processes import services
from engagements.processes.asks import ratings_due
from engagements.processes.models import CriticalProcess
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.helpers import told_to, url
from tests.engagements.processes.conftest import let_go


def asked(engagement, user):
    return list(ratings_due(engagement, seat_of(user, engagement)))


def days_ago(days):
    return timezone.localdate() - datetime.timedelta(days=days)


@pytest.fixture
def specifying(engagement, process):
    """The engagement in specification, with one process."""
    return in_phase(engagement, "specification")


@pytest.mark.parametrize("who", ["manager", "owner"])
def test_both_sides_are_asked_who_decides(specifying, process, request, who):
    fixture = request.getfixturevalue(who)

    (ask,) = asked(specifying, getattr(fixture, "user", fixture))

    assert (str(ask.sentence), ask.url) == (
        "Say who really decides in Planning",
        url("rating-add", specifying, process.pk),
    )


@pytest.mark.parametrize(("days", "times"), [(0, 0), (31, 0), (32, 1)])
def test_owner_is_asked_again_after_a_month(specifying, process, owner, days, times):
    services.add_rating(process=process, actor=owner.user, rung=3, rated_on=days_ago(days))

    assert len(asked(specifying, owner.user)) == times


def test_rating_of_the_other_side_is_not_mine(specifying, process, manager, owner):
    services.add_rating(process=process, actor=owner.user, rung=3)

    assert len(asked(specifying, manager)) == 1


def test_several_processes_are_one_question(specifying, process, manager):
    services.add_process(engagement=specifying, actor=manager, name="Triage")

    (ask,) = asked(specifying, manager)

    assert str(ask.sentence) == "Say of 2 processes who really decides"
    assert ask.url == f"{url('processes', specifying)}#process-{process.pk}"


def test_nobody_is_asked_in_intake(engagement, process, manager):
    assert asked(engagement, manager) == []


@pytest.mark.parametrize("role", [role for role in Role if role != Role.MANAGER])
def test_nobody_else_is_asked(specifying, role):
    assert asked(specifying, seat_for(specifying, role, "Somebody Else").user) == []


def test_nothing_is_asked_while_the_engagement_is_paused(specifying, manager):
    type(specifying).objects.update(standing="on_hold")
    paused = type(specifying).objects.get(pk=specifying.pk)

    assert asks.asked_of(paused, seat_of(manager, paused), Gate(lines=())) == []


def test_asking_takes_one_query_and_none_for_who_is_never_asked(
    specifying, owner, sponsor, django_assert_num_queries
):
    theirs = seat_of(owner.user, specifying)
    with django_assert_num_queries(1):
        ratings_due(specifying, theirs)
    observer = seat_of(seat_for(specifying, Role.WORKS_COUNCIL).user, specifying)
    with django_assert_num_queries(0):
        ratings_due(specifying, observer)


def test_what_happened_is_told_by_name(engagement, process, manager, owner, sponsor):
    services.change_process(process=process, actor=manager, owner=None)
    services.change_process(process=process, actor=manager, owner=owner)

    assert told_to(sponsor.user, engagement) == [
        "An owner was named for Planning",
        "Critical process named: Planning",
    ]


def test_finance_is_told_nothing_of_processes_it_may_not_see(engagement, process):
    assert told_to(seat_for(engagement, Role.FINANCE).user, engagement) == []


def test_processes_that_are_not_let_go_are_left_behind_with_their_owner(engagement, process, manager, owner):
    held = services.add_process(engagement=engagement, actor=manager, name="Objections")
    services.add_process(engagement=engagement, actor=manager, name="Own already")
    let_go(CriticalProcess.objects.get(name="Own already"))

    mine = [
        item for item in consequences.still_open(engagement) if str(item.sentence).startswith("Not let go")
    ]

    assert [(str(item.sentence), item.owner) for item in mine] == [
        ("Not let go: Planning", owner),
        (f"Not let go: {held}", None),
    ]
