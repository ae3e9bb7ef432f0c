"""The rows behind the measures: what is read, of whom, and in how many queries."""

import datetime

import pytest
from django.utils import timezone

from engagements.evaluation.models import DurabilityCheck
from engagements.execution.models import Commitment, CommitmentStep, GoalReading
from engagements.intake.models import TrustAnswer, TrustRound
from engagements.lifecycle import services
from engagements.lifecycle.models import Engagement, PhaseChange
from engagements.measures import reading
from engagements.people.models import Membership
from engagements.processes.models import CriticalProcess, Rating
from engagements.record.models import LogEntry
from engagements.sparring.models import SparringRequest
from engagements.specification.models import Goal

pytestmark = pytest.mark.django_db
SCORES = ("keeps_word", "competent", "means_well", "hard_things")


def fill(engagement, count=1):
    """Write `count` rows of everything into an engagement."""
    member = engagement.memberships.get(role="manager")
    today = timezone.localdate()

    def many(model, **values):
        return model.objects.bulk_create(
            [
                model(engagement=engagement, **{name: _at(value, place) for name, value in values.items()})
                for place in range(count)
            ]
        )

    processes = many(CriticalProcess, name=lambda place: f"Process {place}", let_go_on=today)
    goals = many(Goal, title="On time", baseline=60, target=80)
    rounds = many(TrustRound)
    many(
        Rating,
        process=lambda place: processes[place],
        side="owner",
        rater=member,
        rung=4,
        rated_on=today,
    )
    many(GoalReading, goal=lambda place: goals[place], value=70, member=member)
    for side in ("manager", "organisation"):
        many(
            TrustAnswer,
            round=lambda place: rounds[place],
            side=side,
            member=member,
            **dict.fromkeys(SCORES, 4),
        )
    many(LogEntry, author=member.user, text="Talk", stance=1, happened_on=today)
    promises = many(Commitment, member=member, text="Review", due_on=today, state="accepted")
    CommitmentStep.objects.bulk_create(
        [
            CommitmentStep(commitment=each, what="renegotiated", actor=member.user, due_on=today)
            for each in promises
        ]
    )
    many(
        SparringRequest,
        owner=member,
        opened_by=member,
        started_by="organisation",
        turn="manager",
        question="Hire?",
        decide_by=today,
    )
    many(DurabilityCheck, process=lambda place: processes[place], day=30, due_on=today)


def _at(value, place):
    return value(place) if callable(value) else value


@pytest.fixture
def practice(manager):
    """Three engagements of one manager, each with a row of everything, and one that is empty."""
    found = [
        services.start_engagement(actor=manager, organisation={"name": f"Client {place}"}, title="Work")
        for place in range(4)
    ]
    for each in found[:3]:
        fill(each)
    return found


READERS = {
    "processes": lambda pks, lives, user: reading.processes(pks),
    "goals": lambda pks, lives, user: reading.goals(pks, lives),
    "pulses": lambda pks, lives, user: reading.pulses(pks),
    "stances": lambda pks, lives, user: reading.stances(pks, user),
    "promises": lambda pks, lives, user: reading.promises(pks, lives),
    "talks": lambda pks, lives, user: reading.talks(pks),
    "checks": lambda pks, lives, user: reading.checks(pks),
}


@pytest.mark.parametrize("name", sorted(READERS))
def test_rows_of_many_engagements_take_one_query(name, practice, manager, django_assert_num_queries):
    every = [each.pk for each in practice]
    lives = reading.lives(every)

    with django_assert_num_queries(1):
        found = READERS[name](every, lives, manager)

    assert {pk: len(rows) for pk, rows in found.items()} == dict.fromkeys(every[:3], 1)


def test_lives_of_many_engagements_take_one_query(practice, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = reading.lives(Engagement.objects.all())

    assert set(found) == {each.pk for each in practice}
    assert found[practice[0].pk].phase == "intake"


def test_only_the_engagements_asked_for_are_read(practice):
    one = practice[0].pk

    assert set(reading.processes([one])) == set(reading.checks([one])) == set(reading.talks([one])) == {one}


def test_a_life_knows_its_pauses_and_its_planned_end(engagement, manager):
    day = datetime.date(2026, 3, 1)
    Engagement.objects.filter(pk=engagement.pk).update(phase="execution", starts_on=day)
    CriticalProcess.objects.create(
        engagement=engagement, name="Planning", let_go_on=datetime.date(2026, 6, 1)
    )
    CriticalProcess.objects.create(engagement=engagement, name="Stock", let_go_on=datetime.date(2026, 5, 1))
    moves = [
        ("specification", "execution", "active", "active", "2026-03-10"),
        ("execution", "execution", "active", "on_hold", "2026-04-01"),
        ("execution", "execution", "on_hold", "active", "2026-04-11"),
    ]
    for source, target, was, now, at in moves:
        PhaseChange.objects.create(
            engagement=engagement,
            command="x",
            from_phase=source,
            to_phase=target,
            from_standing=was,
            to_standing=now,
            actor=manager,
            at=timezone.make_aware(datetime.datetime.fromisoformat(f"{at}T12:00")),
        )

    found = reading.lives([engagement.pk], datetime.date(2026, 5, 1))[engagement.pk]

    assert [stay.phase for stay in found.stays][-1] == "execution"
    assert [(each.since.day, each.until.day) for each in found.pauses] == [(1, 11)]
    assert found.planned == {"execution": datetime.date(2026, 6, 11)}


def test_somebody_elses_role_is_not_read(engagement, sponsor):
    fill(engagement)

    assert reading.stances([engagement.pk], sponsor.user) == {}


def test_a_pulse_that_one_side_answered_has_no_means(engagement):
    fill(engagement)
    TrustAnswer.objects.filter(side="organisation").delete()

    (found,) = reading.pulses([engagement.pk])[engagement.pk]

    assert (found.manager, found.organisation) == (None, None)


def test_a_promise_agreed_anew_is_known_as_such(engagement):
    fill(engagement)

    (found,) = reading.promises([engagement.pk], reading.lives([engagement.pk]))[engagement.pk]

    assert (found.state, found.is_renewed, found.due_on) == ("accepted", True, timezone.localdate())


def test_of_several_ratings_on_a_day_the_last_comes_last(engagement):
    fill(engagement)
    process = CriticalProcess.objects.get()
    member = Membership.objects.get(role="manager")
    for rung in (7, 2):
        Rating.objects.create(engagement=engagement, process=process, side="owner", rater=member, rung=rung)

    (found,) = reading.processes([engagement.pk])[engagement.pk]

    assert [each.rung for each in found.ratings] == [4, 7, 2]
