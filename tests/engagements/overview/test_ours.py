"""How much is already ours: both sides' latest words, and what nobody has said."""

import datetime

import pytest
from django.utils import timezone

from engagements.overview.ours import MOST, ours_of
from engagements.people.permissions import seat_of
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess, Rating
from tests.engagements.conftest import seat_for

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def process(engagement, owner):
    """Return a function that makes a process of `owner`, with what each side said of it."""

    def make(name, owner_says=None, manager_says=None, **values):
        made = CriticalProcess.objects.create(engagement=engagement, name=name, **{"owner": owner} | values)
        for side, rung in (("owner", owner_says), ("manager", manager_says)):
            if rung:
                Rating.objects.create(engagement=engagement, process=made, side=side, rater=owner, rung=rung)
        return made

    return make


def ours(engagement, member):
    return ours_of(engagement, seat_of(member.user, engagement))


def test_both_sides_are_told_in_plain_words(engagement, sponsor, process):
    process("Planning", 5, 4)

    row = ours(engagement, sponsor).rows[0]

    assert str(row.owner_says) == "We decide, after advice from the interim manager"
    assert str(row.manager_says) == "We decide together"
    assert float(row.manager_at) < float(row.owner_at)


def test_what_nobody_said_is_said_to_be_missing(engagement, sponsor, process):
    process("Half", manager_says=3)
    process("None")

    half, none = ours(engagement, sponsor).rows

    assert (half.owner_says, half.owner_at, half.is_rated, half.is_apart) == ("", "", True, False)
    assert not none.is_rated


@pytest.mark.parametrize(
    ("owner_says", "manager_says", "apart"), [(3, 5, True), (4, 5, False), (7, 7, False)]
)
def test_views_two_rungs_apart_are_worth_a_talk(
    engagement, sponsor, process, owner_says, manager_says, apart
):
    process("Planning", owner_says, manager_says)

    row = ours(engagement, sponsor).rows[0]

    assert (row.is_apart, row.is_agreed) == (apart, owner_says == manager_says)


def test_answer_counts_what_is_held_decided_and_unsaid(engagement, sponsor, process):
    process("Planning", 7, 6, let_go_at=datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC))
    process("Sessions", 5, 3)
    process("Day start", 4, 4)
    process("Stock")

    assert ours(engagement, sponsor).said == (
        "Ours by now: 1 of 4. In 2 we decide ourselves, their owners say. "
        "Of 1 the owner has not said yet who decides."
    )


def test_without_any_word_of_an_owner_that_is_said(engagement, sponsor, process):
    process("Planning", manager_says=2)

    assert ours(engagement, sponsor).said == "Ours by now: 0 of 1. No owner has said yet who decides."


def test_day_that_has_gone_by_is_late_until_the_process_is_let_go(engagement, sponsor, process):
    today = timezone.localdate()
    yesterday = today - datetime.timedelta(days=1)
    process("A", let_go_on=yesterday)
    process("B", let_go_on=today)
    process("C", let_go_on=yesterday, let_go_at=timezone.now())
    process("D")

    late = [row.process.name for row in ours(engagement, sponsor).rows if row.is_late]

    assert late == ["A"]


def test_own_processes_stand_first_and_what_does_not_fit_is_counted(engagement, process):
    deputy = seat_for(engagement, Role.EMPLOYEE)
    for number in range(MOST + 2):
        process(f"Process {number}")
    process("Mine", deputy=deputy)

    found = ours(engagement, deputy)

    assert [row.process.name for row in found.mine] == ["Mine"]
    assert found.rows[0].is_mine
    assert (len(found.rows), found.left_out) == (MOST, 3)


def test_without_processes_there_is_nothing(engagement, sponsor):
    assert not ours(engagement, sponsor)
