"""Reading a whole table some rows at a time."""

import pytest

from accounts.models import User
from spreadsheets.reading import by_key


@pytest.fixture
def people(db):
    """Seven people, whose names are not in the order of their keys."""
    return User.objects.bulk_create(User(email=f"p{n}@example.org", name=f"P{9 - n}") for n in range(7))


@pytest.mark.parametrize(("at_once", "queries"), [(3, 3), (7, 2), (100, 1)])
def test_every_row_comes_once_in_the_order_of_its_key(people, at_once, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        found = list(by_key(User.objects.order_by("name"), at_once=at_once))

    assert found == people


def test_nothing_comes_of_an_empty_table(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert list(by_key(User.objects.all())) == []
