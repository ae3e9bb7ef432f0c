"""The fresh-wind list: open for 20 working days, then frozen; pauses wait."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError

from engagements.intake import fresh, services
from engagements.intake.models import Area, fresh_until
from engagements.lifecycle import services as lifecycle
from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.models import Engagement

MONDAY = datetime.date(2026, 3, 2)
LAST_FRESH = datetime.date(2026, 3, 27)  # the 20th working day: a Friday


def at(day, hour=10):
    """Make it that day, by the clock here."""
    return time_machine.travel(datetime.datetime.combine(day, datetime.time(hour)), tick=False)


def later(days):
    return MONDAY + datetime.timedelta(days=days)


@pytest.fixture
def engagement(manager):
    """An engagement that started on Monday 2 March 2026."""
    with at(MONDAY):
        return lifecycle.start_engagement(actor=manager, organisation={"name": "Zeezicht"}, title="On time")


def seen(engagement, manager, seen_on, area="people"):
    return services.add_observation(
        engagement=engagement, actor=manager, area=area, text="Seen", seen_on=seen_on
    )


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (MONDAY, LAST_FRESH),
        (datetime.date(2026, 3, 4), datetime.date(2026, 3, 31)),
        (datetime.date(2026, 2, 28), LAST_FRESH),  # a Saturday: counting starts on Monday
        (datetime.date(2026, 3, 1), LAST_FRESH),
    ],
)
def test_fresh_days_are_twenty_working_days(first, last):
    assert fresh_until(first) == last


@pytest.mark.parametrize(
    ("today", "left", "frozen"),
    [
        (datetime.date(2026, 2, 1), 20, False),
        (MONDAY, 20, False),
        (later(1), 19, False),
        (later(5), 15, False),  # Saturday
        (LAST_FRESH, 1, False),
        (datetime.date(2026, 3, 28), 0, True),
        (datetime.date(2027, 1, 1), 0, True),
    ],
)
def test_list_counts_down_and_freezes_when_its_last_day_has_passed(engagement, today, left, frozen):
    with at(today):
        wind = fresh.fresh_wind(engagement)

    assert (wind.days_left, wind.is_frozen) == (left, frozen)
    assert wind.frozen_since == datetime.date(2026, 3, 28)


def test_list_stays_open_on_the_last_evening_and_is_frozen_the_next_morning(engagement, manager):
    with at(LAST_FRESH, hour=21):
        kept = seen(engagement, manager, LAST_FRESH)
    with at(LAST_FRESH + fresh.ONE_DAY, hour=1), pytest.raises(NotNow, match="28 March 2026"):
        services.change_observation(observation=kept, actor=manager, seen=1, text="Other")


def test_pause_of_a_week_gives_fresh_eyes_a_week_more(engagement, manager):
    with at(later(7)):
        lifecycle.change(
            engagement=engagement,
            actor=manager,
            command="hold",
            seen=1,
            reason="Illness",
            expected_return=later(14),
        )
    with at(later(12)):
        during = fresh.fresh_wind(Engagement.objects.get()).days_left
    with at(later(14)):
        lifecycle.change(engagement=engagement, actor=manager, command="resume", seen=2)
        after = fresh.fresh_wind(Engagement.objects.get())

    assert after.until == LAST_FRESH + datetime.timedelta(days=7)
    assert (during, after.days_left) == (15, 15)


def test_frozen_observation_is_neither_changed_nor_removed(engagement, manager):
    with at(MONDAY):
        kept = seen(engagement, manager, MONDAY)

    with at(later(60)):
        with pytest.raises(NotNow, match="stays as it was written down"):
            services.change_observation(observation=kept, actor=manager, seen=1, text="Other")
        with pytest.raises(NotNow, match="frozen since 28 March 2026"):
            services.remove_observation(observation=kept, actor=manager)

    kept.refresh_from_db()
    assert (kept.text, kept.version) == ("Seen", 1)


def test_later_observation_can_be_changed_but_not_moved_onto_the_frozen_list(engagement, manager):
    with at(later(40)):
        late = seen(engagement, manager, later(40))
        services.change_observation(observation=late, actor=manager, seen=1, text="Other", seen_on=later(39))
        with pytest.raises(ValidationError, match="nothing is added to it any more"):
            services.change_observation(observation=late, actor=manager, seen=2, seen_on=LAST_FRESH)
        services.remove_observation(observation=late, actor=manager, seen=2)


@pytest.mark.parametrize(
    ("today", "seen_on", "why"),
    [
        (MONDAY, later(1), "still to come"),
        (MONDAY, later(-91), "long before the first day"),
        (later(30), LAST_FRESH, "Choose a day from 28 March 2026 on"),
    ],
)
def test_day_on_which_it_cannot_have_been_seen_is_refused_beside_the_field(
    engagement, manager, today, seen_on, why
):
    with at(today), pytest.raises(ValidationError, match=why) as refusal:
        seen(engagement, manager, seen_on)

    assert list(refusal.value.message_dict) == ["seen_on"]


@pytest.mark.parametrize(
    ("today", "seen_on"),
    [(MONDAY, MONDAY), (MONDAY, later(-90)), (later(26), later(26)), (later(40), later(27))],
)
def test_day_on_which_it_was_seen_is_taken(engagement, manager, today, seen_on):
    with at(today):
        assert seen(engagement, manager, seen_on).seen_on == seen_on


def test_observations_stand_under_their_area_newest_first(engagement, manager, django_assert_num_queries):
    with at(later(30)):
        for area, day in (("people", 27), ("finance", 28), ("people", 29)):
            seen(engagement, manager, later(day), area)
        wind = fresh.fresh_wind(engagement)
        with django_assert_num_queries(1):
            found = fresh.seen_by_area(engagement, wind)

    assert list(found) == list(Area)
    assert [each.observation.seen_on for each in found[Area.PEOPLE]] == [later(29), later(27)]
    assert [each.is_fresh for each in found[Area.FINANCE]] == [False]
    assert found[Area.STRATEGY] == []
