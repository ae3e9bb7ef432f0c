"""The latest rung per side: of several the newest day counts, and of one day the last."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagements.people.permissions import Seat
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess, Rating
from engagements.processes.ratings import expected_rungs, latest_rungs, wording
from phases.definitions import PHASES

DAY = datetime.date(2026, 3, 2)


def rate(process, side, rung, day, rater):
    return Rating.objects.create(
        engagement=process.engagement, process=process, side=side, rung=rung, rated_on=day, rater=rater
    )


def test_latest_rungs_leave_out_who_did_not_rate(engagement, process, owner, django_assert_num_queries):
    rate(process, "owner", 4, DAY, owner)
    CriticalProcess.objects.create(engagement=engagement, name="Never rated")

    with django_assert_num_queries(1):
        assert latest_rungs(engagement) == {process.pk: {"owner": 4}}


def test_latest_rungs_know_nothing_of_other_engagements(process, owner, stranger):
    rate(process, "owner", 4, DAY, owner)

    assert latest_rungs(stranger.memberships.get().engagement) == {}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["manager", "owner"]), st.integers(1, 7), st.integers(0, 3)), max_size=12
    )
)
def test_latest_rungs_are_those_of_the_newest_day_and_its_last_rating(engagement, process, owner, ratings):
    Rating.objects.all().delete()
    for side, rung, days in ratings:
        rate(process, side, rung, DAY + datetime.timedelta(days=days), owner)

    # The plain reading of the rule: sort by day, keep the order of writing within a day, and take the last.
    by_day = sorted(ratings, key=lambda each: each[2])
    wanted = {side: rung for side, rung, _days in by_day}
    assert latest_rungs(engagement) == ({process.pk: wanted} if wanted else {})


@pytest.mark.parametrize("phase", [phase.key for phase in PHASES])
def test_expected_rungs_lie_on_the_ladder(phase):
    low, high = expected_rungs(phase)

    assert 1 <= low <= high <= 7


def test_rungs_are_worded_for_the_reader(manager, owner):
    assert str(wording(Seat(manager, Role.MANAGER))[4]) == "You decide together"
    assert str(wording(Seat(owner.user, Role.PROCESS_OWNER, owner))[4]) == "We decide together"
