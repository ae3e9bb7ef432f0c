"""The log and the worked days: who may do what to which, and what nobody can undo."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from engagements.lifecycle.commands import Standing
from engagements.lifecycle.exceptions import NotNow, Stale
from engagements.lifecycle.models import AuditEntry, Engagement
from engagements.people.permissions import seat_of
from engagements.people.roles import ADMINISTRATOR, ORGANISATION, PRACTICE, STEERING, Role
from engagements.record import services
from engagements.record.audiences import Audience
from engagements.record.models import LogEntry, WorkedMonth, WorkedMonthState
from tests.engagements.conftest import person, seat_for

TOMORROW = timezone.localdate() + datetime.timedelta(days=1)
READERS = {
    Audience.PRIVATE: set(),
    Audience.PRACTICE: PRACTICE,
    Audience.SPONSOR: PRACTICE | {Role.SPONSOR},
    Audience.STEERING: PRACTICE | STEERING,
    Audience.EVERYONE: PRACTICE | ORGANISATION,
}


def put(engagement, standing):
    Engagement.objects.filter(pk=engagement.pk).update(standing=standing)


def test_entry_is_of_today_and_private_unless_said_otherwise(log, manager):
    entry = log()

    assert (entry.happened_on, entry.audience, entry.stance) == (timezone.localdate(), Audience.PRIVATE, None)
    assert entry.author == manager


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("role", [*Role.values, ADMINISTRATOR])
def test_entry_is_read_by_exactly_its_audience(log, engagement, audience, role):
    log(audience=audience)
    user = (
        person("Ada Admin", is_administrator=True)
        if role == ADMINISTRATOR
        else seat_for(engagement, role, "Reader").user
    )

    read = LogEntry.objects.filter(engagement=engagement).seen_from(seat_of(user, engagement))

    assert read.exists() == (role in READERS[audience])


def test_private_entry_is_read_by_its_author(log, engagement, manager):
    log()

    assert LogEntry.objects.seen_from(seat_of(manager, engagement)).exists()


@pytest.mark.parametrize("audience", [Audience.SPONSOR, Audience.STEERING, Audience.EVERYONE])
def test_shadow_manager_never_writes_for_the_client(log, shadow, audience):
    with pytest.raises(PermissionDenied):
        log(actor=shadow.user, audience=audience)

    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("audience", [Audience.PRIVATE, Audience.PRACTICE])
def test_shadow_manager_writes_for_the_practice(log, shadow, audience):
    assert log(actor=shadow.user, audience=audience).author == shadow.user


@pytest.mark.parametrize(
    "values",
    [
        {"happened_on": TOMORROW},
        {"happened_on": datetime.date(1999, 12, 31)},
        {"audience": "nobody"},
        {"stance": 3},
        {"stance": -3},
        {"text": ""},
        {"text": "x" * 5001},
    ],
)
def test_entry_with_values_that_cannot_be_is_refused(log, values):
    with pytest.raises((ValidationError, PermissionDenied)):
        log(**values)

    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    ("standing", "allowed"),
    [
        (Standing.ACTIVE, True),
        (Standing.ON_HOLD, True),
        (Standing.COMPLETED, False),
        (Standing.ENDED_EARLY, False),
    ],
)
def test_logging_goes_on_while_on_hold_and_ends_with_the_engagement(log, engagement, standing, allowed):
    put(engagement, standing)

    if allowed:
        assert log()
    else:
        with pytest.raises(NotNow):
            log()


def test_audit_trail_never_holds_the_text_or_the_role_played(log, manager):
    entry = log("I doubt the sponsor", stance=2)
    services.change_entry(entry=entry, actor=manager, text="I doubt myself", stance=-2)

    told = list(
        AuditEntry.objects.filter(subject_kind="logentry").values("action", "subject", "before", "after")
    )

    assert [each["action"] for each in told] == ["log-change", "log-add"]
    assert "doubt" not in str(told)
    assert "stance" not in str(told)


def test_private_entry_is_changed_by_its_author(log, manager):
    entry = log("Frist draft", stance=1)

    changed = services.change_entry(entry=entry, actor=manager, seen=1, text="First draft", stance=None)

    assert (changed.text, changed.stance, changed.version) == ("First draft", None, 2)


def test_private_entry_is_shared_and_from_then_on_stays(log, manager):
    entry = log("As it was")

    services.change_entry(entry=entry, actor=manager, audience=Audience.STEERING)

    with pytest.raises(NotNow, match="Others may have read this entry"):
        services.change_entry(entry=entry, actor=manager, text="Differently")
    with pytest.raises(NotNow):
        services.change_entry(entry=entry, actor=manager, audience=Audience.PRIVATE)
    entry.refresh_from_db()
    assert (entry.text, entry.audience) == ("As it was", Audience.STEERING)


def test_entry_of_somebody_else_is_not_changed(log, shadow):
    entry = log()

    with pytest.raises(PermissionDenied):
        services.change_entry(entry=entry, actor=shadow.user, text="Mine now")


def test_shadow_manager_does_not_share_a_private_entry_with_the_client(log, shadow):
    entry = log(actor=shadow.user)

    with pytest.raises(PermissionDenied):
        services.change_entry(entry=entry, actor=shadow.user, audience=Audience.EVERYONE)


def test_change_against_an_older_version_is_stale(log, manager):
    entry = log()
    services.change_entry(entry=entry, actor=manager, seen=1, text="From the phone")

    with pytest.raises(Stale) as refused:
        services.change_entry(entry=entry, actor=manager, seen=1, text="From the desk")

    assert refused.value.current.text == "From the phone"


def test_worked_month_is_stored_as_its_first_day(month):
    assert month.month == datetime.date(2026, 3, 1)
    assert month.state == WorkedMonthState.DRAFT


def test_second_row_for_a_month_is_refused_beside_the_month(engagement, manager, month):
    with pytest.raises(ValidationError) as refused:
        services.add_worked_month(
            engagement=engagement, actor=manager, month=datetime.date(2026, 3, 30), days=1
        )

    assert refused.value.message_dict == {
        "month": ["There is a row for March 2026 already; change that one."]
    }


def test_month_of_another_engagement_is_free(month, stranger):
    other = stranger.memberships.get().engagement

    assert services.add_worked_month(engagement=other, actor=stranger, month=month.month, days=1)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("month", {"month": TOMORROW + datetime.timedelta(days=31)}),
        ("days", {"month": datetime.date(2026, 2, 1), "days": "28.5"}),
        ("days", {"days": "-1"}),
        ("days", {"days": "31.5"}),
        ("note", {"note": "x" * 1001}),
    ],
)
def test_worked_month_that_cannot_be_is_refused_beside_the_field(engagement, manager, field, values):
    with pytest.raises(ValidationError) as refused:
        services.add_worked_month(
            engagement=engagement, actor=manager, **{"month": datetime.date(2026, 1, 1), "days": "1"} | values
        )

    assert list(refused.value.message_dict) == [field]


def test_draft_is_changed_until_it_is_handed_in(month, manager):
    changed = services.change_worked_month(
        worked_month=month, actor=manager, seen=1, month=month.month, days="13", note=""
    )
    services.submit_worked_month(worked_month=month, actor=manager)

    assert (changed.days, changed.version) == (13, 2)
    with pytest.raises(NotNow, match="waits for the client"):
        services.change_worked_month(worked_month=month, actor=manager, days="14")


def test_approved_month_is_frozen(handed_in, manager, sponsor):
    approved = services.approve_worked_month(
        worked_month=handed_in, actor=sponsor.user, seen=handed_in.version
    )

    assert (approved.state, approved.answered_by) == (WorkedMonthState.APPROVED, sponsor)
    for attempt in (
        lambda: services.change_worked_month(worked_month=handed_in, actor=manager, days="14"),
        lambda: services.submit_worked_month(worked_month=handed_in, actor=manager),
        lambda: services.approve_worked_month(worked_month=handed_in, actor=sponsor.user),
        lambda: services.dispute_worked_month(worked_month=handed_in, actor=sponsor.user, reason="Too late"),
    ):
        with pytest.raises(NotNow):
            attempt()


def test_disputed_month_is_changed_and_handed_in_again(handed_in, manager, finance):
    disputed = services.dispute_worked_month(
        worked_month=handed_in, actor=finance.user, reason=" You were ill on the 5th "
    )
    services.change_worked_month(worked_month=handed_in, actor=manager, days="11.5")
    again = services.submit_worked_month(worked_month=handed_in, actor=manager)

    assert (disputed.state, disputed.answer) == (WorkedMonthState.DISPUTED, "You were ill on the 5th")
    assert again.state == WorkedMonthState.SUBMITTED


@pytest.mark.parametrize("reason", ["", "  "])
def test_dispute_needs_a_reason(handed_in, sponsor, reason):
    with pytest.raises(ValidationError) as refused:
        services.dispute_worked_month(worked_month=handed_in, actor=sponsor.user, reason=reason)

    assert refused.value.message_dict == {"reason": ["Say what is not right."]}


def test_approval_of_other_days_than_were_seen_is_stale(handed_in, manager, sponsor):
    services.dispute_worked_month(worked_month=handed_in, actor=sponsor.user, reason="Too many")
    services.change_worked_month(worked_month=handed_in, actor=manager, days="20")
    services.submit_worked_month(worked_month=handed_in, actor=manager)

    with pytest.raises(Stale):
        services.approve_worked_month(worked_month=handed_in, actor=sponsor.user, seen=handed_in.version)


def test_month_that_was_not_handed_in_is_not_answered(month, sponsor):
    with pytest.raises(NotNow):
        services.approve_worked_month(worked_month=month, actor=sponsor.user)


@pytest.mark.parametrize("role", [Role.BOARD, Role.PROCESS_OWNER, Role.SHADOW, Role.MANAGER])
def test_worked_days_are_approved_by_the_sponsor_or_finance_only(handed_in, engagement, manager, role):
    actor = manager if role == Role.MANAGER else seat_for(engagement, role).user

    with pytest.raises(PermissionDenied):
        services.approve_worked_month(worked_month=handed_in, actor=actor)


def test_client_does_not_see_a_draft(month, engagement, manager, sponsor):
    seen = WorkedMonth.objects.filter(engagement=engagement)

    assert not seen.seen_from(seat_of(sponsor.user, engagement)).exists()
    assert seen.seen_from(seat_of(manager, engagement)).exists()


def test_days_are_summed_by_what_became_of_them(engagement, manager, sponsor, handed_in):
    services.approve_worked_month(worked_month=handed_in, actor=sponsor.user)
    services.add_worked_month(
        engagement=engagement, actor=manager, month=datetime.date(2026, 4, 1), days="0.5"
    )

    assert WorkedMonth.objects.filter(engagement=engagement).sums() == {
        "approved": 12.5,
        "submitted": None,
        "open": 0.5,
        "all": 13,
    }
