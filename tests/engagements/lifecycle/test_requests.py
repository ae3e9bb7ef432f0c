"""Requests: who may ask whom for what, how often, who is mailed, and when a request is over."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import override

from engagements.lifecycle import asking, asks, criteria, services
from engagements.lifecycle.exceptions import NotNow, NotReady
from engagements.lifecycle.models import AuditEntry, Request, RequestOutcome
from engagements.lifecycle.work import work_on
from engagements.people.permissions import seat_of
from outbox.models import Mail
from outbox.rhythms import Rhythm
from outbox.states import MailState
from phases.definitions import CRITERIA
from tests.engagements.conftest import person, seat_for
from tests.engagements.helpers import says

REQUIRED, ADVISED = "assignment_signed", "board_takes_part"


@pytest.fixture(autouse=True)
def english():
    """What a service says is in the language of whoever is signed in; here of the test."""
    with override("en"):
        yield


@pytest.fixture
def ask(engagement, manager, sponsor, gate, django_capture_on_commit_callbacks):
    """Ask the sponsor, as the manager, for a required criterion; anything may be different."""
    gate(REQUIRED, ADVISED)

    def add(**different):
        values = {"actor": manager, "criterion": REQUIRED, "members": [sponsor.pk], "at_once": True}
        with django_capture_on_commit_callbacks(execute=True):
            return asking.add_requests(engagement=engagement, **values | different)

    return add


def asked_of(member):
    """Return what the member's page asks of them, without the gate."""
    return asks.asked_of(member.engagement, seat_of(member.user, member.engagement))


def test_request_is_mailed_with_who_asks_for_what_in_the_words_of_their_side(ask, sponsor, mailoutbox):
    ask(text="Before Thursday, please")

    (mail,) = mailoutbox
    html = mail.alternatives[0].content
    assert mail.to == [sponsor.user.email]
    assert mail.subject == "Marit Manager asks you something: Theatres on time"
    for words in (str(CRITERIA[REQUIRED].client), "Before Thursday, please", f"about {REQUIRED}"):
        assert words in mail.body
        assert words in html
    assert mail.body.count("http") == 1
    assert str(CRITERIA[REQUIRED].manager) not in mail.body


def test_request_mail_is_in_the_language_of_the_one_who_is_asked(ask, sponsor, mailoutbox):
    sponsor.user.language = "nl"
    sponsor.user.save()

    ask()

    assert mailoutbox[0].subject == "Marit Manager vraagt je iets: Theatres on time"


@pytest.mark.parametrize(
    ("criterion", "rhythm", "at_once", "state"),
    [
        (REQUIRED, Rhythm.BINDING, True, MailState.SENT),
        (REQUIRED, Rhythm.WEEKLY, True, MailState.SENT),
        (ADVISED, Rhythm.DAILY, True, MailState.SENT),
        (ADVISED, Rhythm.BINDING, True, None),
        (REQUIRED, Rhythm.BINDING, False, MailState.SENT),
        (REQUIRED, Rhythm.DAILY, False, MailState.HELD),
        (ADVISED, Rhythm.NOW, False, MailState.HELD),
        (ADVISED, Rhythm.BINDING, False, None),
    ],
)
def test_asker_and_rhythm_of_the_one_who_is_asked_decide_when_it_is_mailed(
    ask, board, sponsor, criterion, rhythm, at_once, state
):
    member = sponsor if criterion == REQUIRED else board
    member.user.mail_rhythm = rhythm
    member.user.save()

    (request,) = ask(criterion=criterion, members=[member.pk], at_once=at_once)

    mail = Mail.objects.filter(recipient=member.user, args={"request": request.pk}).first()
    assert (mail.state if mail else None) == state
    assert request.by_mail is bool(mail)


def test_request_done_before_the_mail_goes_out_mails_nobody(ask, gate, engagement, manager, sponsor):
    (request,) = ask(at_once=False)
    assert says("request", sponsor.user, request=request.pk)

    gate()

    assert says("request", sponsor.user, request=request.pk) is None


def test_request_is_not_mailed_while_the_engagement_is_on_hold(ask, engagement, sponsor):
    (request,) = ask(at_once=False)
    type(engagement).objects.update(standing="on_hold")

    assert says("request", sponsor.user, request=request.pk) is None


def test_one_who_is_asked_finds_it_on_their_page_with_who_asks(ask, sponsor, gate):
    ask(text="Before Thursday, please", at_once=False)

    (found,) = asked_of(sponsor)
    gate()

    assert found.said == f"Marit Manager asks: {CRITERIA[REQUIRED].client}"
    assert found.detail == "Before Thursday, please"
    assert asked_of(sponsor) == []


