"""The assignment: written, signed by both, sent back, renewed, confirmed."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from engagements.intake import reading, services
from engagements.intake.assignment import state_of
from engagements.intake.models import AssignmentVersion
from engagements.lifecycle.exceptions import NotNow, Stale
from engagements.lifecycle.models import AuditEntry, PhaseChange
from engagements.people.permissions import seat_of
from engagements.people.roles import Role
from engagements.record.models import Approval
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.intake.conftest import TEXTS, enter, renew, sign


def test_draft_is_version_one_and_not_in_force(engagement, draft):
    state = state_of(engagement)

    assert (draft.number, state.draft.assignment, state.in_force) == (1, draft, None)
    assert state.draft.waits_for == (Role.MANAGER, Role.SPONSOR)


def test_draft_is_changed_rather_than_drafted_again(engagement, draft, manager):
    with pytest.raises(NotNow, match="There is a draft already: version 1"):
        renew(engagement, manager)

    changed = services.change_assignment(assignment=draft, actor=manager, seen=1, purpose="Rebuild triage.")

    assert changed.purpose == "Rebuild triage."


@pytest.mark.parametrize("first", ["manager", "sponsor"])
def test_version_is_in_force_once_both_have_signed_in_either_order(
    engagement, draft, manager, sponsor, first
):
    people = [manager, sponsor.user]
    one, other = people if first == "manager" else reversed(people)

    sign(draft, one)
    between = state_of(engagement)
    sign(draft, other)

    assert between.in_force is None
    assert len(between.draft.waits_for) == 1
    assert state_of(engagement).in_force.assignment == draft
    assert [
        entry.action
        for entry in AuditEntry.objects.order_by("pk")
        if entry.subject_kind == "assignmentversion"
    ] == [
        "assignment-draft",
        "assignment-sign",
        "assignment-in-force",
    ]


def test_signature_is_for_the_text_that_was_seen(draft, manager, sponsor):
    services.change_assignment(assignment=draft, actor=manager, seen=1, authority="You decide alone.")

    with pytest.raises(Stale):
        services.sign_assignment(assignment=draft, actor=sponsor.user, seen=1)

    assert not Approval.objects.exists()


def test_signature_is_given_once(draft, manager, sponsor):
    sign(draft, manager)

    with pytest.raises(NotNow, match="signed by your side on"):
        services.sign_assignment(assignment=draft, actor=manager)


@pytest.mark.parametrize("role", [Role.BOARD, Role.SHADOW, Role.PROCESS_OWNER])
def test_signature_is_of_manager_and_sponsor_alone(draft, engagement, role):
    with pytest.raises(PermissionDenied):
        services.sign_assignment(assignment=draft, actor=seat_for(engagement, role).user)


def test_second_sponsor_cannot_sign_for_the_same_side_again(engagement, signed):
    with pytest.raises(NotNow, match="your side"):
        services.sign_assignment(assignment=signed, actor=seat_for(engagement, Role.SPONSOR).user)


@pytest.mark.parametrize("signer", ["manager", "sponsor"])
def test_signed_text_stays_as_it_is(draft, manager, sponsor, signer):
    sign(draft, manager if signer == "manager" else sponsor.user)

    with pytest.raises(NotNow, match="signed by one side"):
        services.change_assignment(assignment=draft, actor=manager, seen=1, purpose="Other")


def test_version_in_force_is_renewed_not_changed(engagement, signed, manager):
    with pytest.raises(NotNow, match="Write a new version"):
        services.change_assignment(assignment=signed, actor=manager, seen=1, purpose="Other")


def test_new_version_says_why(engagement, signed, manager):
    with pytest.raises(ValidationError) as refusal:
        services.draft_assignment(engagement=engagement, actor=manager, why_new=" ", **TEXTS)

    assert list(refusal.value.message_dict) == ["why_new"]


def test_old_version_stays_in_force_until_both_have_signed_the_new_one(engagement, signed, manager, sponsor):
    newer = renew(engagement, manager, purpose="Rebuild triage.")
    sign(newer, manager)
    before = state_of(engagement).in_force.assignment
    sign(newer, sponsor.user)
    after = state_of(engagement)

    assert (before.number, after.in_force.assignment.number) == (1, 2)
    assert [version.assignment.number for version in after.older] == [1]


def test_change_asked_by_the_sponsor_opens_the_text_again(engagement, draft, manager, sponsor):
    sign(draft, manager)

    services.return_assignment(assignment=draft, actor=sponsor.user, reason="Who has the figures?")
    returned = state_of(engagement).draft
    services.change_assignment(assignment=draft, actor=manager, seen=1, limits="The figures are ours.")
    changed = state_of(engagement).draft
    sign(draft, manager, sponsor.user)

    assert (returned.returned, returned.signed) == (True, {})
    assert (changed.returned, changed.signed) == (False, {})
    assert state_of(engagement).in_force.assignment == draft
    lapsed = Approval.objects.filter(lapsed_at__isnull=False).get()
    assert (lapsed.role, lapsed.lapsed_because) == (Role.MANAGER, "The sponsor asked for a change.")


def test_sponsor_takes_back_an_own_signature_by_asking_for_a_change(engagement, draft, sponsor):
    sign(draft, sponsor.user)

    services.return_assignment(assignment=draft, actor=sponsor.user, reason="On second thoughts")

    assert state_of(engagement).draft.signed == {}


def test_change_is_asked_with_a_reason_once_and_before_it_is_in_force(draft, manager, sponsor):
    with pytest.raises(ValidationError):
        services.return_assignment(assignment=draft, actor=sponsor.user, reason="  ")
    services.return_assignment(assignment=draft, actor=sponsor.user, reason="Sharper")
    with pytest.raises(NotNow, match="asked for already"):
        services.return_assignment(assignment=draft, actor=sponsor.user, reason="Sharper")
    sign(draft, manager, sponsor.user)
    with pytest.raises(NotNow, match="Ask for a new version"):
        services.return_assignment(assignment=draft, actor=sponsor.user, reason="Too late")


def test_empty_reason_leaves_the_managers_signature_standing(engagement, draft, manager, sponsor):
    sign(draft, manager)

    with pytest.raises(ValidationError):
        services.return_assignment(assignment=draft, actor=sponsor.user, reason="")

    assert list(state_of(engagement).draft.signed) == [Role.MANAGER]


@pytest.mark.parametrize("phase", ["execution", "evaluation"])
def test_assignment_is_fixed_once_the_plan_is_carried_out(engagement, draft, manager, phase):
    in_phase(engagement, phase)

    with pytest.raises(NotNow, match="goes back one phase"):
        services.sign_assignment(assignment=draft, actor=manager)


def test_confirmation_belongs_to_specification(signed, manager):
    with pytest.raises(NotNow, match="Specification"):
        services.confirm_assignment(assignment=signed, actor=manager)


def test_signature_of_intake_is_no_confirmation_in_specification(engagement, signed, manager, sponsor):
    enter(engagement, manager, "specification")

    assert state_of(engagement).in_force.unconfirmed == (Role.MANAGER, Role.SPONSOR)
    services.confirm_assignment(assignment=signed, actor=manager)
    assert state_of(engagement).in_force.unconfirmed == (Role.SPONSOR,)
    services.confirm_assignment(assignment=signed, actor=sponsor.user)
    assert state_of(engagement).in_force.unconfirmed == ()
    with pytest.raises(NotNow, match="confirmed this version"):
        services.confirm_assignment(assignment=signed, actor=sponsor.user)


def test_new_version_signed_by_both_in_specification_is_a_confirmation(engagement, signed, manager, sponsor):
    enter(engagement, manager, "specification")
    newer = renew(engagement, manager)
    sign(newer, manager, sponsor.user)

    assert state_of(engagement).in_force.unconfirmed == ()
    with pytest.raises(NotNow, match="not in force"):
        services.confirm_assignment(assignment=signed, actor=manager)


def test_version_half_signed_in_intake_asks_only_that_side_again(engagement, draft, manager, sponsor):
    sign(draft, manager)
    enter(engagement, manager, "specification")
    sign(draft, sponsor.user)

    assert state_of(engagement).in_force.unconfirmed == (Role.MANAGER,)


def test_confirmation_counts_for_one_stay_in_specification_even_on_the_same_day(
    engagement, signed, manager, sponsor
):
    with time_machine.travel(datetime.datetime(2030, 3, 2, 9), tick=True):
        enter(engagement, manager, "specification")
        services.confirm_assignment(assignment=signed, actor=manager)
        services.confirm_assignment(assignment=signed, actor=sponsor.user)
        back = enter(enter(engagement, manager, "execution"), manager, "specification")

        assert state_of(back).in_force.unconfirmed == (Role.MANAGER, Role.SPONSOR)
        services.confirm_assignment(assignment=signed, actor=manager)
        assert state_of(back).in_force.unconfirmed == (Role.SPONSOR,)


def test_pause_is_no_new_stay_in_specification(engagement, signed, manager, sponsor):
    inside = enter(engagement, manager, "specification")
    services.confirm_assignment(assignment=signed, actor=manager)
    for standings in (("active", "on_hold"), ("on_hold", "active")):
        PhaseChange.objects.create(
            engagement=inside,
            command="hold",
            from_phase="specification",
            to_phase="specification",
            from_standing=standings[0],
            to_standing=standings[1],
            actor=manager,
        )

    assert state_of(inside).in_force.unconfirmed == (Role.SPONSOR,)


def test_state_is_read_in_one_query_however_many_versions(
    engagement, signed, manager, sponsor, django_assert_num_queries
):
    for _each in range(3):
        sign(renew(engagement, manager), manager, sponsor.user)

    with django_assert_num_queries(1):
        state = state_of(engagement)
        assert [version.assignment.number for version in state.versions] == [4, 3, 2, 1]


def test_reader_is_told_what_changed_and_who_said_what(engagement, signed, manager, sponsor):
    newer = renew(engagement, manager, purpose="Rebuild the triage.")
    services.return_assignment(assignment=newer, actor=sponsor.user, reason="Sharper")

    told = reading.told(engagement, seat_of(sponsor.user, engagement))

    assert [passage.name for passage in told.draft.changed] == ["What is asked"]
    assert told.draft.follows == 1
    assert [(said.what, said.who, said.reason) for said in told.draft.history] == [
        ("Change asked for", "Sanne Sponsor (Sponsor)", "Sharper")
    ]
    assert [said.what for said in told.in_force.history] == ["Signed", "Signed"]
    assert told.draft.can == {"sign"}


@pytest.mark.parametrize(
    ("who", "can"),
    [("manager", {"sign", "change", "discard"}), ("sponsor", {"sign", "return"}), ("board", set())],
)
def test_reader_is_offered_what_their_role_can_do_now(engagement, draft, manager, sponsor, board, who, can):
    person = manager if who == "manager" else {"sponsor": sponsor, "board": board}[who].user

    assert reading.told(engagement, seat_of(person, engagement)).draft.can == can


def test_versions_of_another_engagement_play_no_part(engagement, draft, stranger):
    other = stranger.memberships.get().engagement

    assert state_of(other).versions == ()
    assert services.draft_assignment(engagement=other, actor=stranger, **TEXTS).number == 1
    assert AssignmentVersion.objects.count() == 2
