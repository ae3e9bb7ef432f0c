"""Approvals: they hold for exactly what was approved, until a later word or a change undoes them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from engagements.lifecycle.models import AuditEntry
from engagements.lifecycle.work import work_on
from engagements.people.roles import Role
from engagements.record import approvals
from engagements.record.models import Approval, ApprovalKind
from tests.engagements.conftest import in_phase, person, seat_for

KIND = ApprovalKind.PLAN
PLAN = {"goals": [{"title": "Waiting time down", "target": "5"}], "processes": [1, 2]}


@pytest.fixture
def planned(engagement):
    return in_phase(engagement, "specification")


def say_yes(engagement, member, content=PLAN, **about):
    with work_on(engagement, member.user, "plan-approve") as work:
        return approvals.approve(work, kind=KIND, content=content, **about)


def say_no(engagement, member, content=PLAN, reason="The target is too low"):
    with work_on(engagement, member.user, "plan-return") as work:
        return approvals.ask_for_change(work, kind=KIND, content=content, reason=reason)


def standing(engagement, content=PLAN, **about):
    return approvals.standing_approval(engagement, KIND, content=content, **about)


def test_approval_holds_for_the_same_content_whatever_the_order_of_its_keys(planned, sponsor):
    given = say_yes(planned, sponsor)

    assert standing(planned, dict(reversed(PLAN.items()))) == given
    assert (given.member, given.role, given.content) == (sponsor, Role.SPONSOR, PLAN)


def test_approval_of_another_content_does_not_hold(planned, sponsor):
    say_yes(planned, sponsor)

    assert standing(planned, PLAN | {"processes": [1]}) is None


def test_approval_of_another_subject_kind_role_or_engagement_does_not_hold(planned, sponsor, stranger):
    say_yes(planned, sponsor, subject_id=3)

    assert standing(planned, subject_id=3)
    assert standing(planned, subject_id=4) is None
    assert standing(planned, subject_id=3, role=Role.MANAGER) is None
    assert approvals.standing_approval(planned, ApprovalKind.GOAL, 3, content=PLAN) is None
    assert standing(stranger.memberships.get().engagement, subject_id=3) is None


def test_approving_twice_keeps_one_approval(planned, sponsor):
    assert say_yes(planned, sponsor) == say_yes(planned, sponsor)
    assert Approval.objects.count() == 1


def test_approval_of_what_stood_before_a_newer_approval_does_not_come_back(planned, sponsor):
    say_yes(planned, sponsor)
    say_yes(planned, sponsor, {"goals": []})

    assert standing(planned) is None
    assert standing(planned, {"goals": []})


def test_request_for_a_change_undoes_the_approval_of_the_same_role(planned, sponsor):
    second = seat_for(planned, Role.SPONSOR, "Second Sponsor")
    say_yes(planned, sponsor)

    said = say_no(planned, second)

    assert standing(planned) is None
    assert approvals.latest_word(planned, KIND) == said
    assert said.reason == "The target is too low"


def test_approval_after_a_request_for_a_change_holds(planned, sponsor):
    say_yes(planned, sponsor)
    say_no(planned, sponsor)

    assert standing(planned) is None
    assert say_yes(planned, sponsor) == standing(planned)
    assert Approval.objects.count() == 3


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_request_for_a_change_without_a_reason_is_refused(planned, sponsor, reason):
    with pytest.raises(ValidationError) as refused:
        say_no(planned, sponsor, reason=reason)

    assert refused.value.message_dict == {"reason": ["Say what should change."]}
    assert not Approval.objects.exists()


def test_lapsed_approval_no_longer_holds_and_says_why(planned, sponsor):
    given = say_yes(planned, sponsor)

    assert approvals.lapse(planned, KIND, [0], because="The plan is being revised.") == 1

    given.refresh_from_db()
    assert standing(planned) is None
    assert given.lapsed_at
    assert given.lapsed_because == "The plan is being revised."


def test_lapsing_touches_only_the_named_subjects_or_all(planned, sponsor):
    for subject in (1, 2, 3):
        say_yes(planned, sponsor, subject_id=subject)

    assert approvals.lapse(planned, KIND, [2], because="Dropped") == 1
    assert standing(planned, subject_id=1)
    assert approvals.lapse(planned, ApprovalKind.GOAL, because="Another kind") == 0
    assert approvals.lapse(planned, KIND, because="Step back") == 2
    assert standing(planned, subject_id=1) is None


def test_approval_after_lapsing_is_a_new_one(planned, sponsor):
    before = say_yes(planned, sponsor)
    approvals.lapse(planned, KIND, because="Step back")

    again = say_yes(planned, sponsor)

    assert again != before
    assert standing(planned) == again


def test_words_on_a_kind_are_read_in_one_query(planned, sponsor, django_assert_num_queries):
    for subject in (1, 2, 3):
        say_yes(planned, sponsor, subject_id=subject)
    say_no(planned, sponsor)

    with django_assert_num_queries(1):
        words = approvals.words_on(planned, KIND)
        names = [str(word.member) for each in words.values() for word in each]

    assert names == ["Sanne Sponsor"] * 4
    assert approvals.holds(approvals.latest_of(words[1]), PLAN)
    assert not approvals.holds(approvals.latest_of(words[0]), PLAN)
    assert approvals.latest_of(words[1], Role.MANAGER) is None


def test_approval_is_audited_under_its_own_name(planned, sponsor):
    given = say_yes(planned, sponsor)
    say_no(planned, sponsor)

    told = AuditEntry.objects.filter(subject_kind="approval").order_by("pk")
    assert [entry.action for entry in told] == ["approval-given", "approval-refused"]
    assert told[0].after["digest"] == given.digest


def test_somebody_without_a_membership_approves_nothing(planned):
    administrator = person("Ada Admin", is_administrator=True)

    with pytest.raises(PermissionDenied), work_on(planned, administrator, "waive") as work:
        approvals.approve(work, kind=KIND, content=PLAN)
