"""Where somebody of a client arrives: on their page when there is one, otherwise on the list."""

import datetime

import pytest
from django.urls import reverse

from engagements.lifecycle import services
from engagements.lifecycle.landing import landing_of
from engagements.people.models import Membership
from engagements.people.roles import Role
from tests.engagements.conftest import person

LIST = reverse("engagements:list")


@pytest.fixture
def second(manager):
    """Another engagement of the same manager."""
    return services.start_engagement(actor=manager, organisation={"name": "Second"}, title="Second")


def test_with_one_engagement_its_page(engagement, sponsor, stranger):
    assert landing_of(sponsor.user) == engagement.get_absolute_url()


def test_with_more_or_none_the_list(engagement, sponsor, second):
    member = Membership.objects.create(engagement=second, user=sponsor.user, role=Role.SPONSOR)
    assert landing_of(sponsor.user) == LIST

    Membership.objects.filter(pk=member.pk).update(ended_on=datetime.date(2026, 3, 2))
    assert landing_of(sponsor.user) == engagement.get_absolute_url()

    assert landing_of(person("Nobody Yet")) == LIST


def test_signing_in_leads_there(client, engagement, sponsor):
    client.force_login(sponsor.user)

    page = client.get(reverse("engagements:today"), follow=True)

    assert page.request["PATH_INFO"] == reverse("engagements:progress", args=[engagement.ref])
