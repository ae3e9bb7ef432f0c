"""What a plan says: the same plan has the same digest, another plan has another, and the difference can be told."""

import datetime
import json
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagements.lifecycle.criteria import REGISTRY
from engagements.people.roles import Role
from engagements.processes import services as processes
from engagements.processes.models import CriticalProcess, Handhold
from engagements.record.digests import digest_of
from engagements.specification import services
from engagements.specification.content import (
    GOAL_FIELDS,
    PROCESS_FIELDS,
    differences,
    plan_content,
    read_plan,
)
from engagements.specification.models import Goal, GoalState
from engagements.specification.telling import changes_since
from tests.engagements.conftest import in_phase, seat_for

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)) | st.none()
AMOUNTS = st.decimals(-99999, 99999, places=2) | st.none()
#: Every field of the plan that takes a value of its own, with values for it; people and processes are tried below.
FREE = {
    ("goal", "title"): TEXT,
    ("goal", "measure"): TEXT | st.just(""),
    ("goal", "unit"): st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=30),
    ("goal", "baseline"): AMOUNTS,
    ("goal", "target"): AMOUNTS,
    ("goal", "due_on"): DAYS,
    ("goal", "secures"): TEXT | st.just(""),
    ("process", "name"): TEXT,
    ("process", "present_state"): TEXT | st.just(""),
    ("process", "desired_state"): TEXT | st.just(""),
    ("process", "let_go_on"): DAYS,
    ("handhold", "kind"): st.sampled_from(["document", "rhythm", "person", "number", "training"]),
    ("handhold", "what"): TEXT,
    ("handhold", "where"): TEXT | st.just(""),
    ("final goal", "final_goal"): TEXT.filter(str.strip),
}
LINKS = {("goal", "owner"), ("goal", "process"), ("process", "owner"), ("process", "deputy")}


def put(what, item, manager, values):
    """Store values through the service that people use."""
    service = {
        "goal": lambda: services.change_goal(goal=item, actor=manager, **values),
        "process": lambda: processes.change_process(process=item, actor=manager, **values),
        "handhold": lambda: processes.change_handhold(handhold=item, actor=manager, **values),
        "final goal": lambda: services.change_final_goal(engagement=item, actor=manager, **values),
    }[what]
    service()


def holds(engagement):
    return REGISTRY["plan_approved"](type(engagement).objects.get(pk=engagement.pk)).met


def item_of(what, engagement, process, goals):
    return {
        "goal": goals[0],
        "process": process,
        "handhold": Handhold.objects.filter(process=process).first(),
        "final goal": engagement,
    }[what]


def test_fields_tried_are_all_there_are():
    tried = {*FREE, *LINKS}

    assert {field for what, field in tried if what == "goal"} == set(GOAL_FIELDS)
    assert {field for what, field in tried if what == "process"} == set(PROCESS_FIELDS)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_of_content_lapses_the_approval_and_changing_it_back_restores_it(
    whole, manager, process, goals, approved, data
):
    what, field = data.draw(st.sampled_from(sorted(FREE)))
    item = item_of(what, whole, process, goals)
    item.refresh_from_db()
    was, value = getattr(item, field), data.draw(FREE[what, field])
    before = digest_of(plan_content(type(whole).objects.get(pk=whole.pk)))

    put(what, item, manager, {field: value})

    after = digest_of(plan_content(type(whole).objects.get(pk=whole.pk)))
    assert (after == before) is (value == was)
    assert holds(whole) is (value == was)
    put(what, item, manager, {field: was})
    assert digest_of(plan_content(type(whole).objects.get(pk=whole.pk))) == before
    assert holds(whole)


@pytest.mark.parametrize(("what", "field"), sorted(LINKS))
def test_other_people_and_processes_are_another_plan(
    whole, manager, process, goals, approved, sponsor, what, field
):
    item = item_of(what, whole, process, goals)
    other = (
        processes.add_process(engagement=whole, actor=manager, name="Triage")
        if field == "process"
        else seat_for(whole, Role.PROCESS_OWNER, "Somebody Else")
    )
    before = plan_content(whole)

    put(what, item, manager, {field: other})

    assert digest_of(plan_content(whole)) != digest_of(before)
    assert not holds(whole)


def test_added_and_removed_things_are_another_plan(whole, manager, process, goals, approved):
    extra = processes.add_process(engagement=whole, actor=manager, name="Triage")
    assert not holds(whole)
    processes.remove_process(process=extra, actor=manager)
    assert holds(whole)
    handhold = processes.add_handhold(process=process, actor=manager, kind="number", what="Voorraad")
    assert not holds(whole)
    processes.remove_handhold(handhold=handhold, actor=manager)
    assert holds(whole)
    services.remove_goal(goal=goals[1], actor=manager)
    assert not holds(whole)


def test_handhold_that_is_written_down_again_is_the_same_plan(whole, manager, process, approved):
    handhold = Handhold.objects.filter(process=process).first()
    processes.remove_handhold(handhold=handhold, actor=manager)
    assert not holds(whole)

    processes.add_handhold(
        process=process, actor=manager, kind=handhold.kind, what=handhold.what, where=handhold.where
    )

    assert holds(whole)


def test_spelling_of_a_name_is_no_other_plan(whole, owner, approved):
    owner.user.name = "Omar F. Owner"
    owner.user.save()

    assert holds(whole)


def test_amount_is_the_same_however_it_is_stored(whole, goals):
    before = digest_of(plan_content(whole))
    Goal.objects.filter(pk=goals[0].pk).update(baseline=Decimal("54.00"))

    assert digest_of(plan_content(whole)) == before


