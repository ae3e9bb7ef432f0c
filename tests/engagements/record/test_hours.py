"""Time noted in the log: typed as hours, private, and a proposal for the worked days of the month."""

import datetime
from decimal import Decimal

import pytest
from django import forms

from engagements.people.roles import Role
from engagements.record.forms import HoursField
from engagements.record.models import LogEntry
from engagements.record.proposed import Proposal
from tests.engagements.conftest import seat_for
from tests.engagements.helpers import url

MARCH, APRIL = datetime.date(2026, 3, 9), datetime.date(2026, 4, 2)


@pytest.fixture
def as_manager(client, manager):
    """The manager's browser."""
    client.force_login(manager)
    return client


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("1.5", 90),
        ("1,5", 90),
        ("1:30", 90),
        (" 2 ", 120),
        (".25", 15),
        ("0:01", 1),
        ("24", 1440),
        ("3 h", 180),
        ("", None),
    ],
)
def test_hours_are_read_as_people_write_them(typed, minutes):
    assert HoursField(required=False).clean(typed) == minutes


@pytest.mark.parametrize(
    "typed", ["x", "-1", "0", "24:01", "25", "1:60", "1.5.5", "1e3", "NaN", "9" * 9, "٣", ":", "a\x00b"]
)
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        HoursField(required=False).clean(typed)


@pytest.mark.parametrize(
    ("minutes", "days"), [(15, "0.5"), (240, "0.5"), (480, "1"), (690, "1.5"), (7 * 480, "7")]
)
def test_days_come_in_halves_of_eight_hours(minutes, days):
    assert Proposal(MARCH, minutes).days == Decimal(days)


def test_hours_stand_beside_the_month_and_propose_one_without_a_row(as_manager, engagement, month, log):
    log(minutes=480, happened_on=MARCH)
    log(minutes=210, happened_on=MARCH)
    log(minutes=600, happened_on=APRIL)

    page = as_manager.get(url("worked-months", engagement))

    assert "Noted in the log: 11.5 h" in " ".join(page.text.split())
    assert "Noted in the log: 10 h, about 1.5 working days of eight hours." in " ".join(page.text.split())
    add = url("worked-month-add", engagement) + "?month=2026-04"
    assert add in page.text
    assert "?month=2026-03" not in page.text
    form = as_manager.get(add)
    assert 'value="2026-04"' in form.text
    assert 'value="1.5"' in form.text


@pytest.mark.parametrize("asked", ["", "2026-13", "words", "9999999-01", "2026-4", "a\x00b"])
def test_month_that_can_not_be_read_proposes_nothing(as_manager, engagement, asked):
    assert as_manager.get(url("worked-month-add", engagement), {"month": asked}).status_code == 200


def test_hours_of_one_person_are_nobody_elses(client, engagement, month, handed_in, log, sponsor):
    log(minutes=480, happened_on=MARCH)
    other = seat_for(engagement, Role.MANAGER, "Second Manager")
    for user in (sponsor.user, other.user):
        client.force_login(user)
        page = client.get(url("worked-months", engagement))
        assert page.status_code == 200
        assert "Noted in the log" not in page.text


@pytest.mark.parametrize("entries", [1, 3, 300])
def test_proposals_ask_the_same_few_queries_however_much_was_logged(
    as_manager, engagement, manager, sponsor, month, entries, django_assert_max_num_queries
):
    LogEntry.objects.bulk_create(
        LogEntry(
            engagement=engagement,
            author=manager,
            text="x",
            minutes=60,
            happened_on=datetime.date(2000 + number // 12, number % 12 + 1, 1),
        )
        for number in range(entries)
    )

    with django_assert_max_num_queries(13):
        page = as_manager.get(url("worked-months", engagement))

    assert page.text.count("?month=") == min(entries, 12)
