"""View as this client: exactly their page, noted, and nothing to be done with it."""

import datetime
import re

import pytest
from django.test import Client
from django.test.html import parse_html
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from engagements.audit.kinds import readable
from engagements.lifecycle.models import AuditEntry, Request
from engagements.people.models import Delegation
from engagements.people.permissions import seat_of
from engagements.people.roles import ADMINISTRATOR, ORGANISATION, PRACTICE, Role
from tests.engagements.conftest import in_phase, person, seat_for
from tests.engagements.overview.conftest import SECRET
from tests.engagements.rendered import below, words_of

BAR = re.compile(r'<aside class="viewing".*?</aside>', re.DOTALL)


def view_as(engagement, member):
    return reverse("engagements:view-as", args=[engagement.ref, member.pk])


def own_page(engagement, member):
    """Return the page as its owner gets it, having signed in themselves."""
    theirs = Client()
    theirs.force_login(member.user)
    return theirs.get(reverse("engagements:progress", args=[engagement.ref]))


@pytest.fixture
def as_manager(client, manager):
    """The interim manager, who reads Dutch: the people looked at read English."""
    User.objects.filter(pk=manager.pk).update(language="nl")
    client.force_login(User.objects.get(pk=manager.pk))
    return client


@pytest.mark.parametrize("role", sorted(ORGANISATION))
def test_preview_reads_word_for_word_as_their_own_page(as_manager, engagement, secrets, role):
    in_phase(engagement, "execution")
    member = seat_for(engagement, role)

    preview = as_manager.get(view_as(engagement, member))
    own = own_page(engagement, member)

    assert words_of(parse_html(BAR.sub("", preview.text))) == words_of(parse_html(without_scripts(own.text)))
    assert SECRET not in preview.text
    assert '<html lang="en"' in preview.text


def test_preview_shows_what_they_may_approve_for_a_colleague(as_manager, engagement, sponsor):
    finance = seat_for(engagement, Role.FINANCE)
    Delegation.objects.create(engagement=engagement, giver=sponsor, receiver=finance, kind="plan")

    preview = as_manager.get(view_as(engagement, finance))
    own = own_page(engagement, finance)

    assert words_of(parse_html(BAR.sub("", preview.text))) == words_of(parse_html(without_scripts(own.text)))
    assert reverse("engagements:plan", args=[engagement.ref]) in own.text


def without_scripts(page):
    return re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def test_bar_says_whose_page_it_is_in_the_language_of_whoever_looks(as_manager, engagement, sponsor):
    page = as_manager.get(view_as(engagement, sponsor))

    bar = BAR.search(page.text).group()
    assert 'lang="nl"' in bar
    with translation.override("nl"):
        said = translation.gettext("You see this page as %(member)s sees it. You can't act here.")
    assert said % {"member": "Sanne Sponsor"} in bar.replace("&#x27;", "'")
    assert f'href="{reverse("engagements:people", args=[engagement.ref])}#member-{sponsor.pk}"' in bar


def test_nothing_in_the_preview_leads_or_acts(as_manager, engagement, sponsor):
    page = parse_html(BAR.sub("", as_manager.get(view_as(engagement, sponsor)).text))

    found = [(each.name, dict(each.attributes)) for each in below(page)]
    assert [name for name, _all in found if name in {"form", "script", "template"}] == []
    assert [each for name, each in found if name == "a" and not each.get("href", "#").startswith("#")] == []
    assert [
        each for name, each in found if name in {"button", "input", "select"} and "disabled" not in each
    ] == []
    assert [key for _name, each in found for key in each if key.startswith(("hx-", "on"))] == []
    assert "csrf" not in str(found)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_acting_through_the_preview_is_refused(as_manager, engagement, sponsor, method):
    answer = getattr(as_manager, method)(view_as(engagement, sponsor), {"command": "withdraw"})

    assert answer.status_code == 405
    assert not AuditEntry.objects.filter(action="view-as").exists()


