"""An enquiry is stored first, with what has to be mailed; then proven, withdrawn or, long after, erased."""

import threading

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from accounts.models import User
from clock.jobs import REGULAR
from engagements.lifecycle.exceptions import NotNow
from enquiries import mails, services
from enquiries.mails import MailKind
from enquiries.models import Enquiry, EnquiryEvent, EnquiryText, Happening
from enquiries.spam import Signs
from enquiries.states import State
from outbox.models import Mail
from practice.profile import profile
from tests.enquiries.conftest import answers, asked, received

DAY = services.timedelta(days=1)


def told(enquiry):
    """Return what happened, oldest first."""
    return [event.what for event in enquiry.events.all()]


def queued(enquiry):
    """Return the mail that was noted, with whom in the practice it is for."""
    return [(each.kind, each.recipient) for each in mails.of(enquiry)]


def closed(state, ago, **values):
    """Return an enquiry that has been closed for so many days."""
    enquiry = received(**values)
    Enquiry.objects.filter(pk=enquiry.pk).update(
        state=state, closed_at=timezone.now() - ago * DAY, network="n"
    )
    return Enquiry.objects.get(pk=enquiry.pk)


# -- Received ----------------------------------------------------------------------------------------------


def test_enquiry_is_stored_as_it_was_sent(db):
    enquiry = received(step="execution", phone="06 12345678", readiness=answers(), language="en")

    stored = Enquiry.objects.get(pk=enquiry.pk)
    assert (stored.name, stored.email, stored.state) == ("Ria de Vries", "ria@bieb.example", State.NEW)
    assert (stored.step, stored.language, stored.readiness) == ("execution", "en", answers())
    assert stored.message == "De verbouwing loopt vast.\nNiemand beslist."
    assert stored.consented_at
    assert told(stored) == [Happening.SENT]
    assert stored.events.get().actor is None


def test_receipt_and_notices_are_noted_with_it(administrator):
    User.objects.create_user("left@example.org", is_administrator=True, is_active=False)

    assert queued(received()) == [
        (MailKind.RECEIPT, None),
        (MailKind.NOTICE, None),
        (MailKind.NOTICE, administrator),
    ]


def test_practice_is_told_once_at_the_address_of_an_administrator(administrator):
    User.objects.filter(pk=administrator.pk).update(email=profile().email)

    assert queued(received()) == [(MailKind.RECEIPT, None), (MailKind.NOTICE, administrator)]


