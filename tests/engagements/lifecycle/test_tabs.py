"""The tabs of an engagement: whoever opens a page sees which room it belongs to."""

from types import SimpleNamespace

import pytest
from django.utils.translation import override

from engagements.lifecycle.tabs import tabs
from engagements.people.permissions import PERMISSIONS, Seat
from engagements.people.roles import Role


def current(name, role):
    """Return the labels of the current tabs for somebody in a role, on the page with this name."""
    match = SimpleNamespace(url_name=name, kwargs={"ref": "abc"})
    request = SimpleNamespace(resolver_match=match, seat=Seat(None, role))
    with override("en"):
        return [str(tab["label"]) for tab in tabs(request) if tab["current"]]


def test_every_page_somebody_may_open_lies_behind_one_tab():
    alone = [
        (name, role) for name, roles in PERMISSIONS.items() for role in roles if len(current(name, role)) != 1
    ]

    assert alone == []


@pytest.mark.parametrize(
    ("name", "tab"),
    [
        ("advance", "Overview"),
        ("end-early", "Overview"),
        ("slip-test", "Plan"),
        ("goal-drop", "Execution"),
        ("audit", "Log"),
    ],
)
def test_page_lies_behind_the_tab_one_came_from(name, tab):
    assert current(name, Role.MANAGER) == [tab]
