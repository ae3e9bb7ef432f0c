"""The page of a file: how far it is, the way to it, and only for who asked."""

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.reports.typesetting.making import make_due
from engagements.reports.typesetting.models import KEPT, Making, MakingState

pytestmark = pytest.mark.django_db
ADDRESSES = ("making", "making-file", "making-again")


@pytest.fixture
def row(engagement, manager, kind):
    """A file that the manager asked for and nobody made."""
    return Making.objects.create(
        engagement=engagement, asked_by=manager, role=Role.MANAGER, kind=kind.name, language="en"
    )


def address(row, name="making"):
    return reverse(f"engagements:{name}", args=[row.engagement.ref, row.pk])


def test_page_looks_again_until_it_is_made(row, manager, client, django_assert_num_queries):
    client.force_login(manager)
    with django_assert_num_queries(6):
        page = client.get(address(row)).content.decode()

    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert 'hx-trigger="every 1s"' in page
    assert "being made" in page


def test_part_is_only_sent_when_something_is_new(row, manager, client):
    client.force_login(manager)
    asked = {"headers": {"HX-Request": "true"}}

    assert client.get(f"{address(row)}?at=waiting-0", **asked).status_code == 204
    part = client.get(f"{address(row)}?at=making-10", **asked).content.decode()
    assert 'id="making"' in part
    assert "<html" not in part


def test_file_is_made_after_failing_and_downloaded_as_a_file(row, manager, client):
    client.force_login(manager)
    Making.objects.update(state=MakingState.FAILED, error="No typeface for “中”.")
    page = client.get(address(row)).content.decode()
    assert "No typeface for “中”." in page
    assert "refresh" not in page

    assert client.post(address(row, "making-again")).status_code == 302
    Making.objects.update(state=MakingState.WAITING)
    make_due()
    assert address(row, "making-file") in client.get(address(row)).content.decode()
    response = client.get(address(row, "making-file"))
    assert b"".join(response) == b"%PDF-try-out"
    assert response["Content-Disposition"] == 'attachment; filename="try-out.pdf"'
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in response["Cache-Control"]


def test_file_that_is_not_made_or_gone_is_refused_with_a_sentence(row, manager, client):
    client.force_login(manager)
    assert "not made yet" in client.get(address(row, "making-file")).content.decode()

    Making.objects.update(state=MakingState.DONE, file="aa/gone", name="x.pdf")
    response = client.get(address(row, "making-file"))
    assert response.status_code == 409
    assert "not in the store" in response.content.decode()


@pytest.mark.parametrize("name", ADDRESSES)
def test_file_of_somebody_else_is_not_there(name, row, sponsor, client):
    client.force_login(sponsor.user)
    send = client.post if name == "making-again" else client.get

    assert send(address(row, name)).status_code == 404


def test_file_whose_time_is_over_is_not_there(row, manager, client):
    Making.objects.update(expires_at=timezone.now() - KEPT)
    client.force_login(manager)

    assert client.get(address(row, "making-file")).status_code == 404


def test_file_made_for_another_role_is_refused(row, engagement, manager, client):
    Making.objects.update(role=Role.SHADOW)
    client.force_login(manager)

    assert client.get(address(row, "making-file")).status_code == 403


def test_who_left_the_engagement_finds_nothing(row, engagement, manager, client):
    Membership.objects.filter(engagement=engagement).update(ended_on=timezone.localdate() - KEPT)
    client.force_login(manager)

    assert client.get(address(row, "making-file")).status_code == 404
