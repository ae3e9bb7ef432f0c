"""An administrator, and profiles of which some are nobody's business."""

import pytest

from accounts.models import User
from practice.models import Manager


@pytest.fixture
def administrator(db):
    """The practice administrator, who reads English."""
    return User.objects.create_user(
        "ada@example.org", name="Ada Administrator", language="en", is_administrator=True
    )


@pytest.fixture
def manager(db):
    """An interim manager of the practice."""
    return User.objects.create_user("mark@example.org", name="Mark Manager", language="en", is_manager=True)


@pytest.fixture
def profiles(manager):
    """One profile shown, one hidden, one of somebody whose access has ended; in this order."""
    gone = User.objects.create_user("gone@example.org", name="Gone Gideon", is_manager=True, is_active=False)
    about = {"headline_nl": "Kop", "about_nl": "Tekst"}
    return [
        Manager.objects.create(name="Sara Shown", user=manager, shown=True, place=1, **about),
        Manager.objects.create(name="Hidden Hans", shown=False, place=2, about_nl="Geheime Hans"),
        Manager.objects.create(name="Gone Gideon", user=gone, shown=True, place=3, about_nl="Vertrokken"),
    ]
