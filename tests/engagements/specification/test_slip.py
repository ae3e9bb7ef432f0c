"""The slip test: what moves with a goal, how far at the least, and what that does to letting go and to the end."""

import datetime

import pytest

from engagements.lifecycle.models import Engagement
from engagements.lifecycle.pauses import Pause
from engagements.processes.models import CriticalProcess
from engagements.specification import services
from engagements.specification.content import read_plan
from engagements.specification.models import Goal, GoalState
from engagements.specification.slip import movable, slip
from tests.engagements.conftest import seat_for
from tests.engagements.helpers import url
from tests.engagements.specification.conftest import DUE

ROLES = ("sponsor", "board", "process_owner")


def days(number):
    return datetime.timedelta(days=number)


@pytest.fixture
def ladder(whole, manager, goals):
    """Five goals: second (+30) leans on first; third (+40) on second; undated on third; fourth (+100) on undated."""
    first, second = goals
    services.change_goal(goal=second, actor=manager, leans_on=[first])

    def add(title, due_on, *on):
        return services.add_goal(engagement=whole, actor=manager, title=title, due_on=due_on, leans_on=on)

    third = add("Third", DUE + days(40), second)
    undated = add("Undated", None, third)
    fourth = add("Fourth", DUE + days(100), undated)
    return first, second, third, undated, fourth


def told(found):
    return [(each.goal.title, each.then and (each.then - DUE).days, each.least, each.room) for each in found]


def test_everything_that_leans_on_it_moves_along_and_the_least_is_told_beside_it(whole, ladder):
    found = slip(read_plan(whole), ladder[0], DUE + days(35))

    assert found.days == 35
    assert told(found.moved) == [
        ("Own chair", 65, 5, -5),
        ("Third", 75, 0, 5),
        ("Fourth", 135, 0, 60),
        ("Undated", None, None, None),
    ]
    assert [[str(each) for each in moved.through] for moved in found.moved] == [
        [],
        ["Own chair"],
        ["Undated"],
        ["Third"],
    ]


def test_goal_nothing_leans_on_moves_alone(whole, ladder):
    found = slip(read_plan(whole), ladder[4], DUE + days(101))

    assert (found.moved, found.last_days) == ((), 1)


def test_goal_that_comes_earlier_pushes_nothing(whole, ladder):
    found = slip(read_plan(whole), ladder[0], DUE - days(10))

    assert found.days == -10
    assert told(found.moved)[0] == ("Own chair", 20, 0, 40)


def test_reached_goal_stays_and_carries_nothing_on(whole, ladder):
    Goal.objects.filter(pk=ladder[1].pk).update(state=GoalState.REACHED)

    plan = read_plan(whole)

    assert slip(plan, ladder[0], DUE + days(35)).moved == ()
    assert [goal.title for goal in movable(plan)] == ["Start on time", "Third", "Fourth"]


def test_let_go_date_is_passed_only_by_the_goals_of_that_process(whole, ladder, process):
    found = slip(read_plan(whole), ladder[0], DUE + days(12))
    elsewhere = slip(read_plan(whole), ladder[1], DUE + days(60))

    assert [(each.process, each.ready, each.days) for each in found.let_go] == [(process, DUE + days(12), 12)]
    assert elsewhere.let_go == ()


def test_process_that_was_let_go_is_left_out(whole, ladder, process):
    CriticalProcess.objects.filter(pk=process.pk).update(let_go_at="2026-12-01T09:00Z")

    assert slip(read_plan(whole), ladder[0], DUE + days(12)).let_go == ()


def test_end_is_passed_by_the_last_goal(whole, ladder):
    Engagement.objects.update(planned_end_on=DUE + days(120))
    plan = read_plan(Engagement.objects.get(pk=whole.pk))

    early, late = slip(plan, ladder[0], DUE + days(20)), slip(plan, ladder[0], DUE + days(21))

    assert (early.days_over, late.days_over) == (0, 1)
    assert (late.last_now, late.last_then) == (DUE + days(100), DUE + days(121))


def test_pauses_move_what_was_planned(whole, ladder):
    pause = Pause(DUE - days(30), DUE - days(20))

    found = slip(read_plan(whole), ladder[0], DUE + days(10), (pause,))

    assert (found.now, found.days) == (DUE + days(10), 0)


# -- The page -----------------------------------------------------------------------------------------


def asked(engagement, **answers):
    query = "&".join(f"{name}={value}" for name, value in answers.items())
    return f"{url('slip-test', engagement)}?{query}"


@pytest.mark.parametrize("role", ROLES)
def test_whoever_reads_the_plan_can_reckon(client, whole, ladder, role):
    client.force_login(seat_for(whole, role, "Rita Reader").user)
    before = list(Goal.objects.values_list("due_on", "version"))

    page = client.get(asked(whole, goal=ladder[0].pk, due_on=DUE + days(35)))

    text = " ".join(page.text.split())
    assert "“Start on time” 35 days later" in text
    assert "4 goals lean on it." in text
    assert "can stay: 5 days of room" in text
    assert "through Own chair" in text
    assert "has no date yet" in text
    assert list(Goal.objects.values_list("due_on", "version")) == before


def test_page_begins_with_the_goal_it_was_opened_from(client, manager, whole, goals):
    client.force_login(manager)

    page = client.get(asked(whole, goal=goals[1].pk))

    assert f'<option value="{goals[1].pk}" selected>' in page.text
    assert page.status_code == 200


def test_page_without_a_goal_to_move_says_so(client, manager, specifying):
    client.force_login(manager)

    assert "There is no goal to move yet" in client.get(url("slip-test", specifying)).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("goal", ""),
        ("goal", "0"),
        ("goal", "%00"),
        ("goal", "9" * 400),
        ("due_on", ""),
        ("due_on", "0000-01-01"),
        ("due_on", "soon"),
        ("due_on", "%00"),
    ],
)
def test_page_refuses_what_can_not_be_reckoned_beside_its_field(client, manager, whole, goals, field, value):
    client.force_login(manager)
    answers = {"goal": goals[0].pk, "due_on": DUE} | {field: value}

    page = client.get(asked(whole, **answers))

    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.text
    assert "slip-end" not in page.text


def test_goal_of_another_client_can_not_be_moved_or_seen(client, stranger, whole, goals):
    theirs = Engagement.objects.get(title="Another engagement")
    client.force_login(stranger)

    page = client.get(asked(theirs, goal=goals[0].pk, due_on=DUE))

    assert "Start on time" not in page.text
    assert client.get(asked(whole, goal=goals[0].pk, due_on=DUE)).status_code == 404


@pytest.mark.parametrize("many", [1, 3, 300])
def test_page_costs_the_same_however_many_goals(
    client, manager, whole, goals, many, django_assert_num_queries
):
    Goal.objects.bulk_create(
        Goal(engagement=whole, title=f"Goal {number}", due_on=DUE) for number in range(many)
    )
    client.force_login(manager)

    with django_assert_num_queries(9):
        assert client.get(asked(whole, goal=goals[0].pk, due_on=DUE + days(1))).status_code == 200
