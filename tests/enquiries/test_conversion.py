"""An enquiry becomes an engagement: all of it, once, and nobody comes in by an address that isn't proven theirs."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from engagements.intake.models import AssignmentVersion
from engagements.lifecycle.exceptions import NotNow, Stale
from engagements.lifecycle.models import Engagement, Organisation
from engagements.people.roles import Role
from engagements.people.services import add_member
from engagements.record.models import LogEntry
from enquiries import services
from enquiries.conversion import convert, invite_when_proven
from enquiries.mails import MailKind
from enquiries.models import Happening
from enquiries.readiness import QUESTIONS
from enquiries.states import State
from outbox.models import Mail
from tests.engagements.conftest import person
from tests.enquiries.inbox.conftest import administrator, enquiry, fresh, make_enquiry, manager, told

__all__ = ["administrator", "enquiry", "manager"]  # fixtures of the inbox

BASICS = {"organisation": {"name": "Zeezicht Hospital"}, "title": "Theatres on time", "language": "en"}


def converted(enquiry, actor, **values):
    return convert(enquiry=enquiry, actor=actor, **({"seen": enquiry.version} | BASICS | values))


def proven(enquiry):
    type(enquiry).objects.filter(pk=enquiry.pk).update(email_proven_at=timezone.now())
    return fresh(enquiry)


def sponsors(engagement):
    return [member.user.email for member in engagement.memberships.current().filter(role=Role.SPONSOR)]


def test_engagement_begins_in_intake_with_everything_that_was_written(administrator, manager):
    readiness = {each.key: {"choice": "partly", "words": f"Words on {each.key}"} for each in QUESTIONS}
    enquiry = make_enquiry(readiness=readiness)

    engagement = converted(enquiry, administrator, manager=manager, situation=enquiry.message)

    assert (engagement.phase, engagement.organisation.name) == ("intake", "Zeezicht Hospital")
    assert [(m.user, m.role) for m in engagement.memberships.all()] == [(manager, Role.MANAGER)]
    draft = AssignmentVersion.objects.get(engagement=engagement)
    assert (draft.number, draft.purpose) == (1, enquiry.message)
    assert "Words on mandate" in draft.authority
    (entry,) = LogEntry.objects.filter(engagement=engagement)
    assert (entry.audience, entry.author) == ("practice", administrator)
    assert all(f"Words on {each.key}" in entry.text for each in QUESTIONS)
    assert {line.actor for line in engagement.audit.all()} == {administrator}
    now = fresh(enquiry)
    assert (now.state, now.engagement, now.converted_by, now.manager) == (
        State.CONVERTED,
        engagement,
        administrator,
        manager,
    )
    assert now.closed_at is not None


def test_sender_of_a_proven_address_is_invited_at_once(
    enquiry, administrator, manager, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        engagement = converted(proven(enquiry), administrator, manager=manager)

    assert sponsors(engagement) == [enquiry.email]
    assert [mail.to for mail in mailoutbox] == [[enquiry.email]]
    assert [what for what, _who, _words in told(enquiry)] == ["convert", Happening.INVITED]
    sponsor = User.objects.get(email=enquiry.email)
    assert (sponsor.name, sponsor.language) == ("Jan Jansen", "en")


def test_unproven_address_makes_no_account_until_it_is_proven(enquiry, administrator, manager):
    engagement = converted(enquiry, administrator, manager=manager)

    assert sponsors(engagement) == []
    assert not User.objects.filter(email=enquiry.email).exists()
    assert [mail.kind for mail in Mail.objects.all()] == [MailKind.PROOF]

    services.prove_address(ref=enquiry.ref)
    services.prove_address(ref=enquiry.ref)

    assert sponsors(engagement) == [enquiry.email]
    assert [what for what, _who, _words in told(enquiry)] == [
        "convert",
        Happening.ASKED,
        Happening.PROVEN,
        Happening.INVITED,
    ]
    assert engagement.audit.filter(action="member-add").get().actor == administrator


def test_account_that_exists_under_an_address_somebody_typed_sees_nothing_before_the_proof(
    client, enquiry, administrator, manager
):
    victim = User.objects.create_user("Jan@Zeezicht.example", name="The real Jan", is_manager=False)
    client.force_login(victim)
    engagement = converted(enquiry, administrator, manager=manager)
    pages = [
        reverse("engagements:engagement", args=[engagement.ref]),
        reverse("engagements:progress", args=[engagement.ref]),
        reverse("inbox:enquiry", args=[enquiry.ref]),
    ]

    assert "Theatres on time" not in client.get(reverse("engagements:list")).text
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    assert not victim.memberships.exists()

    services.prove_address(ref=enquiry.ref)

    assert "Theatres on time" in client.get(reverse("engagements:list")).text
    assert client.get(pages[1]).status_code == 200
    assert User.objects.get(pk=victim.pk).name == "The real Jan"


def test_proving_without_an_engagement_invites_nobody(enquiry):
    services.prove_address(ref=enquiry.ref)

    assert invite_when_proven(fresh(enquiry)) is None
    assert not User.objects.exists()


def test_proving_invites_nobody_who_was_brought_in_by_hand(enquiry, administrator, manager):
    engagement = converted(enquiry, administrator, manager=manager)
    add_member(engagement=engagement, actor=manager, name="J", email=enquiry.email, role=Role.BOARD)

    services.prove_address(ref=enquiry.ref)

    assert fresh(enquiry).email_proven_at
    assert sponsors(engagement) == []


def test_proving_invites_nobody_into_what_is_over(enquiry, administrator, manager):
    engagement = converted(enquiry, administrator, manager=manager)
    type(engagement).objects.filter(pk=engagement.pk).update(standing="declined")

    services.prove_address(ref=enquiry.ref)

    assert sponsors(engagement) == []


def test_manager_converts_theirs_and_leads_it(manager):
    engagement = converted(make_enquiry(manager=manager), manager)

    assert [(m.user, m.role) for m in engagement.memberships.all()] == [(manager, Role.MANAGER)]


def test_manager_converts_for_nobody_else(manager):
    with pytest.raises(PermissionDenied):
        converted(make_enquiry(manager=manager), manager, manager=person("Other", is_manager=True))

    assert not Engagement.objects.exists()


def test_pressed_twice_it_is_converted_once(enquiry, administrator, manager):
    converted(enquiry, administrator, manager=manager)

    with pytest.raises(Stale):
        converted(enquiry, administrator, manager=manager)
    with pytest.raises(NotNow):
        converted(fresh(enquiry), administrator, manager=manager)
    assert Engagement.objects.count() == 1


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN])
def test_what_was_closed_is_not_converted(administrator, manager, state):
    with pytest.raises(NotNow):
        converted(make_enquiry(state=state, closed_at=timezone.now()), administrator, manager=manager)


def test_when_the_last_step_fails_nothing_is_made(administrator, manager):
    enquiry = make_enquiry(email=manager.email, email_proven_at=timezone.now())

    with pytest.raises(ValidationError) as refused:
        converted(enquiry, administrator, manager=manager)

    assert not hasattr(refused.value, "error_dict")  # no page has a field for the address
    assert not Engagement.objects.exists()
    assert not Organisation.objects.exists()
    assert (fresh(enquiry).state, fresh(enquiry).version, told(enquiry)) == (State.NEW, 1, [])


@pytest.mark.django_db(transaction=True)
def test_of_two_who_convert_at_once_one_makes_the_engagement():
    leader = person("Racing Manager", is_manager=True)
    racer = person("Racing Administrator", is_administrator=True)
    enquiry = make_enquiry(email_proven_at=timezone.now())
    ready, results = threading.Barrier(2), []

    def race():
        try:
            ready.wait(timeout=10)
            converted(enquiry, racer, manager=leader)
            results.append("made")
        except Stale:
            results.append("told")
        finally:
            connection.close()

    racers = [threading.Thread(target=race) for _each in range(2)]
    for each in racers:
        each.start()
    for each in racers:
        each.join(timeout=30)

    assert sorted(results) == ["made", "told"]
    assert Engagement.objects.count() == Organisation.objects.count() == 1
    assert fresh(enquiry).engagement == Engagement.objects.get()
