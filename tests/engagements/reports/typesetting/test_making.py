"""A file that was asked for is made once, taken up again after a death, and says why when it can't be made."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import override

from clock import heartbeat
from clock.jobs import EVERY_TICK, REGULAR
from engagements.lifecycle.exceptions import NotNow
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.reports.typesetting import making, services
from engagements.reports.typesetting.models import KEPT, Making, MakingState
from engagements.reports.typesetting.querysets import LEASE, MOST_ATTEMPTS
from engagements.reports.typesetting.typeset import Unprintable
from tests.engagements.documents.conftest import names
from tests.engagements.reports.typesetting.conftest import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_at_work(monkeypatch):
    """Leave what is asked for, in English, to the test."""
    monkeypatch.setattr(services, "_make_soon", lambda pk: None)
    with override("en"):
        yield


def test_file_is_made_and_kept_under_a_name_of_its_own(asked):
    row = asked(process=3)
    assert making.make_due() == 1
    row = fresh(row)

    assert row.state == MakingState.DONE
    assert (row.progress, row.attempts, row.claimed_at, row.args) == (100, 1, None, {"process": 3})
    assert (row.name, row.content_type, row.size) == ("try-out.pdf", "application/pdf", 12)
    with row.file.open() as file:
        assert file.read() == b"%PDF-try-out"
    assert "try-out" not in row.file.name
    assert making.make_due() == 0


def test_asking_twice_is_one_file_and_asking_otherwise_is_another(asked, sponsor):
    assert asked() == asked()
    assert asked() != asked(process=1)
    assert asked() != asked(actor=sponsor.user)


def test_asking_again_for_what_is_done_makes_it_anew(asked):
    first = asked()
    making.make_due()

    assert asked() != first


def test_who_may_not_have_it_can_not_ask_for_it(asked, stranger):
    with pytest.raises(PermissionDenied):
        asked(actor=stranger)


def test_who_has_left_meanwhile_gets_nothing(asked, kind, sponsor):
    row = asked(actor=sponsor.user)
    Membership.objects.filter(pk=sponsor.pk).update(ended_on=timezone.localdate() - timedelta(days=1))
    making.make_due()

    assert fresh(row).state == MakingState.FAILED
    assert kind.made == []


def test_only_one_of_two_gets_it_in_hand(asked):
    row = asked()

    assert making.claim(row.pk) is not None
    assert making.claim(row.pk) is None


def test_left_behind_by_somebody_who_was_killed_it_is_taken_up_after_the_lease(asked):
    row = asked()
    making.claim(row.pk)
    assert making.make_due() == 0  # for all we know somebody is at it

    assert making.make_due(timezone.now() + LEASE) == 0  # claimed by the clock, which has not moved
    Making.objects.update(claimed_at=timezone.now() - LEASE)
    assert making.make_due() == 1
    assert fresh(row).attempts == 2


def test_whoever_was_thought_dead_can_not_finish_and_leaves_no_file(asked, kind):
    row, before = asked(), names()

    def slow(late, file, tell):
        Making.objects.update(claimed_at=timezone.now() + timedelta(seconds=1))  # another has it now
        return write(late, file, lambda progress: None)

    write, kind.make = kind.make, slow

    assert making.make_due() == 0
    assert fresh(row).state == MakingState.MAKING
    assert names() == before


def test_every_step_forward_is_told_and_renews_the_lease(asked, kind):
    row, seen = asked(), []
    write = kind.make

    def slow(held, file, tell):
        Making.objects.filter(pk=row.pk).update(claimed_at=held.claimed_at)
        before = fresh(row).claimed_at
        tell(30)
        seen.append((fresh(row).progress, fresh(row).claimed_at > before))
        return write(held, file, tell)

    kind.make = slow
    making.make_due()

    assert seen == [(30, True)]


def test_broken_off_again_and_again_it_is_given_up_and_says_so(asked):
    row = asked()
    old = timezone.now() - LEASE
    Making.objects.update(state=MakingState.MAKING, attempts=MOST_ATTEMPTS, claimed_at=old)

    assert making.make_due() == 0
    assert fresh(row).state == MakingState.FAILED
    assert "several times" in fresh(row).error


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (Unprintable("Write it differently."), "Write it differently."),
        (NotNow("There is no report yet."), "There is no report yet."),
        (ZeroDivisionError("secret"), "Something went wrong here. It is written down; try again later."),
    ],
)
def test_what_can_not_be_made_says_why_and_can_be_tried_again(asked, kind, manager, raised, said):
    def fail(*arguments):
        raise raised

    write, kind.make = kind.make, fail
    row = asked()
    making.make_due()
    assert (fresh(row).state, fresh(row).error) == (MakingState.FAILED, said)
    assert making.make_due() == 0  # not by itself

    kind.make = write
    services.try_again(making=row, actor=manager)
    assert making.make_due() == 1
    assert fresh(row).error == ""
    with pytest.raises(NotNow):
        services.try_again(making=row, actor=manager)


def test_one_that_fails_does_not_keep_the_next_from_being_made(asked, kind):
    first, second = asked(number=1), asked(number=2)
    write = kind.make
    kind.make = lambda row, *rest: write(row, *rest) if row.pk == second.pk else 1 / 0

    assert making.make_due() == 1
    assert [fresh(each).state for each in (first, second)] == [MakingState.FAILED, MakingState.DONE]


def test_inside_a_web_process_one_is_made_at_each_beat(asked, monkeypatch):
    woken = []
    monkeypatch.setattr(heartbeat, "beats", lambda: True)
    monkeypatch.setattr(heartbeat, "wake", lambda: woken.append(1))
    asked(number=1)
    asked(number=2)

    assert EVERY_TICK["files"](timezone.now()) == 1
    assert woken == [1]
    assert EVERY_TICK["files"](timezone.now()) == 1
    assert woken == [1]


def test_file_is_forgotten_when_its_time_is_over(asked):
    row, later = asked(), timezone.now() + KEPT + timedelta(minutes=1)
    making.make_due()
    stored = fresh(row).file.name
    assert REGULAR["files-tidied"].work(timezone.now()) == 0
    assert stored in names()

    assert REGULAR["files-tidied"].work(later) == 1
    assert stored not in names()
    assert not Making.objects.exists()
    assert REGULAR["files-tidied"].work(later) == 0


def test_role_is_kept_with_what_was_asked_for(asked, sponsor):
    assert asked(actor=sponsor.user).role == Role.SPONSOR
