"""Five employees who have been here, and one who has not."""

import pytest
from django.utils import timezone

from engagements.people.roles import Role
from tests.engagements.conftest import seat_for


def employees(engagement, count):
    """Return memberships of new employees who have signed in."""
    found = [seat_for(engagement, Role.EMPLOYEE, f"Emma Employee {number}") for number in range(count)]
    for member in found:
        member.user.last_login = timezone.now()
        member.user.save()
    return found


@pytest.fixture
def crowd(engagement):
    """Five employees: the smallest group in which one can disappear."""
    return employees(engagement, 5)