def test_request_is_told_on_what_a_room_asks_for_already(ask, sponsor, monkeypatch):
    of_room = asks.Ask(sentence="Sign version 2", url="/sign/", covers=REQUIRED)
    monkeypatch.setattr(asks, "ASKS", [*asks.ASKS, lambda engagement, seat: [of_room]])

    ask(text="Please", at_once=False)

    (found,) = asked_of(sponsor)
    assert (found.said, found.url, found.detail) == ("Marit Manager asks: Sign version 2", "/sign/", "Please")


def test_nobody_is_asked_for_the_same_again_within_three_days_whoever_asks(ask, board, sponsor):
    now = timezone.now()
    with time_machine.travel(now):
        ask()
        with pytest.raises(NotNow, match="Sanne Sponsor was asked for this a short while ago"):
            ask(actor=board.user)

    with time_machine.travel(now + datetime.timedelta(days=3, minutes=1)):
        ask(actor=board.user)

    assert list(Request.objects.values_list("outcome", flat=True)) == ["", RequestOutcome.REPEATED]


def test_taking_back_does_not_let_somebody_be_asked_sooner(ask, manager):
    (request,) = ask()
    asking.withdraw_request(request=request, actor=manager)

    with pytest.raises(NotNow):
        ask()


def test_only_who_asked_takes_it_back_and_once(ask, board, manager, sponsor):
    (request,) = ask()

    with pytest.raises(PermissionDenied, match="Only whoever asked"):
        asking.withdraw_request(request=request, actor=board.user)
    asking.withdraw_request(request=request, actor=manager)
    with pytest.raises(NotNow, match="Taken back"):
        asking.withdraw_request(request=request, actor=manager)

    assert asked_of(sponsor) == []


@pytest.mark.parametrize("members", [[], [0], "owner", "manager"], ids=str)
def test_only_people_who_can_do_it_are_asked(ask, engagement, owner, manager, members):
    named = {"owner": owner.pk, "manager": engagement.memberships.get(user=manager).pk}

    with pytest.raises(NotReady):
        ask(members=[named[members]] if isinstance(members, str) else members)

    assert not Request.objects.exists()


def test_member_who_left_is_not_asked_and_no_longer_named(ask, engagement, sponsor):
    ask()
    sponsor.ended_on = timezone.localdate()
    sponsor.save()

    assert [line.requests for line in criteria.evaluate(engagement).lines if line.requests] == []


@pytest.mark.parametrize("criterion", ["observations", "plan_approved", "nonsense"])
def test_only_an_open_criterion_of_this_phase_can_be_asked_for(ask, criterion):
    with pytest.raises(NotNow):
        ask(criterion=criterion)


def test_stranger_and_shadow_manager_ask_nobody(ask, engagement, stranger):
    for actor in (stranger, seat_for(engagement, "shadow").user):
        with pytest.raises(PermissionDenied):
            ask(actor=actor)


def test_administrator_asks_without_a_membership(ask):
    (request,) = ask(actor=person("Ada Administrator", is_administrator=True))

    assert str(request.asker) == "Ada Administrator"


def test_nothing_is_asked_while_on_hold(ask, engagement, manager):
    services.change(
        engagement=engagement, actor=manager, command="hold", seen=1, reason="Summer", expected_return=None
    )

    with pytest.raises(NotNow):
        ask()


def test_request_is_done_with_the_change_that_meets_the_criterion(ask, engagement, manager, gate):
    ask()
    gate()

    with work_on(engagement, manager, "log-add"):
        pass  # whatever it was that met it

    assert Request.objects.get().outcome == RequestOutcome.DONE


def test_request_is_done_when_the_criterion_is_skipped(ask, engagement, manager, board):
    ask(criterion=ADVISED, members=[board.pk])

    services.waive(engagement=engagement, actor=manager, criterion=ADVISED, reason="One person")

    assert Request.objects.get().outcome == RequestOutcome.DONE


def test_request_lapses_with_its_phase(ask, engagement, manager, gate):
    gate()
    services.change(engagement=engagement, actor=manager, command="advance", seen=1)
    gate("plan_approved")
    ask(criterion="plan_approved")

    services.change(engagement=engagement, actor=manager, command="step-back", seen=2, reason="Again")

    assert Request.objects.get().outcome == RequestOutcome.LAPSED


def test_words_of_a_request_are_not_in_the_audit_trail(ask):
    ask(text="Between the two of us")

    entry = AuditEntry.objects.get(action="request-add")
    assert (entry.subject, entry.after["criterion"]) == (REQUIRED, REQUIRED)
    assert "Between the two of us" not in str([entry.before, entry.after, entry.subject])


def test_change_costs_nothing_more_while_nobody_is_asked(engagement, manager, django_assert_num_queries):
    with (
        django_assert_num_queries(4),
        work_on(engagement, manager, "log-add"),
    ):  # savepoint, lock, seat, release
        pass
