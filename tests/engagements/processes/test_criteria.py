"""The criteria about processes: each met and unmet, by its sentence."""

import datetime

import pytest
from django.utils import timezone

from engagements.lifecycle.criteria import REGISTRY
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess, Handhold, Rating

TODAY = datetime.date(2026, 3, 2)
KEYS = [
    "present_states",
    "processes_desired",
    "processes_owned",
    "processes_handholds",
    "processes_dated",
    "owners_at_rung_six",
]


@pytest.fixture
def add(engagement):
    """Return a function that adds a process, without asking who may."""

    def make(name="Planning", **values):
        return CriticalProcess.objects.create(engagement=engagement, name=name, **values)

    return make


def answer(key, engagement):
    found = REGISTRY[key](engagement)
    return found.met, str(found.said)


def hold(process, *kinds):
    for kind in kinds:
        Handhold.objects.create(engagement=process.engagement, process=process, kind=kind, what="x")


def rate(process, rater, rung, day=TODAY, side="owner"):
    Rating.objects.create(
        engagement=process.engagement, process=process, side=side, rater=rater, rung=rung, rated_on=day
    )


@pytest.mark.parametrize("key", KEYS)
def test_nothing_to_count_is_not_met(engagement, key):
    assert answer(key, engagement) == (False, "No critical process has been named yet.")


@pytest.mark.parametrize("key", KEYS)
def test_criterion_asks_one_query_however_many_there_are(engagement, add, key, django_assert_num_queries):
    for number in range(5):
        add(f"Process {number}")

    with django_assert_num_queries(1):
        REGISTRY[key](engagement)


@pytest.mark.parametrize("key", KEYS)
def test_criterion_knows_nothing_of_other_engagements(engagement, stranger, key):
    CriticalProcess.objects.create(engagement=stranger.memberships.get().engagement, name="Theirs")

    assert answer(key, engagement) == (False, "No critical process has been named yet.")


@pytest.mark.parametrize("key", KEYS)
def test_criterion_leads_to_the_page_of_processes(engagement, key):
    assert REGISTRY[key](engagement).spot == "processes"


def test_present_states_met(engagement, add):
    add(present_state="On gut feeling")

    assert answer("present_states", engagement) == (
        True,
        "The present state is described for 1 of 1 process.",
    )


def test_present_states_unmet_by_blanks(engagement, add):
    add(present_state="On gut feeling")
    add("Triage", present_state="  \n")

    assert answer("present_states", engagement) == (
        False,
        "The present state is described for 1 of 2 processes. Not yet: Triage.",
    )


def test_processes_desired_met(engagement, add):
    add(desired_state="A week ahead")

    assert answer("processes_desired", engagement) == (
        True,
        "The desired state is described for 1 of 1 process.",
    )


def test_processes_desired_unmet_names_three_and_counts_the_rest(engagement, add):
    for number in range(5):
        add(f"P{number}")

    assert answer("processes_desired", engagement) == (
        False,
        "The desired state is described for 0 of 5 processes. Not yet: P0, P1, P2 and 2 more.",
    )


def test_processes_owned_met(engagement, add, owner):
    add(owner=owner)

    assert answer("processes_owned", engagement) == (True, "1 of 1 process has an owner.")


def test_processes_owned_unmet_by_nobody_and_by_somebody_who_left(engagement, add, owner, board):
    board.ended_on = timezone.localdate()
    board.save()
    add(owner=owner)
    add("Objections")
    add("Triage", owner=board)

    assert answer("processes_owned", engagement) == (
        False,
        "1 of 3 processes have an owner. Not yet: Objections, Triage.",
    )


def test_processes_handholds_met_by_two_kinds(engagement, add):
    hold(add(), "document", "rhythm")

    assert answer("processes_handholds", engagement) == (
        True,
        "1 of 1 process has two kinds of handhold or more.",
    )


def test_processes_handholds_unmet_by_two_of_one_kind(engagement, add):
    hold(add(), "document", "rhythm", "rhythm")
    hold(add("Triage"), "document", "document")

    assert answer("processes_handholds", engagement) == (
        False,
        "1 of 2 processes have two kinds of handhold or more. Not yet: Triage.",
    )


def test_processes_dated_met(engagement, add):
    add(let_go_on=TODAY)

    assert answer("processes_dated", engagement) == (True, "1 of 1 process has a let-go date.")


def test_processes_dated_unmet(engagement, add):
    add()

    assert answer("processes_dated", engagement) == (
        False,
        "0 of 1 process has a let-go date. Not yet: Planning.",
    )


def test_owners_at_rung_six_met_by_the_latest_rating_of_the_owner(engagement, add, owner, manager):
    process = add(owner=owner)
    rate(process, owner, 3, TODAY - datetime.timedelta(days=40))
    rate(process, owner, 6)
    rate(process, manager.memberships.get(), 2, side="manager")

    assert answer("owners_at_rung_six", engagement) == (
        True,
        "1 of 1 process stands at rung 6 or higher by its owner's own rating.",
    )


def test_owners_at_rung_six_unmet_by_a_fall_on_the_same_day_and_by_no_rating(engagement, add, owner, manager):
    fallen, unrated = add(owner=owner), add("Triage")
    rate(fallen, owner, 7)
    rate(fallen, owner, 5)
    rate(unrated, manager.memberships.get(role=Role.MANAGER), 7, side="manager")

    assert answer("owners_at_rung_six", engagement) == (
        False,
        "0 of 2 processes stand at rung 6 or higher by their owner's own rating. Not yet: Planning, Triage.",
    )
