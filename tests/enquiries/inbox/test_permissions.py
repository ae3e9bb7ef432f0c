"""The table of who may do what, against every address: what it says, and nobody else."""

import pytest
from django.db import transaction
from django.urls import reverse

from enquiries.inbox.permissions import ADMINISTRATOR, ASSIGNED, OUTSIDE, PERMISSIONS
from enquiries.inbox.urls import urlpatterns
from tests.engagements.conftest import person
from tests.enquiries.inbox.conftest import make_enquiry

NAMES = [pattern.name for pattern in urlpatterns]


def address(name, enquiry):
    own = {"list": [], "list-file": ["csv"]}
    return reverse(f"inbox:{name}", args=own[name] if name in OUTSIDE else [enquiry.ref])


def statuses(client, enquiry, name):
    """Return how an address answers reading and sending, undoing whatever that did."""
    found = set()
    for method in (client.get, client.post):
        with transaction.atomic():
            found.add(method(address(name, enquiry)).status_code)
            transaction.set_rollback(True)
    return found


def test_table_and_addresses_are_the_same_set():
    assert set(NAMES) == PERMISSIONS.keys() | OUTSIDE
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("role", [ADMINISTRATOR, ASSIGNED])
def test_every_address_lets_in_whom_the_table_names(client, administrator, manager, role):
    enquiry = make_enquiry(manager=manager)
    client.force_login(administrator if role == ADMINISTRATOR else manager)

    answered = {name: statuses(client, enquiry, name) - {405} for name in NAMES if name not in OUTSIDE}

    refused = {name for name, found in answered.items() if found == {403}}
    assert refused == {name for name, roles in PERMISSIONS.items() if role not in roles}
    let_in = [found for name, found in answered.items() if name not in refused]
    assert set().union(*let_in) <= {200, 302, 409, 422}


@pytest.mark.parametrize(
    "rights",
    [{"is_manager": True}, {}, {"is_staff": True}],
    ids=["a manager whose it is not", "a client", "somebody who may open the admin"],
)
def test_every_address_of_an_enquiry_is_nowhere_for_anybody_else(client, db, rights):
    enquiry = make_enquiry(manager=person("Somebody Else", is_manager=True))
    client.force_login(person("Curious", **rights))

    answered = set().union(*(statuses(client, enquiry, name) for name in PERMISSIONS))

    assert answered <= {404, 405}


def test_somebody_assigned_who_is_no_manager_any_more_finds_nothing(client, manager):
    enquiry = make_enquiry(manager=manager)
    type(manager).objects.update(is_manager=False)
    client.force_login(manager)

    assert client.get(address("enquiry", enquiry)).status_code == 404
    assert client.get(address("list", enquiry)).status_code == 404


def test_every_address_asks_an_anonymous_visitor_to_sign_in(client, enquiry):
    for name in NAMES:
        assert statuses(client, enquiry, name) <= {302, 405}, name


def test_what_was_typed_comes_back_after_signing_in(client, administrator, enquiry):
    client.post(address("answer", enquiry), {"text": "Typed on the train", "seen": 1})
    client.force_login(administrator)

    assert "Typed on the train" in client.get(address("answer", enquiry)).text
