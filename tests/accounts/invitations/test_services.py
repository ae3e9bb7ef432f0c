"""What happens to invitations: each ends the one before, and none comes back."""

import datetime

import pytest
import time_machine
from django.utils import translation

from accounts.invitations import services
from accounts.invitations.models import LASTS
from accounts.invitations.services import TooOften
from accounts.models import Invitation, User
from outbox.models import Mail

NINE = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
WHILE = datetime.timedelta(minutes=11)


@pytest.fixture
def clock():
    """Nine o'clock, standing still."""
    with time_machine.travel(NINE, tick=False) as travel:
        yield travel


def states():
    return [each.state.value for each in Invitation.objects.all()]


def test_invitation_is_mailed_once_and_stands(invite, client_user):
    made = invite(topic="engagement:12")

    assert made.is_open
    assert (made.mail.recipient, made.mail.topic, made.mail.weight) == (
        client_user,
        "engagement:12",
        "urgent",
    )


def test_role_is_said_in_the_language_of_who_reads(invite):
    with translation.override("nl"):
        made = invite(role=translation.gettext_lazy("Sponsor"))
        assert (made.role, made.role_said) == ("Sponsor", "opdrachtgever")
    with translation.override("en"):
        assert made.role_said == "sponsor"


def test_new_invitation_replaces_the_one_that_stands(invite, clock):
    invite()
    clock.shift(WHILE)
    invite()

    assert states() == ["replaced", "open"]


def test_same_invitation_is_not_mailed_twice_in_ten_minutes(invite, clock):
    invite()

    with pytest.raises(TooOften, match="tien minuten"):
        invite()
    assert Mail.objects.count() == 1


def test_invitation_into_something_else_is_another_one(invite, clock):
    invite()
    invite(path="/engagements/other/")

    assert states() == ["open", "open"]


def test_nobody_causes_more_than_sixty_mails_an_hour(invite, clock, manager):
    for number in range(services.MOST_AN_HOUR):
        Invitation.objects.create(
            user=manager, inviter=manager, path=f"/{number}/", title="T", expires_at=NINE + LASTS
        )

    with pytest.raises(TooOften):
        invite()
    clock.shift(datetime.timedelta(hours=1))
    assert invite().is_open


def test_invitation_is_too_old_after_two_weeks_and_not_a_second_earlier(invite, clock):
    made = invite()
    clock.shift(LASTS - datetime.timedelta(seconds=1))
    assert made.is_open
    clock.shift(1)
    assert made.state == "expired"


def test_invitation_that_is_too_old_is_renewed_to_the_same_person(invite, clock):
    made = invite(topic="engagement:12")
    clock.shift(LASTS)

    again = services.renew(made)

    assert states() == ["replaced", "open"]
    assert (again.user, again.path, again.role, again.mail.topic) == (
        made.user,
        made.path,
        made.role,
        "engagement:12",
    )


@pytest.mark.parametrize("settle", ["open", "revoked", "used", "replaced"])
def test_only_what_is_too_old_is_renewed(invite, clock, settle):
    made = invite()
    Invitation.objects.filter(pk=made.pk).update(**{f"{settle}_at": NINE} if settle != "open" else {})
    made.refresh_from_db()

    with pytest.raises(ValueError, match=settle):
        services.renew(made)


def test_accepting_works_once(invite):
    made = invite()

    assert [services.accept(made), services.accept(made)] == [True, False]
    assert states() == ["used"]


@pytest.mark.parametrize("field", ["revoked_at", "replaced_at"])
def test_what_is_settled_is_not_accepted(invite, field):
    made = invite()
    Invitation.objects.filter(pk=made.pk).update(**{field: NINE})

    assert not services.accept(made)


def test_what_is_too_old_is_not_accepted(invite, clock):
    made = invite()
    clock.shift(LASTS)

    assert not services.accept(made)


def test_withdrawing_takes_only_that_persons_invitation_into_that(invite, manager):
    mine, other, into_other = invite(), invite(user=manager), invite(path="/other/")

    assert services.revoke(user=mine.user, path=mine.path)
    assert not services.revoke(user=mine.user, path=mine.path)
    assert [each.state for each in Invitation.objects.order_by("pk")] == ["revoked", "open", "open"]
    assert (other.is_open, into_other.is_open) == (True, True)


def test_newest_is_what_replaced_it(invite, clock):
    first = invite()
    clock.shift(WHILE)
    second = invite()
    first.refresh_from_db()

    assert first.newest == second
    assert second.newest == second


def test_newest_of_many_people_is_one_query(invite, manager, django_assert_num_queries):
    invite()
    made = invite(user=manager)
    people = [*User.objects.values_list("pk", flat=True), 0]

    with django_assert_num_queries(1):
        found = Invitation.objects.into(made.path).latest_of(people)
        assert found[manager.pk].mail.sent_at is None
    assert set(found) == {made.user_id, *people[:-1]}
