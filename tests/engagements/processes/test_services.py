"""Processes, handholds and ratings: who writes what, when, and what is refused in which words."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from engagements.lifecycle.exceptions import NotNow, Stale
from engagements.lifecycle.models import AuditEntry
from engagements.people.roles import Role
from engagements.processes import services
from engagements.processes.models import CriticalProcess, Handhold, HandholdKind, Rating
from engagements.specification.models import Goal
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.processes.conftest import let_go


def change(process, user, **values):
    return services.change_process(process=process, actor=user, **values)


# -- Adding ------------------------------------------------------------------------------------------


def test_added_process_is_audited_and_belongs_to_the_engagement(engagement, manager, owner):
    process = services.add_process(engagement=engagement, actor=manager, name="Planning", owner=owner)

    assert (process.engagement, process.owner, process.is_let_go) == (engagement, owner, False)
    assert AuditEntry.objects.filter(action="process-add", subject="Planning").count() == 1


def test_process_is_named_once_whatever_the_capitals(engagement, manager, process):
    with pytest.raises(ValidationError) as refused:
        services.add_process(engagement=engagement, actor=manager, name="PLANNING")

    assert refused.value.message_dict == {"name": ["There is already a process with this name."]}


def test_same_name_in_another_engagement_is_free(process, stranger):
    other = stranger.memberships.get().engagement

    assert services.add_process(engagement=other, actor=stranger, name="Planning").name == "Planning"


def test_owner_from_another_client_is_refused(engagement, manager, stranger):
    other = stranger.memberships.get().engagement
    theirs = seat_for(other, Role.PROCESS_OWNER)

    with pytest.raises(ValidationError) as refused:
        services.add_process(engagement=engagement, actor=manager, name="Planning", owner=theirs)

    assert "owner" in refused.value.message_dict


@pytest.mark.parametrize("role", [Role.SHADOW, Role.FINANCE, Role.WORKS_COUNCIL])
def test_owner_in_a_role_that_owns_nothing_is_refused(engagement, manager, role):
    with pytest.raises(ValidationError):
        services.add_process(
            engagement=engagement, actor=manager, name="Planning", owner=seat_for(engagement, role)
        )


def test_owner_who_has_left_is_refused(engagement, manager, owner):
    owner.ended_on = timezone.localdate()
    owner.save()

    with pytest.raises(ValidationError):
        services.add_process(engagement=engagement, actor=manager, name="Planning", owner=owner)


def test_process_is_not_added_while_the_plan_is_carried_out(engagement, manager):
    with pytest.raises(NotNow) as refused:
        services.add_process(engagement=in_phase(engagement, "execution"), actor=manager, name="Planning")

    assert "To revise it, the engagement first goes back one phase." in str(refused.value.reasons[1])


# -- Changing ----------------------------------------------------------------------------------------


def test_manager_changes_everything_while_holding_it(process, manager, owner, deputy):
    day = timezone.localdate()

    changed = change(
        process,
        manager,
        name="Week planning",
        desired_state="A week ahead",
        owner=deputy,
        deputy=owner,
        let_go_on=day,
    )

    assert (changed.name, changed.owner, changed.deputy, changed.let_go_on) == (
        "Week planning",
        deputy,
        owner,
        day,
    )
    assert changed.version == process.version + 1


def test_stale_change_is_refused_and_shows_what_is_stored(process, manager):
    change(process, manager, present_state="Better seen")

    with pytest.raises(Stale) as refused:
        change(process, manager, seen=process.version, present_state="Old idea")

    assert refused.value.current.present_state == "Better seen"


def test_owner_and_deputy_must_be_two_people(process, manager, owner):
    with pytest.raises(ValidationError, match="two different people"):
        change(process, manager, deputy=owner)


@pytest.mark.parametrize("who", ["owner", "deputy"])
def test_owner_and_deputy_write_along_before_it_is_theirs(process, request, who):
    user = request.getfixturevalue(who).user

    assert change(process, user, desired_state="A week ahead").desired_state == "A week ahead"


@pytest.mark.parametrize(
    "values",
    [{"name": "Mine"}, {"deputy": None}, {"let_go_on": datetime.date(2027, 1, 1)}],
    ids=lambda v: next(iter(v)),
)
def test_owner_does_not_arrange_the_rest_before_it_is_theirs(process, owner, values):
    with pytest.raises(PermissionDenied, match="not yours to change"):
        change(process, owner.user, **values)


def test_sponsor_names_an_owner_and_changes_nothing_else(process, sponsor, deputy):
    assert change(process, sponsor.user, owner=deputy, deputy=None).owner == deputy
    with pytest.raises(PermissionDenied):
        change(process, sponsor.user, present_state="As I see it")


def test_somebody_who_has_nothing_to_do_with_it_is_told_who_has(process, board):
    with pytest.raises(PermissionDenied, match="together with its owner and deputy"):
        change(process, board.user, present_state="As I see it")


@pytest.mark.parametrize("phase", ["execution", "evaluation"])
@pytest.mark.parametrize(
    "values",
    [
        {"name": "Other"},
        {"present_state": "x"},
        {"desired_state": "x"},
        {"let_go_on": datetime.date(2027, 1, 1)},
    ],
    ids=lambda v: next(iter(v)),
)
def test_plan_is_fixed_while_it_is_carried_out(engagement, process, manager, phase, values):
    in_phase(engagement, phase)

    with pytest.raises(NotNow, match="The plan is fixed"):
        change(process, manager, **values)


def test_people_come_and_go_while_the_plan_is_carried_out(engagement, process, manager):
    in_phase(engagement, "execution")

    assert change(process, manager, deputy=None).deputy is None


def test_values_that_stay_the_same_break_no_rule(engagement, process, manager):
    in_phase(engagement, "execution")

    changed = change(process, manager, name=process.name, present_state=process.present_state)

    assert changed.version == process.version


# -- Letting go, enforced ----------------------------------------------------------------------------


@pytest.mark.parametrize("phase", ["specification", "execution", "evaluation"])
@pytest.mark.parametrize(
    "values", [{"desired_state": "x"}, {"owner": None}, {"deputy": None}], ids=lambda v: next(iter(v))
)
def test_manager_changes_nothing_once_it_is_let_go(engagement, process, manager, phase, values):
    in_phase(engagement, phase)
    with time_machine.travel(datetime.datetime(2026, 3, 3, 12, tzinfo=datetime.UTC), tick=False):
        let_go(process)

    with pytest.raises(PermissionDenied) as refused:
        change(process, manager, **values)

    assert str(refused.value) == "You let go of Planning on 3 March; ask the owner to change it."


def test_manager_adds_changes_and_removes_no_handholds_once_it_is_let_go(process, manager):
    handhold = services.add_handhold(process=process, actor=manager, kind="document", what="Rules")
    let_go(process)

    for attempt in (
        lambda: services.add_handhold(process=process, actor=manager, kind="rhythm", what="Monday"),
        lambda: services.change_handhold(handhold=handhold, actor=manager, what="Other rules"),
        lambda: services.remove_handhold(handhold=handhold, actor=manager),
        lambda: services.remove_process(process=process, actor=manager),
    ):
        with pytest.raises(PermissionDenied, match="ask the owner"):
            attempt()
    assert Handhold.objects.get().what == "Rules"


def test_owner_arranges_it_all_once_it_is_let_go_even_while_the_plan_is_fixed(
    engagement, process, owner, sponsor
):
    in_phase(engagement, "execution")
    let_go(process)

    changed = change(
        process, owner.user, name="Week planning", desired_state="Two weeks ahead", deputy=sponsor
    )

    assert (changed.name, changed.desired_state, changed.deputy) == (
        "Week planning",
        "Two weeks ahead",
        sponsor,
    )


def test_deputy_changes_how_it_runs_but_not_whose_it_is(process, deputy):
    let_go(process)

    assert change(process, deputy.user, desired_state="x").desired_state == "x"
    with pytest.raises(PermissionDenied):
        change(process, deputy.user, owner=deputy, deputy=None)


def test_owner_hands_it_to_a_successor_who_then_holds_it(process, owner, sponsor):
    let_go(process)
    change(process, owner.user, owner=sponsor)

    with pytest.raises(PermissionDenied, match="only its owner and deputy"):
        change(process, owner.user, desired_state="x")
    assert change(process, sponsor.user, desired_state="x").desired_state == "x"


def test_manager_still_rates_what_was_let_go(process, manager):
    let_go(process)

    assert services.add_rating(process=process, actor=manager, rung=7).rung == 7


def test_naming_an_owner_is_audited_under_its_own_name(process, manager, owner, deputy):
    change(process, manager, owner=None)
    change(process, manager, owner=owner)

    assert list(
        AuditEntry.objects.filter(action__startswith="process-").values_list("action", flat=True)
    ) == [
        "process-owner-named",
        "process-change",
        "process-add",
    ]


# -- Removing ----------------------------------------------------------------------------------------


def test_process_on_which_nothing_hangs_is_removed_and_stays_in_the_audit(process, manager):
    services.remove_process(process=process, actor=manager)

    assert not CriticalProcess.objects.exists()
    assert AuditEntry.objects.get(action="process-remove").before["name"] == "Planning"


@pytest.mark.parametrize("kind", ["handhold", "rating", "interim goal"])
def test_process_on_which_something_hangs_stays(engagement, process, manager, kind):
    if kind == "handhold":
        services.add_handhold(process=process, actor=manager, kind="document", what="Rules")
    elif kind == "rating":
        services.add_rating(process=process, actor=manager, rung=2)
    else:
        Goal.objects.create(engagement=engagement, title="On time", process=process)

    with pytest.raises(NotNow, match=f"what hangs on it: {kind}"):
        services.remove_process(process=process, actor=manager)

    assert CriticalProcess.objects.get() == process
    assert not AuditEntry.objects.filter(action="process-remove").exists()


def test_removing_what_is_gone_is_stale(process, manager):
    services.remove_process(process=process, actor=manager)

    with pytest.raises(Stale, match="removed this in the meantime"):
        services.remove_process(process=process, actor=manager)


# -- Handholds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", HandholdKind)
@pytest.mark.parametrize("phase", ["intake", "specification", "execution", "evaluation"])
def test_handholds_may_be_added_in_every_phase(engagement, process, owner, kind, phase):
    in_phase(engagement, phase)

    handhold = services.add_handhold(
        process=process, actor=owner.user, kind=kind, what="Something", where="Somewhere"
    )

    assert (handhold.process, handhold.kind, handhold.engagement) == (process, kind, engagement)


def test_handhold_of_an_unknown_kind_is_refused(process, manager):
    with pytest.raises(ValidationError):
        services.add_handhold(process=process, actor=manager, kind="hope", what="Something")


def test_stale_handhold_is_refused(process, manager):
    handhold = services.add_handhold(process=process, actor=manager, kind="document", what="Rules")
    services.change_handhold(handhold=handhold, actor=manager, seen=1, what="Rules, second print")

    with pytest.raises(Stale):
        services.change_handhold(handhold=handhold, actor=manager, seen=1, what="Rules!")


def test_handhold_of_somebody_elses_process_is_not_theirs_to_add(process, board):
    with pytest.raises(PermissionDenied):
        services.add_handhold(process=process, actor=board.user, kind="document", what="Rules")


# -- Ratings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "side"), [("manager", "manager"), ("owner", "owner"), ("deputy", "owner")])
def test_rating_is_on_the_side_of_who_gives_it(process, request, who, side):
    fixture = request.getfixturevalue(who)

    rating = services.add_rating(process=process, actor=getattr(fixture, "user", fixture), rung=3)

    assert (rating.side, rating.rated_on) == (side, timezone.localdate())


@pytest.mark.parametrize("role", [Role.SPONSOR, Role.BOARD, Role.EMPLOYEE, Role.PROCESS_OWNER])
def test_rating_by_anybody_else_is_refused(engagement, process, role):
    with pytest.raises(PermissionDenied, match="nobody else does"):
        services.add_rating(process=process, actor=seat_for(engagement, role, "Somebody Else").user, rung=7)


def test_rating_of_tomorrow_is_refused(process, manager):
    with pytest.raises(ValidationError) as refused:
        services.add_rating(
            process=process, actor=manager, rung=3, rated_on=timezone.localdate() + datetime.timedelta(days=1)
        )

    assert refused.value.message_dict == {"rated_on": ["Choose today or an earlier day."]}


@pytest.mark.parametrize("rung", [0, 8, -1, 3000])
def test_rung_beside_the_ladder_is_refused(process, manager, rung):
    with pytest.raises(ValidationError):
        services.add_rating(process=process, actor=manager, rung=rung)
    assert not Rating.objects.exists()
