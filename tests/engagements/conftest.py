"""One engagement and the people around its table, for every test of a room."""

import pytest

from accounts.models import User
from engagements.lifecycle import services
from engagements.people.models import Membership
from engagements.people.roles import Role


def person(name, **extra):
    """Return a new user called `name`, who wants mail at once; their address is made from it."""
    values = {"language": "en", "mail_rhythm": "now"} | extra
    return User.objects.create_user(f"{name.lower().replace(' ', '.')}@example.org", name=name, **values)


def seat_for(engagement, role, name=""):
    """Return the membership of a new person in `role`."""
    user = person(name or f"{role} of {engagement.ref}")
    return Membership.objects.create(engagement=engagement, user=user, role=role)


@pytest.fixture
def manager(db):
    """An interim manager of the practice."""
    return person("Marit Manager", is_manager=True)


@pytest.fixture
def engagement(manager):
    """An engagement in intake, started today by `manager`; nobody else takes part yet."""
    return services.start_engagement(
        actor=manager, organisation={"name": "Zeezicht Hospital"}, title="Theatres on time", language="en"
    )


@pytest.fixture
def sponsor(engagement):
    """The sponsor's membership."""
    return seat_for(engagement, Role.SPONSOR, "Sanne Sponsor")


@pytest.fixture
def owner(engagement):
    """A process owner's membership."""
    return seat_for(engagement, Role.PROCESS_OWNER, "Omar Owner")


@pytest.fixture
def board(engagement):
    """A board member's membership."""
    return seat_for(engagement, Role.BOARD, "Bente Board")


@pytest.fixture
def stranger(db):
    """Somebody who manages another client's engagement, and has nothing to do with this one."""
    user = person("Stan Stranger", is_manager=True)
    services.start_engagement(actor=user, organisation={"name": "Other Client"}, title="Another engagement")
    return user


def in_phase(engagement, phase):
    """Put an engagement in a phase without walking there: only where the way is not what the test is about."""
    type(engagement).objects.filter(pk=engagement.pk).update(phase=phase)
    return type(engagement).objects.get(pk=engagement.pk)