def test_looking_changes_nothing_of_the_person_and_takes_nothing_of_the_looker(
    as_manager, engagement, sponsor
):
    before = User.objects.filter(pk=sponsor.user_id).values().get()
    session = dict(as_manager.session)

    as_manager.get(view_as(engagement, sponsor))

    assert User.objects.filter(pk=sponsor.user_id).values().get() == before
    assert dict(as_manager.session) == session
    assert (
        as_manager.get(reverse("engagements:people", args=[engagement.ref]))
        .context["user"]
        .email.startswith("marit")
    )


def test_look_is_noted_and_read_by_sponsor_and_administrator(as_manager, engagement, manager, sponsor, owner):
    as_manager.get(view_as(engagement, owner))

    noted = AuditEntry.objects.get(action="view-as")
    assert (noted.actor, noted.subject_kind, noted.subject_id) == (manager, "membership", owner.pk)
    administrator = person("Ada Administrator", is_administrator=True)
    for reader in (sponsor.user, administrator):
        assert noted in readable(engagement, seat_of(reader, engagement))
        reading = Client()
        reading.force_login(reader)
        assert (
            "page looked at as this person sees it"
            in reading.get(reverse("engagements:audit", args=[engagement.ref])).text
        )


def test_look_is_not_told_as_something_that_happened(as_manager, engagement, sponsor):
    before = words_of(parse_html(without_scripts(own_page(engagement, sponsor).text)))

    as_manager.get(view_as(engagement, sponsor))

    assert words_of(parse_html(without_scripts(own_page(engagement, sponsor).text))) == before


@pytest.mark.parametrize("role", sorted((ORGANISATION | PRACTICE) - {Role.MANAGER}))
def test_only_interim_managers_look(client, engagement, owner, role):
    looker = (
        person("Ada Administrator", is_administrator=True)
        if role == ADMINISTRATOR
        else seat_for(engagement, role).user
    )
    client.force_login(looker)

    assert client.get(view_as(engagement, owner)).status_code == 403
    assert not AuditEntry.objects.filter(action="view-as").exists()


def test_manager_of_another_client_finds_nothing(client, engagement, owner, stranger):
    client.force_login(stranger)
    assert client.get(view_as(engagement, owner)).status_code == 404

    theirs = stranger.memberships.get().engagement
    assert client.get(view_as(theirs, owner)).status_code == 404


def test_page_of_somebody_who_has_ended_or_cannot_sign_in_is_gone(as_manager, engagement, sponsor, owner):
    type(sponsor).objects.filter(pk=sponsor.pk).update(ended_on=datetime.date(2026, 3, 2))
    User.objects.filter(pk=owner.user_id).update(is_active=False)

    for member in (sponsor, owner):
        assert as_manager.get(view_as(engagement, member)).status_code == 404


@pytest.mark.parametrize("role", [Role.MANAGER, Role.SHADOW])
def test_pages_of_the_practice_are_not_looked_at(as_manager, engagement, role):
    colleague = seat_for(engagement, role, "Colleague")

    assert as_manager.get(view_as(engagement, colleague)).status_code == 404


@pytest.mark.parametrize(("by_manager", "told"), [(True, True), (False, False)])
def test_word_between_two_others_is_kept_back(
    as_manager, engagement, manager, sponsor, owner, by_manager, told
):
    in_phase(engagement, "specification")
    asker = manager if by_manager else sponsor.user
    asked = {"criterion": "processes_desired", "asker": asker, "text": "Between us"}
    Request.objects.create(engagement=engagement, member=owner, **asked)

    page = as_manager.get(view_as(engagement, owner))

    assert ("Between us" in page.text) is told
    assert ("What was written with it is between the two of them." in page.text) is not told


def test_manager_is_offered_everybodys_page_and_the_client_nobodys(as_manager, engagement, sponsor, owner):
    offered = as_manager.get(reverse("engagements:progress", args=[engagement.ref])).text

    assert view_as(engagement, sponsor) in offered
    assert view_as(engagement, owner) in offered
    assert "/progress/as/" not in own_page(engagement, sponsor).text
