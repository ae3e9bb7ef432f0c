"""The link of an invitation: cannot be made without both the database and the site's secret key."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.invitations.links import find, path_of, token_of


def test_link_finds_its_invitation(invite):
    made = invite()

    assert find(token_of(made)) == made
    assert token_of(made) in path_of(made)


def test_link_of_one_invitation_does_not_open_another(invite, manager):
    one, other = invite(), invite(user=manager)
    secret = token_of(one).partition("-")[2]

    assert find(f"{other.pk}-{secret}") is None
    assert find(f"0{one.pk}-{secret}") is None


@pytest.mark.parametrize("change", ["seed", "key"])
def test_link_takes_both_the_row_and_the_secret_key(invite, settings, change):
    made = invite()
    token = token_of(made)
    if change == "seed":
        type(made).objects.update(seed="another")
    else:
        settings.SECRET_KEY = "another"

    assert find(token) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    token=st.one_of(
        st.text(max_size=80),
        st.from_regex(r"[0-9]{1,25}-[A-Za-z0-9_-]{40,46}", fullmatch=True),
        st.just("9" * 18 + "-" + "A" * 43),
    )
)
def test_garbage_finds_nothing_and_costs_one_query_at_most(db, token):
    with CaptureQueriesContext(connection) as queries:
        assert find(token) is None
    assert len(queries) <= 1
