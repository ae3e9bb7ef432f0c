"""What the links in mail open: a page that changes nothing, a button that does; and a secret opens nothing else."""

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from enquiries import services, tokens
from enquiries.models import Enquiry
from enquiries.states import State
from tests.enquiries.conftest import TYPED, received


def prove_link(enquiry, language="nl"):
    with override(language):
        return reverse("enquiries:prove", args=[tokens.proving(enquiry)])


def withdraw_link(enquiry):
    with override("nl"):
        return reverse("enquiries:withdraw", args=[tokens.withdrawing(enquiry)])


def now(enquiry):
    return Enquiry.objects.get(pk=enquiry.pk)


@pytest.fixture
def enquiry(db):
    return received()


@pytest.mark.parametrize("link", [prove_link, withdraw_link])
def test_opening_a_link_changes_nothing_and_leaves_no_trace(client, enquiry, link):
    for _each in range(2):
        response = client.get(link(enquiry))
        client.head(link(enquiry))

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    page = response.content.decode()
    assert [words for words in TYPED.values() if words in page or words.lower() in page] == []
    assert (now(enquiry).email_proven_at, now(enquiry).state, now(enquiry).version) == (None, State.NEW, 1)


def test_address_is_proven_by_the_button(enquiry):
    client = Client(enforce_csrf_checks=True)  # the address itself is the secret
    link = prove_link(enquiry, "en")

    response = client.post(link, follow=True)

    assert response.redirect_chain == [(link, 302)]
    assert now(enquiry).email_proven_at
    assert "Your e-mail address is confirmed" in response.content.decode()
    assert "<form" not in response.content.decode()


def test_link_to_prove_expires_after_thirty_days(client, enquiry, time_machine):
    time_machine.move_to("2026-11-01 12:00 +0000", tick=False)
    link = prove_link(enquiry)

    time_machine.move_to("2026-12-01 11:59 +0000", tick=False)
    assert client.get(link).status_code == 200

    time_machine.move_to("2026-12-01 12:01 +0000", tick=False)
    assert client.get(link).status_code == client.post(link).status_code == 410
    assert client.get(link)["Cache-Control"] == "private, no-store"
    assert not now(enquiry).email_proven_at


def test_enquiry_is_withdrawn_by_the_button(client, enquiry):
    link = withdraw_link(enquiry)

    response = client.post(link, follow=True)

    assert now(enquiry).state == State.WITHDRAWN
    assert "Je aanvraag is ingetrokken" in response.content.decode()
    assert client.post(link).status_code == 302


def test_enquiry_that_was_dealt_with_is_not_withdrawn(client, enquiry):
    Enquiry.objects.update(state=State.DECLINED)
    link = withdraw_link(enquiry)

    opened, refused = client.get(link), client.post(link)

    assert (opened.status_code, refused.status_code) == (200, 409)
    for response in (opened, refused):
        assert "al afgehandeld" in response.content.decode()
        assert "<form" not in response.content.decode()
    assert now(enquiry).state == State.DECLINED


def test_secret_opens_nothing_but_what_it_is_for(client, enquiry):
    proving, withdrawing = tokens.proving(enquiry), tokens.withdrawing(enquiry)
    forged = signing.dumps(enquiry.ref, salt=tokens.PROVING, key="another key")

    with override("nl"):
        wrong = [
            reverse("enquiries:prove", args=[each])
            for each in (withdrawing, forged, proving[:-1], "x", enquiry.ref)
        ]
        wrong += [reverse("enquiries:withdraw", args=[each]) for each in (proving, "a:b:c", "x" * 5000)]

    assert {client.get(link).status_code for link in wrong} == {404}
    assert {client.post(link).status_code for link in wrong} == {404}
    assert now(enquiry).version == 1


def test_links_of_an_erased_enquiry_lead_nowhere(client, enquiry):
    links = [prove_link(enquiry), withdraw_link(enquiry)]
    Enquiry.objects.update(state=State.DECLINED)
    services.erase(pk=enquiry.pk)

    assert {client.get(link).status_code for link in links} == {404}
    assert {client.post(link).status_code for link in links} == {404}
