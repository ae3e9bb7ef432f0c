"""Bringing people in, changing what they are, ending their part: what holds whoever asks."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import Invitation, User
from engagements.lifecycle import consequences
from engagements.lifecycle.commands import Standing
from engagements.lifecycle.consequences import OpenItem
from engagements.lifecycle.exceptions import NotNow, Stale
from engagements.lifecycle.models import AuditEntry, Engagement
from engagements.people import services
from engagements.people.models import Membership
from engagements.people.roles import ORGANISATION, Role
from tests.engagements.conftest import person, seat_for
from tests.engagements.helpers import told_to

NEW = {
    "name": "Nora Nieuw",
    "email": "Nora@Example.org",
    "role": Role.EMPLOYEE,
    "title": "Planner",
    "language": "nl",
}


@pytest.fixture
def invite(engagement, manager):
    """Return a function that lets somebody take part, as the manager."""

    def add(**values):
        return services.add_member(engagement=engagement, actor=manager, **NEW | values)

    return add


@pytest.fixture
def holds(monkeypatch):
    """Return a function that lets somebody hold something open, as a later room would say it."""
    items = []
    monkeypatch.setattr(consequences, "OPEN_ITEMS", [lambda engagement: items])

    def give(member, sentence="Goal: 80 % on time"):
        items.append(OpenItem(sentence=sentence, owner=member))

    return give


def second_manager(engagement):
    return seat_for(engagement, Role.MANAGER, "Second Manager")


def test_somebody_new_gets_an_account_and_a_part(invite, manager):
    member = invite()

    assert (member.user.email, member.user.name, member.user.language) == (
        "nora@example.org",
        "Nora Nieuw",
        "nl",
    )
    assert not member.user.has_usable_password()
    assert (member.role, member.title, member.invited_by) == (Role.EMPLOYEE, "Planner", manager)


def test_somebody_known_takes_part_with_their_own_name_and_language(invite):
    known = person("Nora Known")

    member = invite(email=known.email.upper(), name="Other Name", language="nl")

    assert member.user == known
    assert (member.user.name, member.user.language) == ("Nora Known", "en")


def test_language_is_the_engagements_unless_said_otherwise(invite):
    assert invite(language="").user.language == "en"


def test_invitation_is_mailed_after_the_commit_in_the_language_of_who_reads_it(
    invite, engagement, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invite()
        assert mail.outbox == []

    (message,) = mail.outbox
    assert message.to == ["nora@example.org"]
    for words in ("Marit Manager", "Theatres on time", "medewerker"):
        assert words in message.body


def test_no_mail_about_what_is_rolled_back(invite, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        try:
            with transaction.atomic():
                invite()
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass

    assert mail.outbox == []
    assert not User.objects.filter(email="nora@example.org").exists()


def test_somebody_who_takes_part_is_refused_beside_the_address(invite):
    invite()

    with pytest.raises(ValidationError) as refused:
        invite(role=Role.SPONSOR)

    assert refused.value.message_dict == {"email": ["This person already takes part here."]}


@pytest.mark.parametrize("email", ["", "jan", "a b@example.org", "x" * 300 + "@example.org"])
def test_address_that_is_none_is_refused_beside_the_address(invite, email):
    with pytest.raises(ValidationError) as refused:
        invite(email=email)

    assert list(refused.value.message_dict) == ["email"]


@pytest.mark.parametrize("values", [{"role": "owner of everything"}, {"title": "x" * 121}])
def test_part_that_cannot_be_is_refused_and_leaves_no_account(invite, values):
    with pytest.raises(ValidationError):
        invite(**values)

    assert not User.objects.filter(email="nora@example.org").exists()


def test_part_that_ended_is_taken_up_again(invite, manager):
    first = invite()
    services.end_member(member=first, actor=manager)

    again = invite(role=Role.MANAGEMENT, title="Head")

    assert (again.pk, again.role, again.title, again.ended_on) == (first.pk, Role.MANAGEMENT, "Head", None)


def test_part_on_the_other_side_is_a_new_one(invite, manager, engagement):
    first = invite()
    services.end_member(member=first, actor=manager)

    assert invite(role=Role.SHADOW).pk != first.pk
    assert engagement.memberships.filter(user=first.user).count() == 2


@pytest.mark.parametrize("role", [*sorted(ORGANISATION), Role.SHADOW])
def test_only_a_manager_invites(engagement, role):
    with pytest.raises(PermissionDenied):
        services.add_member(engagement=engagement, actor=seat_for(engagement, role).user, **NEW)


def test_coming_and_going_is_told_to_all_but_of_a_shadow_manager_to_nobody(
    invite, manager, engagement, sponsor
):
    shadow = invite(role=Role.SHADOW, email="tjitske@example.org", name="Tjitske Shadow")
    services.end_member(member=shadow, actor=manager)
    member = invite()
    services.end_member(member=member, actor=manager)

    told = told_to(sponsor.user, engagement)

    assert told == ["Nora Nieuw no longer takes part", "Nora Nieuw takes part"]


def test_role_and_position_are_changed_and_audited(invite, manager):
    member = invite()

    changed = services.change_member(
        member=member, actor=manager, seen=1, role=Role.PROCESS_OWNER, title="Head"
    )

    assert (changed.role, changed.title, changed.version) == (Role.PROCESS_OWNER, "Head", 2)
    entry = AuditEntry.objects.filter(action="member-change").get()
    assert (entry.before["role"], entry.after["role"]) == ("employee", "process_owner")


def test_change_against_an_older_version_is_stale(invite, manager):
    member = invite()
    services.change_member(member=member, actor=manager, seen=1, title="Head")

    with pytest.raises(Stale):
        services.change_member(member=member, actor=manager, seen=1, title="Planner too")


@pytest.mark.parametrize(("before", "after"), [(Role.EMPLOYEE, Role.MANAGER), (Role.SHADOW, Role.SPONSOR)])
def test_nobody_changes_sides(invite, manager, before, after):
    with pytest.raises(ValidationError) as refused:
        services.change_member(member=invite(role=before), actor=manager, role=after)

    assert list(refused.value.message_dict) == ["role"]


def test_only_manager_stays_manager(engagement, manager):
    alone = engagement.memberships.get(user=manager)

    with pytest.raises(NotNow, match="only interim manager"):
        services.change_member(member=alone, actor=manager, role=Role.SHADOW)
    with pytest.raises(NotNow, match="only interim manager"):
        services.end_member(member=alone, actor=manager)


def test_one_of_two_managers_may_go(engagement, manager):
    second_manager(engagement)
    first = engagement.memberships.get(user=manager)

    assert services.end_member(member=first, actor=manager).ended_on == timezone.localdate()
    assert not Engagement.objects.visible_to(manager).exists()


def test_manager_who_left_does_not_count_as_another(engagement, manager):
    services.end_member(member=second_manager(engagement), actor=manager)

    with pytest.raises(NotNow):
        services.end_member(member=engagement.memberships.get(user=manager), actor=manager)


def test_whoever_holds_something_open_gives_it_away_first(owner, manager, holds):
    holds(owner)

    with pytest.raises(NotNow) as refused:
        services.end_member(member=owner, actor=manager)

    assert refused.value.reasons == (
        "Omar Owner still holds this. Give it to somebody else first.",
        "Goal: 80 % on time",
    )


def test_what_others_hold_stands_in_nobodys_way(owner, board, manager, holds):
    holds(board)
    holds(None)

    assert services.end_member(member=owner, actor=manager).ended_on


def test_role_that_may_hold_nothing_waits_until_nothing_is_held(owner, manager, holds):
    holds(owner)

    with pytest.raises(NotNow, match="still holds this"):
        services.change_member(member=owner, actor=manager, role=Role.FINANCE)
    assert services.change_member(member=owner, actor=manager, role=Role.EMPLOYEE).role == Role.EMPLOYEE


def test_part_that_ended_can_be_neither_changed_nor_ended_again(owner, manager):
    services.end_member(member=owner, actor=manager)

    for attempt in (
        lambda: services.change_member(member=owner, actor=manager, title="Again"),
        lambda: services.end_member(member=owner, actor=manager),
        lambda: services.resend_invitation(member=owner, actor=manager),
    ):
        with pytest.raises(NotNow, match="no longer takes part"):
            attempt()


def test_invitation_is_mailed_again(owner, manager, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.resend_invitation(member=owner, actor=manager)

    assert [message.to for message in mail.outbox] == [["omar.owner@example.org"]]


def test_invitation_is_not_mailed_to_somebody_who_signed_in(owner, manager):
    User.objects.filter(pk=owner.user_id).update(last_login=timezone.now())

    with pytest.raises(NotNow, match="has signed in"):
        services.resend_invitation(member=owner, actor=manager)


def test_invitation_is_not_mailed_twice_in_ten_minutes(owner, board, manager):
    with time_machine.travel(datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC), tick=False) as clock:
        services.resend_invitation(member=owner, actor=manager)
        services.resend_invitation(member=board, actor=manager)
        with pytest.raises(NotNow, match="a moment ago"):
            services.resend_invitation(member=owner, actor=manager)
        clock.shift(datetime.timedelta(minutes=11))
        services.resend_invitation(member=owner, actor=manager)


def test_invitation_mailed_again_replaces_the_earlier_one(invite, manager):
    with time_machine.travel(datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC), tick=False) as clock:
        member = invite()
        with pytest.raises(NotNow, match="a moment ago"):
            services.resend_invitation(member=member, actor=manager)
        clock.shift(datetime.timedelta(minutes=11))
        services.resend_invitation(member=member, actor=manager)

        states = [each.state for each in Invitation.objects.filter(user=member.user)]

    assert states == ["replaced", "open"]


def test_withdrawn_invitation_opens_nothing_and_leaves_no_part(invite, manager, engagement):
    member = invite()

    services.revoke_invitation(member=member, actor=manager)

    assert Invitation.objects.get(user=member.user).state == "revoked"
    assert not Engagement.objects.visible_to(member.user).exists()
    assert AuditEntry.objects.filter(action="member-revoke", subject_id=member.pk).exists()


def test_part_that_ends_takes_its_invitation_along(invite, manager):
    member = invite()

    services.end_member(member=member, actor=manager)

    assert Invitation.objects.get(user=member.user).state == "revoked"


def test_invitation_is_not_withdrawn_from_somebody_who_signed_in_or_holds_something(
    owner, board, manager, holds
):
    User.objects.filter(pk=owner.user_id).update(last_login=timezone.now())
    holds(board)

    for member, words in ((owner, "has signed in"), (board, "still holds this")):
        with pytest.raises(NotNow, match=words):
            services.revoke_invitation(member=member, actor=manager)


@pytest.mark.parametrize("role", [Role.SPONSOR, Role.SHADOW])
def test_only_a_manager_withdraws_an_invitation(engagement, owner, role):
    with pytest.raises(PermissionDenied):
        services.revoke_invitation(member=owner, actor=seat_for(engagement, role).user)


def test_client_is_never_told_of_a_shadow_managers_invitation(invite, manager, engagement, sponsor):
    member = invite(role=Role.SHADOW, email="tjitske@example.org", name="Tjitske Shadow")

    services.revoke_invitation(member=member, actor=manager)

    assert told_to(sponsor.user, engagement) == []


@pytest.mark.parametrize("standing", [Standing.ON_HOLD, Standing.COMPLETED])
def test_nobody_comes_or_goes_while_the_engagement_is_not_active(
    invite, owner, engagement, manager, standing
):
    Engagement.objects.filter(pk=engagement.pk).update(standing=standing)

    with pytest.raises(NotNow):
        invite()
    with pytest.raises(NotNow):
        services.end_member(member=owner, actor=manager)


def test_one_person_has_one_seat_at_a_time(invite):
    invite()

    assert Membership.objects.filter(user__email="nora@example.org").count() == 1