def test_mail_goes_out_after_the_commit_only(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        received()
        assert mail.outbox == []

    assert len(callbacks) == 2
    assert [letter.to for letter in mail.outbox] == [["ria@bieb.example"], ["info@example.org"]]


def test_nothing_is_stored_when_its_mail_can_not_be_noted(db, monkeypatch):
    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr("enquiries.mails.queue", fail)

    with pytest.raises(RuntimeError):
        received()

    assert not Enquiry.objects.exists()
    assert not EnquiryEvent.objects.exists()


def test_form_sent_twice_is_one_enquiry(stamp, db):
    first, new = services.receive(asked=asked(), language="nl", signs=Signs(stamp=stamp))
    second, new_again = services.receive(asked=asked(), language="nl", signs=Signs(stamp=stamp))

    assert (new, new_again) == (True, False)
    assert first == second
    assert Enquiry.objects.count() == 1
    assert Mail.objects.filter(kind=MailKind.RECEIPT).count() == 1


def test_form_sent_again_with_other_words_is_another_enquiry(stamp, db):
    for message in ("It is stuck.", "It is stuck, since March."):
        services.receive(asked=asked(message=message), language="nl", signs=Signs(stamp=stamp))

    assert Enquiry.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_double_click_at_the_same_moment_is_one_enquiry():
    stamp, found = services.spam.new_stamp(), []
    together = threading.Barrier(4)

    def send():
        together.wait(10)
        try:
            found.append(services.receive(asked=asked(), language="nl", signs=Signs(stamp=stamp)))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(new for _enquiry, new in found) == [False, False, False, True]
    assert len({enquiry.pk for enquiry, _new in found}) == Enquiry.objects.count() == 1


# -- Proven and withdrawn ----------------------------------------------------------------------------------


def test_address_is_proven_once(db):
    enquiry = received()

    proven = services.prove_address(ref=enquiry.ref)
    again = services.prove_address(ref=enquiry.ref)

    assert proven.email_proven_at == again.email_proven_at is not None
    assert again.version == enquiry.version + 1
    assert told(enquiry) == [Happening.SENT, Happening.PROVEN]


def test_withdrawing_closes_it_and_tells_the_practice(administrator):
    enquiry = received()
    manager = User.objects.create_user("marit@example.org", is_manager=True)
    Enquiry.objects.filter(pk=enquiry.pk).update(manager=manager, state=State.IN_TALK)

    withdrawn = services.withdraw_by_prospect(ref=enquiry.ref)
    services.withdraw_by_prospect(ref=enquiry.ref)

    assert (withdrawn.state, withdrawn.version) == (State.WITHDRAWN, enquiry.version + 1)
    assert withdrawn.closed_at
    assert told(enquiry) == [Happening.SENT, "withdraw"]
    assert queued(enquiry)[3:] == [
        (MailKind.NOTICE, None),
        (MailKind.NOTICE, administrator),
        (MailKind.NOTICE, manager),
    ]


def test_declined_enquiry_is_not_withdrawn(db):
    enquiry = closed(State.DECLINED, 1)

    with pytest.raises(NotNow):
        services.withdraw_by_prospect(ref=enquiry.ref)

    assert told(enquiry) == [Happening.SENT]


@pytest.mark.parametrize("service", [services.prove_address, services.withdraw_by_prospect])
def test_erased_enquiry_is_gone(db, service):
    enquiry = closed(State.DECLINED, 400)
    services.erase_old()

    with pytest.raises(Enquiry.DoesNotExist):
        service(ref=enquiry.ref)


# -- Erased ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN])
def test_what_is_personal_is_erased_when_the_promised_time_is_over(db, state):
    enquiry = closed(state, 365, phone="06", readiness=answers(), step="intake")
    event = EnquiryEvent.objects.create(enquiry=enquiry, what=Happening.NOTED)
    EnquiryText.objects.create(event=event, text="Ria called.")
    mails.of(enquiry).update(last_error="SMTPRecipientsRefused: ria@bieb.example")
    other = received(organisation="Other", email="other@example.org")

    assert services.erase_old() == 1
    assert services.erase_old() == 0

    erased = Enquiry.objects.get(pk=enquiry.pk)
    kept = {"ref", "id", "state", "step", "language", "sent_at", "closed_at", "consented_at"}
    personal = [
        value
        for field in Enquiry._meta.concrete_fields
        if field.name not in kept and isinstance(value := getattr(erased, field.name), str | dict)
    ]
    assert [value for value in personal if value not in ("", {}, erased.once)] == []
    assert erased.once != enquiry.once
    assert (erased.ref, erased.state, erased.version) == (enquiry.ref, state, enquiry.version + 1)
    assert erased.erased_at
    assert told(erased) == [Happening.SENT, Happening.NOTED, Happening.ERASED]
    assert not EnquiryText.objects.exists()
    assert not mails.of(erased).exists()
    assert mails.of(other).exists()


def test_nothing_else_is_erased(db):
    open_, recent = received(), closed(State.DECLINED, 364)
    Enquiry.objects.filter(pk=open_.pk).update(sent_at=timezone.now() - 1000 * DAY)

    assert services.erase_old() == 0
    assert not services.erase(pk=open_.pk)
    assert set(Enquiry.objects.values_list("name", flat=True)) == {"Ria de Vries"}
    assert services.erase(pk=recent.pk)


def test_retention_is_a_setting_that_the_clock_keeps(db, settings):
    settings.ENQUIRY_RETENTION_DAYS = 30
    closed(State.WITHDRAWN, 31)

    assert REGULAR["erase-old-enquiries"].work(timezone.now()) == 1


def test_networks_are_forgotten_when_nobody_counts_by_them_any_more(db):
    old, new = received(), received(message="Else")
    Enquiry.objects.update(network="n")
    Enquiry.objects.filter(pk=old.pk).update(sent_at=timezone.now() - 8 * DAY)

    services.erase_old()

    assert dict(Enquiry.objects.values_list("pk", "network")) == {old.pk: "", new.pk: "n"}