def test_language_makes_no_other_plan(whole):
    with translation.override("nl"):
        dutch = digest_of(plan_content(whole))

    assert dutch == digest_of(plan_content(whole))


def test_goal_reached_is_the_same_plan_and_dropped_is_another(whole, goals, approved):
    Goal.objects.filter(pk=goals[0].pk).update(state=GoalState.REACHED)
    assert holds(whole)
    Goal.objects.filter(pk=goals[0].pk).update(state=GoalState.DROPPED)
    assert not holds(whole)


def test_content_is_plain_json_and_survives_storage(whole, sent):
    content = plan_content(whole)

    assert json.loads(json.dumps(content)) == content
    assert digest_of(type(sent).objects.get(pk=sent.pk).content) == sent.digest


def test_content_knows_nothing_of_another_client(whole, stranger):
    other = stranger.memberships.get().engagement
    processes.add_process(engagement=other, actor=stranger, name="Their process")
    services.add_goal(engagement=other, actor=stranger, title="Their goal")

    assert "Their" not in json.dumps(plan_content(whole))


@pytest.mark.parametrize("many", [1, 3, 300])
def test_plan_is_read_in_four_queries(specifying, owner, many, django_assert_num_queries):
    def make(model, **values):
        return model.objects.bulk_create(
            model(engagement=specifying, **{name: value(number) for name, value in values.items()})
            for number in range(many)
        )

    found = make(CriticalProcess, name=lambda n: f"P{n}", owner=lambda n: owner)
    make(Handhold, process=lambda n: found[n], kind=lambda n: "document", what=lambda n: "Rules")
    make(Goal, title=lambda n: f"G{n}", owner=lambda n: owner, process=lambda n: found[n])

    with django_assert_num_queries(4):
        content = read_plan(specifying).content

    assert len(content["processes"]) == len(content["goals"]) == many


def test_goals_run_from_the_last_one_to_the_first_and_those_without_a_date_come_last(whole, manager, goals):
    undated = services.add_goal(engagement=whole, actor=manager, title="Some day")

    assert read_plan(whole).goals == (goals[1], goals[0], undated)


# -- Differences, as data and in words ---------------------------------------------------------------


def test_same_content_has_no_differences(whole, django_assert_num_queries, sent):
    plan = read_plan(whole)

    assert list(differences(plan.content, plan.content)) == []
    with django_assert_num_queries(0):
        assert changes_since(plan, sent) == []


def test_differences_name_field_and_values_in_words(whole, manager, process, goals, owner, sent):
    other = seat_for(whole, Role.PROCESS_OWNER, "Olga Other")
    services.change_final_goal(engagement=whole, actor=manager, final_goal="Twelve weeks of calm.")
    services.change_goal(
        goal=goals[0],
        actor=manager,
        target=Decimal("82.50"),
        due_on=datetime.date(2027, 4, 2),
        owner=other,
        process=None,
    )
    processes.change_process(process=process, actor=manager, deputy=None, let_go_on=None)

    told = changes_since(read_plan(type(whole).objects.get(pk=whole.pk)), sent)

    assert [(each.about, each.name, each.field, each.before, each.after) for each in told] == [
        (
            "Final goal",
            "",
            "Final goal",
            "Twelve weeks without escalation, under their own lead.",
            "Twelve weeks of calm.",
        ),
        ("Interim goal", "Start on time", "Critical process", "Planning", "–"),
        ("Interim goal", "Start on time", "Target", "80", "82.5"),
        ("Interim goal", "Start on time", "Due on", "1 March 2027", "2 April 2027"),
        ("Interim goal", "Start on time", "Owner", "Omar Owner", "Olga Other"),
        ("Critical process", "Planning", "Deputy", "Dirk Deputy", "–"),
        ("Critical process", "Planning", "Let-go date", "1 March 2027", "–"),
    ]


def test_differences_name_what_came_and_what_went(whole, manager, process, goals, sent):
    processes.remove_handhold(handhold=Handhold.objects.get(kind="document"), actor=manager)
    processes.add_handhold(process=process, actor=manager, kind="training", what="Two afternoons")
    processes.add_process(engagement=whole, actor=manager, name="Triage")
    services.remove_goal(goal=goals[1], actor=manager)

    told = changes_since(read_plan(whole), sent)

    assert {(each.kind, each.about, each.name) for each in told} == {
        ("removed", "Interim goal", "Own chair"),
        ("removed", "Handhold of Planning", "A document"),
        ("added", "Handhold of Planning", "Two afternoons"),
        ("added", "Critical process", "Triage"),
    }


def test_difference_to_a_process_that_is_gone_still_has_its_name(whole, manager, goals, sent):
    extra = processes.add_process(engagement=whole, actor=manager, name="Triage")
    services.change_goal(goal=goals[1], actor=manager, process=extra)
    with_extra = services.submit_plan(engagement=whole, actor=manager)
    services.change_goal(goal=goals[1], actor=manager, process=None)
    processes.remove_process(process=extra, actor=manager)

    told = changes_since(read_plan(whole), with_extra)

    assert [(each.kind, each.name, each.before, each.after) for each in told] == [
        ("changed", "Own chair", "Triage", "–"),
        ("removed", "Triage", "–", "–"),
    ]


def test_plan_keeps_what_was_sent_whatever_happens_after(whole, manager, goals, sent):
    services.change_goal(goal=goals[0], actor=manager, title="Something else")
    in_phase(whole, "execution")

    assert {goal["title"] for goal in type(sent).objects.get(pk=sent.pk).content["goals"]} == {
        "Start on time",
        "Own chair",
    }
