"""When the next report is due: pure days."""

import datetime
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from engagements.reports.progress.rhythm import Rhythm

day = datetime.date


def test_every_four_weeks_counts_from_the_first_day():
    rhythm = Rhythm(begins_on=day(2026, 1, 5), weeks=4)

    assert list(islice(rhythm.days(), 3)) == [day(2026, 1, 5), day(2026, 2, 2), day(2026, 3, 2)]


def test_every_month_takes_the_last_day_where_the_day_is_missing():
    rhythm = Rhythm(begins_on=day(2026, 1, 15), day=31)

    assert list(islice(rhythm.days(), 3)) == [day(2026, 1, 31), day(2026, 2, 28), day(2026, 3, 31)]


def test_month_whose_day_was_before_the_beginning_is_not_due():
    assert Rhythm(begins_on=day(2026, 1, 15), day=1).due_after(None) == day(2026, 2, 1)


def test_report_sent_a_few_days_early_counts_for_the_day_it_is_nearest_to():
    rhythm = Rhythm(begins_on=day(2026, 1, 5), weeks=4)

    assert rhythm.due_after(day(2026, 1, 30)) == day(2026, 3, 2)
    assert rhythm.due_after(day(2026, 2, 2)) == day(2026, 3, 2)
    assert rhythm.due_after(day(2026, 1, 10)) == day(2026, 2, 2)


@given(
    begins_on=st.dates(day(2020, 1, 1), day(2030, 1, 1)),
    weeks=st.integers(1, 26),
    on=st.integers(1, 31),
    covered=st.none() | st.dates(day(2020, 1, 1), day(2030, 1, 1)),
)
def test_due_day_is_one_of_the_days_and_never_covered_already(begins_on, weeks, on, covered):
    for rhythm in (Rhythm(begins_on=begins_on, weeks=weeks), Rhythm(begins_on=begins_on, day=on)):
        due = rhythm.due_after(covered)

        assert due >= begins_on
        assert covered is None or due > covered
        assert due in set(islice(rhythm.days(), 600))
