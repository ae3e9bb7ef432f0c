"""The page of the dossier: for the manager both editions, for the sponsor their own, for nobody else any."""

import io
import zipfile

import pytest

from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.reports.typesetting import making, services
from engagements.reports.typesetting.models import Making, MakingState
from tests.engagements.conftest import seat_for
from tests.engagements.helpers import url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_at_work(monkeypatch):
    """Leave what is asked for to the test."""
    monkeypatch.setattr(services, "_make_soon", lambda pk: None)


def test_manager_is_offered_both_editions_and_the_sponsor_theirs(client, engagement, manager, sponsor):
    offers = {}
    for user in (manager, sponsor.user):
        client.force_login(user)
        page = client.get(url("dossier", engagement)).text
        offers[user] = [
            name for name in ("dossier-client", "dossier-register") if url(name, engagement) in page
        ]

    assert offers == {manager: ["dossier-client", "dossier-register"], sponsor.user: ["dossier-client"]}


@pytest.mark.parametrize("name", ["dossier-client", "dossier-register"])
def test_dossier_is_made_in_the_background_and_handed_over(client, engagement, manager, sponsor, store, name):
    client.force_login(manager)

    response = client.post(url(name, engagement))
    row = Making.objects.get()
    assert response.url == url("making", engagement, row.pk)
    assert row.state == MakingState.WAITING
    making.make_due()
    row.refresh_from_db()
    assert (row.state, row.error) == (MakingState.DONE, "")

    file = client.get(url("making-file", engagement, row.pk))
    content = b"".join(file.streaming_content)
    assert file["Content-Type"] == "application/zip"
    assert f"{name}-{engagement.ref}.zip" in file["Content-Disposition"]
    assert row.size == len(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None


def test_edition_for_a_client_without_a_sponsor_waits(client, engagement, manager):
    client.force_login(manager)

    response = client.post(url("dossier-client", engagement))

    assert response.status_code == 422
    assert "Nobody is sponsor" in response.text
    assert not Making.objects.exists()


def test_dossier_is_not_made_for_somebody_who_has_left_meanwhile(client, engagement, manager, sponsor, store):
    client.force_login(sponsor.user)
    client.post(url("dossier-client", engagement))
    Membership.objects.filter(pk=sponsor.pk).update(ended_on="2026-03-02")

    making.make_due()

    row = Making.objects.get()
    assert (row.state, row.file.name) == (MakingState.FAILED, "")


def test_link_stands_on_the_page_of_the_documents_for_who_may(client, engagement, manager, sponsor):
    links = {}
    for user in (manager, seat_for(engagement, Role.BOARD).user):
        client.force_login(user)
        links[user] = url("dossier", engagement) in client.get(url("documents", engagement)).text

    assert list(links.values()) == [True, False]
