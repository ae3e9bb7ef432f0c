"""Columns drawn from the fields of a model."""

import datetime

import pytest
from django.utils import translation

from accounts.models import User
from engagements.people.models import Membership
from spreadsheets.columns import Column, cells, of, yes_or_no


def test_fields_are_headed_by_their_names_in_the_language_that_is_active():
    columns = of(User, "email", "language")

    with translation.override("nl"):
        assert [str(column.heading) for column in columns] == ["E-mailadres", "Taal"]


def test_choices_people_and_truths_are_said_in_words():
    user = User(name="Els", language="nl", is_active=False)
    member = Membership(user=user, role="sponsor", ended_on=datetime.date(2026, 3, 2))

    with translation.override("en"):
        (said,) = cells((*of(User, "language", "is_active"),), [user])
        (seat,) = cells((*of(Membership, "user", "role", "invited_by", "ended_on"),), [member])

    assert said == ["Dutch", "no"]
    assert seat == ["Els", "Sponsor", None, datetime.date(2026, 3, 2)]


@pytest.mark.parametrize(("value", "word"), [(True, "yes"), (False, "no")])
def test_yes_and_no(value, word):
    with translation.override("en"):
        assert yes_or_no(value) == word


def test_rows_are_asked_for_one_by_one():
    asked = []

    def rows():
        for number in range(3):
            asked.append(number)
            yield number

    found = cells((Column("Number", lambda row: row),), rows())

    assert next(found) == [0]
    assert asked == [0]
