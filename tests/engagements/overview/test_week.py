"""What happened: seven days by day, for each what they may read, and never an empty page."""

import datetime

import pytest

from engagements.lifecycle import services
from engagements.lifecycle.models import AuditEntry, Engagement
from engagements.overview.week import MOST, week_of
from engagements.people.permissions import seat_of
from engagements.people.roles import Role
from engagements.record.models import LogEntry
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.overview.conftest import SECRET

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def entry(engagement, manager, today):
    """Return a function that logs something for everybody, so many days ago."""

    def log(text, ago=0, audience="everyone"):
        return LogEntry.objects.create(
            engagement=engagement,
            author=manager,
            text=text,
            audience=audience,
            happened_on=today - datetime.timedelta(days=ago),
        )

    return log


def week(engagement, member):
    return week_of(engagement, seat_of(member.user, engagement))


def told(days):
    return [[deed.words or str(deed.title) for deed in day.deeds] for day in days]


def test_days_are_told_newest_first(engagement, owner, entry):
    entry("Monday", ago=3)
    entry("Today one")
    entry("Today two")
    entry("Long ago", ago=7)

    assert told(week(engagement, owner).days) == [["Today two", "Today one"], ["Monday"]]


def test_without_anything_this_week_what_was_last_is_told(engagement, owner, entry):
    entry("Last month", ago=30)
    entry("Last year", ago=300)

    found = week(engagement, owner)

    assert (found.days, told([found.last]), found.more) == ((), [["Last month"]], False)


def test_nothing_at_all_is_nothing(engagement, owner):
    found = week(engagement, owner)

    assert (found.days, found.last) == ((), None)


def test_more_than_fits_says_that_there_is_more(engagement, owner, entry):
    for number in range(MOST + 1):
        entry(f"Entry {number}")

    found = week(engagement, owner)

    assert len(found.days[0].deeds) == MOST
    assert found.more


def test_step_is_told_to_whom_the_history_is_closed_without_its_reason(engagement, owner, sponsor, manager):
    services.change(
        engagement=engagement,
        actor=manager,
        command="hold",
        seen=1,
        reason=f"{SECRET} illness",
        expected_return=None,
    )

    theirs, sponsors = week(engagement, owner), week(engagement, sponsor)

    assert told(theirs.days) == [["On hold"]]
    assert [deed.words for day in theirs.days for deed in day.deeds] == [""]
    assert f"{SECRET} illness" in [words for day in told(sponsors.days) for words in day]


def test_step_is_named_in_the_words_of_the_client(engagement, owner, manager):
    in_phase(engagement, "specification")
    services.change(
        engagement=engagement,
        actor=manager,
        command="step-back",
        seen=1,
        reason="More to look at",
    )

    assert told(week(Engagement.objects.get(), owner).days) == [["Back to: Look and listen"]]


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.FINANCE, Role.WORKS_COUNCIL, Role.SPONSOR])
def test_what_is_for_others_is_not_told(engagement, manager, entry, role):
    member = seat_for(engagement, role)
    for audience in ("private", "practice"):
        entry(f"{SECRET} {audience}", audience=audience)
    AuditEntry.objects.create(engagement=engagement, actor=manager, action="trust-ask", subject=SECRET)

    assert SECRET not in str(week(engagement, member))


def test_own_private_words_are_not_told_on_a_page_others_look_at(engagement, manager, entry):
    entry(f"{SECRET} private", audience="private")
    seat = seat_of(manager, engagement)

    assert SECRET not in str(week_of(engagement, seat))
