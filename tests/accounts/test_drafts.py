"""Which draft was stored is confirmed to its owner, and only once it was."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from accounts.drafts import ConfirmDrafts, belongs_to, key_of
from accounts.models import User

RANDOM = "0123456789abcdef"


@pytest.fixture
def pia(db):
    """Somebody who writes."""
    return User.objects.create_user("pia@example.org", name="Pia")


@pytest.fixture
def otto(db):
    """Somebody else."""
    return User.objects.create_user("otto@example.org", name="Otto")


def answered(user, draft, status=302, method="post"):
    """Return the names of the cookies of an answer to a form that carried a draft's id."""
    request = getattr(RequestFactory(), method)("/", {"draft": draft} if draft is not None else {})
    request.user = user
    return set(ConfirmDrafts(lambda request: HttpResponse(status=status))(request).cookies)


@pytest.mark.parametrize("status", [201, 302, 303])
def test_draft_is_confirmed_once_it_was_taken(pia, status):
    draft = f"{key_of(pia)}-{RANDOM}"

    assert answered(pia, draft, status) == {f"stored-{draft}"}


@pytest.mark.parametrize("status", [200, 403, 404, 409, 422, 500])
def test_draft_is_not_confirmed_because_it_was_sent(pia, status):
    assert answered(pia, f"{key_of(pia)}-{RANDOM}", status) == set()


def test_draft_is_confirmed_to_its_owner_alone(pia, otto):
    draft = f"{key_of(pia)}-{RANDOM}"

    assert answered(otto, draft) == set()
    assert answered(AnonymousUser(), draft) == set()
    assert answered(pia, draft, method="get") == set()


@pytest.mark.parametrize(
    "random", ["", "x", RANDOM + "0", "0123456789ABCDEF", "012345678\r\nabcdef", "٠" * 16]
)
def test_what_is_no_id_is_never_put_in_a_cookie(pia, random):
    assert not belongs_to(f"{key_of(pia)}-{random}", pia)
    assert answered(pia, f"{key_of(pia)}-{random}") == set()


def test_key_is_the_same_on_every_visit_and_differs_by_person(pia, otto):
    assert key_of(pia) == key_of(User.objects.get(pk=pia.pk))
    assert key_of(pia) != key_of(otto)
    assert answered(pia, None) == set()
