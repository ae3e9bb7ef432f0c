"""The switch: one sign-in, several engagements, and nothing of those one takes no part in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.lifecycle import services
from engagements.lifecycle.models import Engagement, Organisation
from engagements.people.models import Membership
from engagements.people.roles import Role
from tests.engagements.conftest import person
from tests.engagements.helpers import url

SWITCH = reverse("engagements:switch")


@pytest.fixture
def both(engagement, sponsor, stranger):
    """Two engagements, of two organisations, the sponsor takes part in."""
    other = stranger.memberships.get().engagement
    Membership.objects.create(engagement=other, user=sponsor.user, role=Role.BOARD)
    return engagement, other


def test_switch_leads_to_all_of_ones_engagements_by_organisation(client, both, sponsor):
    client.force_login(sponsor.user)

    page = client.get(SWITCH, {"from": both[0].ref}).text

    for words in ("Zeezicht Hospital", "Other Client", "Sponsor", "Board"):
        assert words in page
    for each in both:
        assert f'href="{each.get_absolute_url()}"' in page
    assert page.count('aria-current="page"') == 1


def test_nothing_is_listed_of_what_one_takes_no_part_in_any_more(client, both, sponsor, stranger):
    Membership.objects.filter(engagement=both[1], user=sponsor.user).update(ended_on=timezone.localdate())
    services.start_engagement(actor=stranger, organisation={"name": "Third Client"}, title="Hidden")
    client.force_login(sponsor.user)

    page = client.get(SWITCH).text

    for words in ("Other Client", "Another engagement", "Third Client", "Hidden"):
        assert words not in page


def test_pages_show_the_switch_only_to_whoever_has_somewhere_to_go(client, both, sponsor, board):
    for user, shown in ((sponsor.user, True), (board.user, False)):
        client.force_login(user)
        assert (SWITCH in client.get(url("people", both[0])).text) is shown


def test_shortened_answer_is_the_list_alone(client, both, sponsor):
    client.force_login(sponsor.user)

    part = client.get(SWITCH, headers={"HX-Request": "true"}).text

    assert "Other Client" in part
    assert "<html" not in part


@pytest.mark.parametrize("garbage", ["x" * 5000, "<script>", "\x00"])
def test_unknown_place_one_comes_from_changes_nothing(client, both, sponsor, garbage):
    client.force_login(sponsor.user)

    page = client.get(SWITCH, {"from": garbage})

    assert page.status_code == 200
    assert "<script>" not in page.text


@pytest.mark.parametrize("many", [1, 3, 300])
def test_switch_asks_the_same_few_queries_however_many_there_are(
    client, manager, many, django_assert_num_queries
):
    user = person("Ada Everywhere")
    organisations = Organisation.objects.bulk_create(
        Organisation(name=f"O {number}") for number in range(many)
    )
    made = Engagement.objects.bulk_create(
        Engagement(organisation=each, title=f"T {each.pk}", ref=f"s{each.pk:011}") for each in organisations
    )
    Membership.objects.bulk_create(Membership(engagement=each, user=user, role=Role.BOARD) for each in made)
    client.force_login(user)

    with django_assert_num_queries(4):
        page = client.get(SWITCH)

    assert page.text.count("<li>") == many
