"""What the practice does with an enquiry: who may, when, what is kept and what is mailed."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from engagements.lifecycle.exceptions import NotNow, Stale
from enquiries import mails
from enquiries.inbox import legality, services
from enquiries.inbox.permissions import PERMISSIONS
from enquiries.mails import MailKind
from enquiries.models import EnquiryText, Happening
from enquiries.states import MOVES, OPEN, State
from outbox.models import Mail
from tests.engagements.conftest import person
from tests.enquiries.conftest import in_outbox
from tests.enquiries.inbox.conftest import fresh, make_enquiry, told

#: What each service is called with besides the enquiry, who and which version.
CALLS = {
    "answer": {"text": "We call you tomorrow."},
    "note": {"text": "Knows Tjitske."},
    "assign": {"manager": None},
    "talk": {},
    "decline": {"reason": "No capacity."},
    "withdraw": {"reason": "Found somebody."},
    "resume": {"reason": "Called again."},
    "clear": {},
    "remind": {},
    "retry": {},
}


def call(action, enquiry, actor, **values):
    values = {"seen": enquiry.version} | CALLS[action] | values
    return getattr(services, action)(enquiry=enquiry, actor=actor, **values)


def closed(state):
    """Return the enquiry in a state that has no engagement."""
    return make_enquiry(state=state, closed_at=None if state in OPEN else timezone.now(), suspicions=["trap"])


def test_every_action_of_the_table_but_reading_and_converting_is_called_here():
    assert CALLS.keys() == PERMISSIONS.keys() - {"enquiry", "convert"}


@pytest.mark.parametrize("action", sorted(CALLS))
def test_stranger_and_who_read_an_older_page_are_refused_and_nothing_is_kept(administrator, action):
    enquiry = closed(State.WITHDRAWN if action == "resume" else State.NEW)

    with pytest.raises(PermissionDenied):
        call(action, enquiry, person("Curious", is_manager=True))
    with pytest.raises(Stale):
        call(action, enquiry, administrator, seen=enquiry.version + 1)

    assert told(enquiry) == []
    assert fresh(enquiry).version == enquiry.version


@pytest.mark.parametrize("key", sorted(MOVES.keys() - {"convert"}))
@pytest.mark.parametrize("state", [state for state in State if state != State.CONVERTED])
def test_move_is_possible_exactly_where_the_table_has_it(administrator, key, state):
    enquiry, move = closed(state), MOVES[key]

    if state not in move.sources:
        with pytest.raises(NotNow):
            call(key, enquiry, administrator)
        assert fresh(enquiry).state == state
        return
    call(key, enquiry, administrator)
    now = fresh(enquiry)

    assert (now.state, now.version) == (move.target, enquiry.version + 1)
    assert (now.closed_at is None) == (move.target in OPEN)
    assert told(enquiry) == [(key, administrator, CALLS[key].get("reason", ""))]


@pytest.mark.parametrize("action", sorted(PERMISSIONS.keys() - {"enquiry"}))
def test_nothing_is_done_with_an_enquiry_that_was_erased(action, db):
    enquiry = make_enquiry(state=State.DECLINED, closed_at=timezone.now(), erased_at=timezone.now())

    assert "erased" in legality.refusal(enquiry, action)


def test_answer_is_kept_and_mailed_to_the_prospect_in_their_language(
    enquiry, administrator, mailoutbox, django_capture_on_commit_callbacks
):
    type(enquiry).objects.update(language="nl")
    with django_capture_on_commit_callbacks(execute=True):
        call("answer", enquiry, administrator, talk=True)

    assert told(enquiry) == [
        ("talk", administrator, ""),
        (Happening.ANSWERED, administrator, "We call you tomorrow."),
    ]
    assert fresh(enquiry).state == State.IN_TALK
    (mail,) = mailoutbox
    assert mail.to == [enquiry.email]
    assert "We call you tomorrow." in mail.body
    assert "je aanvraag" in mail.body
    assert Mail.objects.get().sent_at


def test_answer_without_talk_leaves_the_enquiry_where_it_is(enquiry, administrator):
    call("answer", enquiry, administrator)

    assert fresh(enquiry).state == State.NEW


def test_note_reaches_nobody_by_mail(enquiry, administrator):
    call("note", enquiry, administrator)

    assert told(enquiry) == [(Happening.NOTED, administrator, "Knows Tjitske.")]
    assert not Mail.objects.exists()


def test_words_the_model_refuses_leave_nothing_behind(enquiry, administrator):
    with pytest.raises(ValidationError):
        call("note", enquiry, administrator, text="x" * 5001)

    assert told(enquiry) == []
    assert fresh(enquiry).version == 1


def test_assigned_manager_is_told_in_their_language_and_may_work_on_it(
    enquiry, administrator, manager, mailoutbox, django_capture_on_commit_callbacks
):
    type(manager).objects.filter(pk=manager.pk).update(language="nl")
    with django_capture_on_commit_callbacks(execute=True):
        call("assign", enquiry, administrator, manager=manager)

    (mail,) = mailoutbox
    assert mail.to == [manager.email]
    assert "Beste Marit" in mail.body
    assert f"/enquiries/{enquiry.ref}/" in mail.body
    assert enquiry.message not in mail.body
    call("talk", fresh(enquiry), manager)
    with pytest.raises(PermissionDenied):
        call("decline", fresh(enquiry), manager)


def test_manager_from_whom_it_is_taken_is_refused(enquiry, administrator, manager):
    type(enquiry).objects.update(manager=manager)
    call("assign", enquiry, administrator, manager=None)

    with pytest.raises(PermissionDenied):
        call("note", fresh(enquiry), manager)
    assert fresh(enquiry).events.get().about == ""


def test_giving_it_to_whoever_has_it_tells_nobody(enquiry, administrator, manager):
    type(enquiry).objects.update(manager=manager)

    call("assign", enquiry, administrator, manager=manager)

    assert told(enquiry) == []


@pytest.mark.parametrize("rights", [{}, {"is_manager": True, "is_active": False}])
def test_nobody_but_an_interim_manager_gets_an_enquiry(enquiry, administrator, rights):
    with pytest.raises(ValidationError) as refused:
        call("assign", enquiry, administrator, manager=person("No Manager", **rights))

    assert "manager" in refused.value.message_dict


def test_declining_with_an_answer_mails_the_answer_and_never_the_reason(
    enquiry, administrator, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        call("decline", enquiry, administrator, reason="Not serious.", text="We have nobody free.")

    assert told(enquiry) == [
        (Happening.ANSWERED, administrator, "We have nobody free."),
        ("decline", administrator, "Not serious."),
    ]
    (mail,) = mailoutbox
    assert "We have nobody free." in mail.body
    assert "Not serious." not in mail.body + str(mail.alternatives)


def test_declining_without_an_answer_mails_nobody(enquiry, administrator):
    call("decline", enquiry, administrator)

    assert not Mail.objects.exists()


@pytest.mark.parametrize("mailed", [True, False])
def test_what_is_no_spam_stands_with_the_others_and_gets_its_receipt_once(administrator, mailed):
    enquiry = make_enquiry(suspicions=["address"])
    if mailed:
        in_outbox(enquiry, MailKind.RECEIPT)

    call("clear", enquiry, administrator)

    assert not fresh(enquiry).is_suspected
    assert fresh(enquiry).suspicions == ["address"]
    assert Mail.objects.filter(kind=MailKind.RECEIPT).count() == 1
    with pytest.raises(NotNow):
        call("clear", fresh(enquiry), administrator)


def test_address_is_asked_for_again_but_not_again_at_once(enquiry, administrator):
    call("remind", enquiry, administrator)

    with pytest.raises(NotNow):
        call("remind", fresh(enquiry), administrator)
    assert [mail.kind for mail in mails.of(enquiry)] == [MailKind.PROOF]
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        call("remind", fresh(enquiry), administrator)


def test_proven_address_is_not_asked_for(administrator):
    with pytest.raises(NotNow):
        call("remind", make_enquiry(email_proven_at=timezone.now()), administrator)


def test_mail_that_failed_is_tried_again(
    enquiry, administrator, mailoutbox, django_capture_on_commit_callbacks
):
    late = timezone.now() + timedelta(hours=6)
    in_outbox(enquiry, MailKind.RECEIPT, attempts=40, last_error="No route", due_at=late)

    with django_capture_on_commit_callbacks(execute=True):
        assert call("retry", enquiry, administrator) == 1

    assert len(mailoutbox) == 1
    assert Mail.objects.get().sent_at
    with pytest.raises(NotNow):
        call("retry", fresh(enquiry), administrator)


def test_words_are_kept_once_for_their_line(enquiry, administrator):
    call("note", enquiry, administrator, text="  🌬️ مرحبا <b>  ")

    assert EnquiryText.objects.get().text == "🌬️ مرحبا <b>"
