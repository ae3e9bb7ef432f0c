"""Approving in a colleague's place: exactly that, for as long as it holds, and always recorded as on behalf of."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import override

from engagements.execution.models import HandoverLine, LineState
from engagements.execution.services import accept_handover, accept_line, add_line, refuse_line
from engagements.lifecycle.asks import asked_in_place
from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.models import AuditEntry
from engagements.people import delegations
from engagements.people.delegable import DelegationKind
from engagements.people.models import Delegation, Membership
from engagements.people.permissions import DELEGABLE, PERMISSIONS, seat_of
from engagements.people.roles import ADMINISTRATOR, PRACTICE, Role
from engagements.people.services import change_member, end_member
from engagements.processes.models import CriticalProcess
from engagements.record.models import Approval, WorkedMonth, WorkedMonthState
from engagements.record.services import approve_worked_month, submit_worked_month
from outbox.kinds import write
from outbox.models import Mail
from tests.engagements.conftest import in_phase, person, seat_for
from tests.engagements.helpers import assert_refused, url

MONTH, PLAN, ALL = DelegationKind.MONTH, DelegationKind.PLAN, DelegationKind.ALL
HANDOVER = DelegationKind.HANDOVER
TODAY = datetime.date(2026, 3, 2)


@pytest.fixture
def colleague(engagement):
    """Somebody of the organisation who approves nothing by their own role."""
    return seat_for(engagement, Role.MANAGEMENT, "Carla Colleague")


@pytest.fixture
def month(engagement):
    return WorkedMonth.objects.create(
        engagement=engagement, month=TODAY.replace(day=1), days=12, state=WorkedMonthState.SUBMITTED
    )


def lend(giver, receiver, kind=MONTH, **values):
    """Store a delegation, without the rules of giving one."""
    return Delegation.objects.create(
        engagement=giver.engagement, giver=giver, receiver=receiver, kind=kind, **values
    )


def may(member, action):
    return seat_of(member.user, member.engagement).may(action)


def approve(month, member):
    return approve_worked_month(worked_month=month, actor=member.user)


def test_colleague_approves_on_behalf_and_it_says_so_everywhere(engagement, month, sponsor, colleague):
    lend(sponsor, colleague)

    approve(month, colleague)

    word = Approval.objects.get()
    assert (word.member, word.own_role) == (colleague, Role.MANAGEMENT)
    assert (word.on_behalf_of, word.role) == (sponsor, Role.SPONSOR)
    with override("en"):
        assert word.who_as == "Carla Colleague (Management) on behalf of Sanne Sponsor (Sponsor)"
        told = AuditEntry.objects.filter(action="worked-month-approve").get()
        assert told.who == "Carla Colleague on behalf of Sanne Sponsor"


@pytest.mark.parametrize("kind", [kind for kind in DelegationKind if kind != ALL])
def test_delegation_of_a_kind_is_exactly_that(engagement, sponsor, kind):
    other = seat_for(engagement, Role.EMPLOYEE if kind == MONTH else Role.FINANCE, "Fay Finance")
    own = {action for action in PERMISSIONS if may(other, action)}
    lend(sponsor, other, kind)

    more = {action for action in PERMISSIONS if may(other, action)} - own

    assert more == {action for action in DELEGABLE[kind] if Role.SPONSOR in PERMISSIONS[action]} - own
    assert more


def test_nobody_lends_more_than_their_own_role_has(engagement, board, colleague, sponsor):
    lend(board, colleague, ALL)

    assert may(colleague, "handover-line-accept")
    assert not may(colleague, "assignment"), "a board member reads it, and has nothing to say of it to lend"
    assert not may(colleague, "plan-approve")
    assert not may(colleague, "worked-month-approve")


def test_what_was_lent_is_not_passed_on(engagement, sponsor, colleague):
    third = seat_for(engagement, Role.EMPLOYEE, "Thea Third")
    lend(sponsor, colleague, PLAN)
    lend(colleague, third, ALL)

    assert may(colleague, "plan-approve")
    assert not may(third, "plan-approve")
    with pytest.raises(ValidationError):
        delegations.add_delegation(engagement=engagement, actor=colleague.user, receiver=third, kind=PLAN)


def test_delegation_ends_on_its_last_day_and_at_once_when_revoked(month, sponsor, colleague):
    today = timezone.localdate()
    found = lend(sponsor, colleague, until=today)
    assert may(colleague, "worked-month-approve")

    Delegation.objects.update(until=today - datetime.timedelta(days=1))
    assert not may(colleague, "worked-month-approve")

    Delegation.objects.update(until=None)
    delegations.revoke_delegation(delegation=found, actor=sponsor.user)
    with pytest.raises(PermissionDenied):
        approve(month, colleague)


def test_delegation_ends_with_the_part_of_either_and_stays_ended(engagement, manager, sponsor, colleague):
    second = seat_for(engagement, Role.MANAGEMENT, "Sam Second")
    lend(sponsor, colleague)
    lend(sponsor, second)

    end_member(member=second, actor=manager)
    Membership.objects.filter(pk=second.pk).update(ended_on=None)
    assert not may(second, "worked-month-approve")

    end_member(member=sponsor, actor=manager)
    assert not may(colleague, "worked-month-approve")
    assert not Delegation.objects.filter(revoked_at=None).exists()


def test_delegation_is_worth_what_the_givers_role_is_worth_now(engagement, manager, sponsor, colleague):
    lend(sponsor, colleague, PLAN)

    change_member(member=sponsor, actor=manager, role=Role.BOARD)

    assert not may(colleague, "plan-approve")


@pytest.mark.parametrize("role", [Role.SHADOW, Role.MANAGER, Role.WORKS_COUNCIL])
def test_nobody_of_the_practice_and_no_observer_approves_for_the_client(engagement, sponsor, role):
    other = seat_for(engagement, role, "Otto Other")

    with pytest.raises(ValidationError) as refused:
        delegations.add_delegation(engagement=engagement, actor=sponsor.user, receiver=other, kind=PLAN)

    assert "receiver" in refused.value.message_dict
    lend(sponsor, other, ALL)
    if role in PRACTICE:
        assert not may(other, "plan-approve")


def test_interim_manager_lends_nothing(engagement, manager, colleague):
    with pytest.raises(PermissionDenied):
        delegations.add_delegation(engagement=engagement, actor=manager, receiver=colleague, kind=PLAN)

    lend(engagement.memberships.get(user=manager), colleague, ALL)
    assert not may(colleague, "assignment-sign")


def test_stranger_and_administrator_get_nothing_by_it(engagement, sponsor, stranger):
    theirs = stranger.memberships.get()
    lend(sponsor, theirs, ALL)
    administrator = person("Ada Administrator", is_administrator=True)

    assert seat_of(stranger, engagement) is None
    seat = seat_of(administrator, engagement)
    assert (seat.role, seat.given) == (ADMINISTRATOR, ())
    with pytest.raises(ValidationError):
        delegations.add_delegation(engagement=engagement, actor=sponsor.user, receiver=theirs, kind=PLAN)


def test_own_role_goes_before_a_delegation(month, sponsor, engagement):
    finance = seat_for(engagement, Role.FINANCE, "Fay Finance")
    lend(sponsor, finance)

    approve(month, finance)

    word = Approval.objects.get()
    assert (word.member, word.role, word.on_behalf_of) == (finance, Role.FINANCE, None)


def test_seat_with_what_was_lent_is_one_query(sponsor, colleague, board, django_assert_num_queries):
    for kind in (MONTH, PLAN):
        lend(sponsor, colleague, kind)
        lend(colleague, board, kind)
    lend(board, colleague, HANDOVER)

    with django_assert_num_queries(1):
        seat = seat_of(colleague.user, colleague.engagement)
        names = [str(each.giver) for each in seat.given]

    assert seat.membership == colleague
    assert names == ["Sanne Sponsor", "Sanne Sponsor", "Bente Board"]


@pytest.fixture
def lines(engagement, owner):
    """A line of the hand-over of a process of each of two owners."""
    executing = in_phase(engagement, "execution")
    second = seat_for(executing, Role.PROCESS_OWNER, "Petra Process")
    found = []
    for holder in (owner, second):
        process = CriticalProcess.objects.create(engagement=executing, name=str(holder), owner=holder)
        found.append(HandoverLine.objects.create(engagement=executing, process=process, what="Roster"))
    return found


def test_lines_are_answered_for_the_one_owner_who_lent_it(lines, owner, colleague):
    mine, theirs = lines
    lend(owner, colleague, HANDOVER)

    accepted = accept_line(line=mine, actor=colleague.user)

    assert accepted.state == LineState.ACCEPTED
    assert Approval.objects.get().on_behalf_of == owner
    with pytest.raises(PermissionDenied):
        accept_line(line=theirs, actor=colleague.user)
    with pytest.raises(PermissionDenied):
        accept_handover(process=mine.process, actor=colleague.user)


def test_owner_who_stands_in_for_another_speaks_for_each_in_their_place(lines, owner):
    mine, theirs = lines
    second = theirs.process.owner
    lend(second, owner, HANDOVER)

    accept_line(line=mine, actor=owner.user)
    refuse_line(line=theirs, actor=owner.user, reason="No list yet")

    said = Approval.objects.order_by("pk")
    assert [(word.member, word.on_behalf_of) for word in said] == [(owner, None), (owner, second)]


def test_stand_in_is_asked_what_the_colleague_is_asked(engagement, month, sponsor, colleague):
    lend(sponsor, colleague)

    with override("en"):
        (ask,) = asked_in_place(engagement, seat_of(colleague.user, engagement), ())

    assert ask.sentence == "Approve the worked days of March 2026, on behalf of Sanne Sponsor"
    assert asked_in_place(engagement, seat_of(sponsor.user, engagement), ()) == []


# -- over HTTP


@pytest.fixture
def as_sponsor(client, sponsor):
    client.force_login(sponsor.user)
    return client


def test_sponsor_names_a_colleague_and_everybody_reads_it(as_sponsor, engagement, manager, colleague):
    given = {"receiver": colleague.pk, "kind": "plan", "until": ""}

    answer = as_sponsor.post(url("delegation-add", engagement), given)

    assert answer.url == url("people", engagement) + "#delegated"
    assert "End this now" in as_sponsor.get(answer.url).text
    as_sponsor.force_login(manager)
    page = as_sponsor.get(url("people", engagement)).text
    assert "Carla Colleague on behalf of Sanne Sponsor" in page
    assert "End this now" not in page


def test_same_delegation_twice_is_refused(as_sponsor, engagement, sponsor, colleague):
    lend(sponsor, colleague, PLAN)

    answer = as_sponsor.post(url("delegation-add", engagement), {"receiver": colleague.pk, "kind": "plan"})

    assert answer.status_code == 409
    assert Delegation.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"), [("receiver", ""), ("receiver", "x"), ("kind", "nonsense"), ("kind", "case")]
)
def test_what_cannot_be_delegated_comes_back_beside_its_field(
    as_sponsor, engagement, colleague, field, value
):
    answer = as_sponsor.post(
        url("delegation-add", engagement), {"receiver": colleague.pk, "kind": "plan", field: value}
    )

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.text


def test_day_that_has_been_is_refused(as_sponsor, engagement, colleague):
    given = {"receiver": colleague.pk, "kind": "plan", "until": "2020-01-01"}

    assert_refused(as_sponsor.post(url("delegation-add", engagement), given), "until", "2020-01-01")


def test_only_the_two_end_a_delegation(client, engagement, sponsor, colleague, board):
    found = lend(sponsor, colleague)
    revoke = url("delegation-revoke", engagement, found.pk)

    client.force_login(board.user)
    assert client.post(revoke).status_code == 403
    client.force_login(colleague.user)
    assert client.post(revoke).status_code == 302
    assert client.post(revoke).status_code == 409
    with pytest.raises(NotNow):
        delegations.revoke_delegation(delegation=found, actor=sponsor.user)


def test_stand_in_finds_the_button_and_both_sides_read_who_approved(
    client, engagement, month, sponsor, manager
):
    employee = seat_for(engagement, Role.EMPLOYEE, "Emma Employee")
    client.force_login(employee.user)
    page = url("worked-months", engagement)
    assert client.get(page).status_code == 403

    lend(sponsor, employee)
    assert url("worked-month-approve", engagement, month.pk) in client.get(page).text
    client.post(url("worked-month-approve", engagement, month.pk), {"seen": 1})

    for user in (sponsor.user, manager):
        client.force_login(user)
        for place in (page, url("log", engagement)):
            assert "on behalf of Sanne Sponsor" in client.get(place).text, (str(user), place)


@pytest.mark.parametrize("page", ["plan", "handover"])
def test_page_that_was_lent_leads_nowhere_the_stand_in_may_not_go(client, engagement, sponsor, lines, page):
    finance = seat_for(engagement, Role.FINANCE, "Fien Finance")
    lend(sponsor, finance, DelegationKind.PLAN)
    lend(lines[0].process.owner, finance, HANDOVER)
    leads = url("process", engagement, lines[0].process.pk)

    client.force_login(finance.user)
    found = client.get(url(page, engagement)).text
    assert str(lines[0].process) in found
    assert leads not in found
    client.force_login(sponsor.user)
    assert leads in client.get(url(page, engagement)).text


def test_stand_in_is_mailed_beside_the_colleague(engagement, month, sponsor, colleague, lines):
    lend(sponsor, colleague)
    lend(lines[0].process.owner, colleague, HANDOVER)

    WorkedMonth.objects.update(state=WorkedMonthState.DRAFT)
    manager = engagement.memberships.get(role=Role.MANAGER).user
    submit_worked_month(worked_month=month, actor=manager)
    HandoverLine.objects.update(state=LineState.ACCEPTED)
    add_line(process=lines[0].process, actor=manager, what="Budget")

    told = {(mail.kind, mail.recipient) for mail in Mail.objects.all()}
    assert told == {
        ("month-waits", sponsor.user),
        ("month-waits", colleague.user),
        ("handover-waits", lines[0].process.owner.user),
        ("handover-waits", colleague.user),
    }
    letters = {mail.kind: write(mail) for mail in Mail.objects.filter(recipient=colleague.user)}
    assert letters["month-waits"]
    assert "Omar Owner" in letters["handover-waits"].sentence
    Delegation.objects.update(revoked_at=timezone.now())
    assert [write(mail) for mail in Mail.objects.filter(recipient=colleague.user)] == [None, None]
